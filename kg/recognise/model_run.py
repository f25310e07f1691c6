"""The tagger's network as it runs: what a character and what a set of signs bring to the first layer is looked up.

The first convolution is most of the network's arithmetic, and what it takes in is mostly known beforehand: a character
has one embedding wherever it stands, and few of the many possible sets of signs occur in a text. So its product is a
sum of rows of two tables, and only pairs of characters, of which there are too many for a table, are multiplied.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.recognise.model_net import (
    REACHES,
    STYLES,
    Parameters,
    Vocabulary,
    bent,
    conv3,
    sentence_means,
    sentence_of,
    spread,
)
from kg.recognise.model_signs import View, signs_of
from kg.recognise.model_text import Floats, Layout


class Network:
    """The network of ``kg.recognise.model_net``, with its scores but for rounding, in two thirds of the time.

    Args:
        parameters: of the network, by name. vocabulary: numbers of characters and pairs.
        classes: of words, as ``signs_of`` takes them. style: of the sentences, one of STYLES.
    """

    def __init__(self, parameters: Parameters, vocabulary: Vocabulary, classes: int, style: str) -> None:
        self._parameters, self._vocabulary, self._classes = parameters, vocabulary, classes
        self._style = parameters["style"][STYLES.index(style)]
        character, pair = (parameters[name].shape[1] for name in ("character", "pair"))
        weights = np.split(parameters["first_w"], np.cumsum([character, pair, pair]))
        self._characters = parameters["character"] @ weights[0]
        self._pairs = weights[1:3]
        self._signs = weights[3]

    def scores(self, view: View, layout: Layout) -> Floats:
        """One row a place and one column a label."""
        parameters, between = self._parameters, np.flatnonzero(layout.codes == 0)
        values = bent(spread(self._first(view, between), 1), parameters["first_b"], between)
        context = np.maximum(sentence_means(values, layout) @ parameters["context_w"], 0) + self._style
        values += np.take(context, sentence_of(layout), axis=0, mode="clip")
        values[between] = 0
        for number, reach in enumerate(REACHES, start=1):
            change = conv3(values, parameters[f"mix{number}_w"], reach)
            values += bent(change, parameters[f"mix{number}_b"], between)
        scores: Floats = values @ parameters["out_w"]
        scores += parameters["out_b"]
        return scores

    def _first(self, view: View, between: NDArray[np.intp]) -> Floats:
        """What the first layer's input comes to, multiplied by its weights; 0 ``between`` sentences."""
        characters, pairs = self._vocabulary.number(view.codes)
        product: Floats = np.take(self._characters, characters, axis=0, mode="clip")
        rows, which = view.alike()
        signs = signs_of(view.of_rows(rows), self._classes).astype(np.float32) @ self._signs
        taken = np.take(signs, which, axis=0, mode="clip")
        product += taken
        numbers, which = _distinct(pairs, len(self._parameters["pair"]))
        embedded = self._parameters["pair"][numbers]
        product += np.take(embedded @ self._pairs[1], which, axis=0, mode="clip", out=taken)
        np.take(embedded @ self._pairs[0], which, axis=0, mode="clip", out=taken)
        product[1:] += taken[:-1]
        product[between] = 0
        return product


def _distinct(numbers: NDArray[np.int32], count: int) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """The different ones of some numbers below ``count``, and for each number which of them it is; no sorting."""
    last, places = np.empty(count, np.intp), np.arange(len(numbers))
    last[numbers] = places
    alike = np.take(last, numbers, mode="clip")
    chosen = alike == places
    return numbers[chosen], np.take(np.cumsum(chosen) - 1, alike, mode="clip")
