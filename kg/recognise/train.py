"""Trains the tagger: ``python -m kg.recognise.train --data FOLDER``. See docs/model-card.md."""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.recognise.model import Tagger
from kg.recognise.model_decode import Labels
from kg.recognise.model_file import SHIPPED, Model, load, save
from kg.recognise.model_lexicon import Lexicon, Masks
from kg.recognise.model_net import Seen, sign_count, signs_of
from kg.recognise.model_text import Layout, lay_out, places_of
from kg.recognise.train_corpora import TYPES, Example, cluener, finance, names_of, reports, tagged, word_classes
from kg.recognise.train_embed import Embeddings, embed_text
from kg.recognise.train_fit import Adam, Fetch, Plan, fit, initial, shapes_of
from kg.recognise.train_score import Counts, compare, precision_table

LOG = logging.getLogger("kg.train")
#: Lengths of the vectors of characters and of pairs.
SIZES = (64, 48)
#: Every so many of the government reports is read, and the weight of its characters.
EVERY_REPORT, REPORT_WEIGHT = 3, 0.3
#: Parts of the training data: the names seen in nine are the dictionary of the tenth.
FOLDS = 10
BREAK = "\0\0\0"


def plain_text(data: Path, examples: Sequence[Example]) -> list[tuple[str, float]]:
    """The text that embeddings are made from, with weights: reports, and the sentences of the training corpora."""
    news = [example.text for example in tagged(data / "msra/train.bio.txt")]
    news += [sentence for _, _, sentence in finance(data / "finre")]
    news += [example.text for example in [*examples, *tagged(data / "resume_ner/train.char.bmes")]]
    some = list(reports(data / "gov_reports.jsonl.xz"))[::EVERY_REPORT]
    return [(BREAK.join(some) + BREAK, REPORT_WEIGHT), (BREAK.join(news) + BREAK, 1.0)]


class Examples:
    """The training sentences as the network takes them, with the names of the other folds as a dictionary."""

    def __init__(self, examples: Sequence[Example], labels: Labels, words: Mapping[str, set[str]]) -> None:
        self.texts = [example.text for example in examples]
        self.gold = [labels.encode(example.spans, len(example.text)) for example in examples]
        none: dict[str, set[str]] = {name: set() for name in names_of([])}
        self._known = Lexicon.of({**words, **none})
        self.classes = len(self._known.names)
        self._signs: list[NDArray[np.uint8]] = [np.zeros((0, 0), np.uint8)] * len(examples)
        for fold in range(FOLDS):
            others = names_of(e for number, e in enumerate(examples) if number % FOLDS != fold)
            self._read(range(fold, len(examples), FOLDS), Lexicon.of({**dict.fromkeys(words, ()), **others}))

    def _read(self, numbers: range, names: Lexicon) -> None:
        layout = lay_out([self.texts[number] for number in numbers])
        found: list[Masks] = [
            a | b for a, b in zip(self._known.find(layout.codes), names.find(layout.codes), strict=True)
        ]
        signs = signs_of(layout.codes, found, self.classes)
        for number, start, length in zip(numbers, layout.starts, layout.lengths, strict=True):
            self._signs[number] = signs[start : start + length]

    def fetcher(self, embeddings: Embeddings) -> Fetch:
        """What gives a batch by the numbers of its sentences."""

        def fetch(numbers: NDArray[np.int64]) -> tuple[Seen, NDArray[np.int64]]:
            layout: Layout = lay_out([self.texts[number] for number in numbers])
            signs = np.zeros((len(layout.codes), self._signs[0].shape[1]), np.uint8)
            places = places_of(layout.starts, layout.lengths)
            signs[places] = np.concatenate([self._signs[number] for number in numbers])
            seen = Seen(*embeddings.vocabulary.number(layout.codes), signs, layout)
            return seen, np.concatenate([self.gold[number] for number in numbers])

        return fetch


def train(data: Path, plan: Plan) -> Model:
    """Train on the corpora of the folder.

    Raises:
        InputError: a file of the folder is missing or malformed.
    """
    learnt = cluener(data / "cluener/train.json")
    embeddings = embed_text(plain_text(data, learnt), SIZES, plan.seed)
    LOG.info("embeddings: %d characters, %d pairs", len(embeddings.character), len(embeddings.pair))
    words, labels = word_classes(data), Labels(TYPES)
    examples = Examples(learnt, labels, words)
    shapes = shapes_of(sum(SIZES) + SIZES[1] + sign_count(examples.classes), plan.hidden, labels.size)
    parameters = initial(shapes, np.random.default_rng(plan.seed))
    parameters |= {"character": embeddings.character, "pair": embeddings.pair}
    parameters["transitions"][:] = 0
    adam = Adam(parameters, plan)
    for epoch, loss in fit(adam, examples.fetcher(embeddings), [len(text) for text in examples.texts], plan, labels):
        LOG.info("epoch %d: loss %.3f", epoch + 1, loss)
    lexicon = Lexicon.of({**words, **names_of(learnt)})
    return Model(labels, embeddings.codes, embeddings.vocabulary, lexicon, adam.mean, {}, {"plan": asdict(plan)})


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, measure on CLUENER's development sentences, and write the file and its figures."""
    parser = argparse.ArgumentParser(description="Trains the tagger.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora (docs/model-card.md)")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the model's file")
    parser.add_argument("--seed", type=int, default=Plan().seed)
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    model = train(given.data, replace(Plan(), seed=given.seed, epochs=given.epochs))
    save(model, given.out)
    dev = cluener(given.data / "cluener/dev.json")
    found = Tagger(load(given.out)).tag([example.text for example in dev])
    counts = compare(found, dev)
    LOG.info("%s", Counts.table(counts))
    figures = {type_: round(count.f1, 4) for type_, count in counts.items()}
    measured = replace(model, precision=precision_table(found, dev), facts={**model.facts, "f1": figures})
    save(measured, given.out)
    LOG.info("%s", json.dumps(figures))


if __name__ == "__main__":
    main()
