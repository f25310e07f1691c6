"""The tagger's network: embeddings and dictionary matches, three convolutions, and a look at the whole sentence.

    seen    = [character, pair to the left, pair to the right, what the dictionaries and marks say]
    first   = relu(conv3(seen))
    context = first + relu(mean over the sentence (first) @ context_w) + style of the sentence
    mixed   = context + relu(conv3(context)), then the same once more, two characters apart
    scores  = mixed @ out_w

All of it runs on flat arrays (see model_text); a convolution is one matrix product and two shifts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.recognise.model_text import Floats, Layout, shift

#: Distance of the neighbours that each of the later convolutions sees.
REACHES = (1, 2)
#: Where a sentence is from: corpora do not agree on what a name is (one marks 湖南省, another 湖南), nor on which names
#: they mark, and what is read by the tagger is a paper.
STYLES = ("cluener", "press")

Parameters = Mapping[str, Floats]
#: Takes a layer's name and its values, gives them changed (dropout) or as they are.
Noise = Callable[[str, Floats], Floats]


@dataclass(frozen=True)
class Vocabulary:
    """Characters and pairs of characters with an embedding.

    Attributes:
        characters: code -> number, 0 for unknown; 0x10000 long.
        pairs: sorted keys (number of the first * count of characters + number of the second); the number of a pair is
            its place here plus 1.
        size: count of characters, unknown included.
    """

    characters: NDArray[np.int32]
    pairs: NDArray[np.int64]
    size: int

    @classmethod
    def of(cls, codes: NDArray[np.uint32], pairs: NDArray[np.int64]) -> Vocabulary:
        """The vocabulary in which these codes have the numbers 1, 2, ..."""
        characters = np.zeros(0x10000, np.int32)
        characters[codes] = np.arange(1, len(codes) + 1)
        return cls(characters, pairs, len(codes) + 1)

    def number(self, codes: NDArray[np.uint32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Numbers of the characters, and of the pair that starts at each."""
        numbers = self.characters[codes]
        keys = numbers.astype(np.int64) * self.size + shift(numbers, 1)
        places = np.minimum(np.searchsorted(self.pairs, keys), len(self.pairs) - 1)
        return numbers, np.where(self.pairs[places] == keys, places + 1, 0).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Seen:
    """A batch as the network takes it: numbers of characters and pairs, and the signs (one row a place).

    Attributes:
        styles: of each sentence, by its number in STYLES.
    """

    characters: NDArray[np.int32]
    pairs: NDArray[np.int32]
    signs: NDArray[np.uint8]
    layout: Layout
    styles: NDArray[np.int64]


def conv3(values: Floats, weights: Floats, reach: int) -> Floats:
    """Convolution over a character and the two ``reach`` away; weights (in, 3 * out): left, middle, right."""
    return spread(values @ weights, reach)


def spread(product: Floats, reach: int) -> Floats:
    """For each place the sum of what the one to the left, itself and the one to the right bring: thirds of a row."""
    out = product.shape[1] // 3
    middle = product[:, out : 2 * out].copy()
    middle[reach:] += product[:-reach, :out]
    middle[:-reach] += product[reach:, 2 * out :]
    return middle


def embed(seen: Seen, parameters: Parameters) -> Floats:
    """The first layer's input."""
    pairs = parameters["pair"][seen.pairs]
    parts: list[NDArray[Any]] = [parameters["character"][seen.characters], shift(pairs, -1), pairs, seen.signs]
    values = np.empty((len(pairs), sum(part.shape[1] for part in parts)), np.float32)
    at = 0
    for part in parts:
        values[:, at : at + part.shape[1]] = part
        at += part.shape[1]
    values[seen.layout.codes == 0] = 0
    return values


def sentence_means(values: Floats, layout: Layout) -> Floats:
    """Mean over each sentence; rows between sentences must be 0."""
    sums: Floats = np.add.reduceat(values, layout.starts, axis=0)
    means: Floats = np.divide(sums, layout.lengths[:, None], dtype=np.float32)
    return means


def sentence_of(layout: Layout) -> NDArray[np.int64]:
    """The sentence that each place belongs to (a place between two: any)."""
    marks = np.zeros(len(layout.codes), np.int64)
    marks[layout.starts[1:]] = 1
    return np.cumsum(marks)


def forward(seen: Seen, parameters: Parameters, noise: Noise = lambda _, values: values) -> dict[str, Floats]:
    """The values of all layers by name; ``scores`` has one row a place and one column a label."""
    layout = seen.layout
    between = np.nonzero(layout.codes == 0)[0]
    layers = {"seen": noise("seen", embed(seen, parameters))}
    first = bent(conv3(layers["seen"], parameters["first_w"], 1), parameters["first_b"], between)
    means = sentence_means(first, layout)
    context = np.maximum(means @ parameters["context_w"], 0)
    layers |= {"first": first, "means": means, "context": context}
    values = first + (context + parameters["style"][seen.styles])[sentence_of(layout)]
    values[between] = 0
    values = layers["mixed0"] = noise("context", values)
    for number, reach in enumerate(REACHES, start=1):
        change = conv3(values, parameters[f"mix{number}_w"], reach)
        layers[f"change{number}"] = bent(change, parameters[f"mix{number}_b"], between)
        values = layers[f"mixed{number}"] = noise(f"mixed{number}", values + change)
    layers["scores"] = values @ parameters["out_w"] + parameters["out_b"]
    return layers


def bent(values: Floats, bias: Floats, between: NDArray[np.int64]) -> Floats:
    """The values themselves, changed in place: biased, nothing below 0, and 0 between sentences."""
    values += bias
    np.maximum(values, 0, out=values)
    values[between] = 0
    return values
