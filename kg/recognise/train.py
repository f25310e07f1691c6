"""Trains the tagger: ``python -m kg.recognise.train --data FOLDER``. See docs/model-card.md."""

from __future__ import annotations

import argparse
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.ontology import find_ontology
from kg.recognise.model import Tagger, cut
from kg.recognise.model_decode import Labels, Span
from kg.recognise.model_file import SHIPPED, Model, load, save
from kg.recognise.model_gate import Gate
from kg.recognise.model_lexicon import Lexicon
from kg.recognise.model_linear import Linear
from kg.recognise.model_net import STYLES, Seen
from kg.recognise.model_signs import PATTERN_BITS, View, patterns_of, sign_count, signs_of
from kg.recognise.model_text import Floats, Layout, lay_out, places_of
from kg.recognise.train_corpora import (
    CLUENER,
    TYPES,
    Example,
    cluener,
    finance,
    names_of,
    plain_news,
    press,
    reports,
    tagged,
    word_classes,
)
from kg.recognise.train_embed import Embeddings, embed_text
from kg.recognise.train_fit import Adam, Fetch, Plan, fit, initial, shapes_of
from kg.recognise.train_gate import expected, fit_gate
from kg.recognise.train_linear import LinearFit, LinearPlan, fit_linear
from kg.recognise.train_score import Counts, compare, precision_table

LOG = logging.getLogger("kg.train")
#: Lengths of the vectors of characters and of pairs.
SIZES = (64, 48)
#: Every so many of the government reports is read, and the weight of its characters.
EVERY_REPORT, REPORT_WEIGHT = 3, 0.3
#: Parts of the training data: the names seen in nine are the dictionary of the tenth.
FOLDS = 10
BREAK = "\0\0\0"
#: Every so many of the press sentences is kept for figures.
EVERY_PRESS = 10
#: Every so many of the reports is read for the gate, and so many characters of each.
GATE_EVERY, GATE_LENGTH = 25, 12_000
#: Every so many of the plain sentences of news is learnt from.
EVERY_PLAIN = 3
#: Marked sentences in the style of a city's paper, in the folder of the ontology.
SENTENCES = "training/press.txt"
_SENTENCE = re.compile("[^。！？；\n]+[。！？；]?")
#: Share of the linear part in the sum of scores.
SHARE = 0.3


def plain_text(data: Path, examples: Sequence[Example]) -> list[tuple[str, float]]:
    """The text that embeddings are made from, with weights: reports, and the sentences of the training corpora."""
    news = [example.text for example in tagged(data / "msra/train.bio.txt")]
    news += [sentence for _, _, sentence in finance(data / "finre")]
    news += [example.text for example in [*examples, *tagged(data / "resume_ner/train.char.bmes")]]
    some = list(reports(data / "gov_reports.jsonl.xz"))[::EVERY_REPORT]
    return [(BREAK.join(some) + BREAK, REPORT_WEIGHT), (BREAK.join(news) + BREAK, 1.0)]


class Examples:
    """The training sentences as the model takes them, with the names of the other folds as a dictionary."""

    def __init__(self, examples: Sequence[Example], labels: Labels, words: Mapping[str, set[str]]) -> None:
        self.texts = [example.text for example in examples]
        self.lengths = [len(text) for text in self.texts]
        self.styles = np.array([STYLES.index(example.style) for example in examples], np.int64)
        self.gold = [labels.encode(example.spans, len(example.text)) for example in examples]
        self._known = Lexicon.of({**words, **{name: set() for name in names_of([])}})
        self.classes = len(self._known.names)
        self._signs = [np.zeros((0, 0), np.uint8)] * len(examples)
        self.patterns = [np.zeros((0, 0), np.int32)] * len(examples)
        for fold in range(FOLDS):
            others = names_of(e for number, e in enumerate(examples) if number % FOLDS != fold)
            self._read(range(fold, len(examples), FOLDS), Lexicon.of({**dict.fromkeys(words, ()), **others}))

    def _read(self, numbers: range, names: Lexicon) -> None:
        layout = lay_out([self.texts[number] for number in numbers])
        view = View.of(layout.codes, self._known.find(layout.codes) | names.find(layout.codes))
        signs, patterns = signs_of(view, self.classes), np.ascontiguousarray(patterns_of(view).T)
        for number, start, length in zip(numbers, layout.starts, layout.lengths, strict=True):
            self._signs[number] = signs[start : start + length]
            self.patterns[number] = patterns[start : start + length]

    def fetcher(self, embeddings: Embeddings) -> Fetch:
        """What gives the network a batch by the numbers of its sentences."""

        def fetch(numbers: NDArray[np.int64]) -> tuple[Seen, NDArray[np.int64]]:
            layout = lay_out([self.texts[number] for number in numbers])
            signs = np.zeros((len(layout.codes), self._signs[0].shape[1]), np.uint8)
            signs[places_of(layout.starts, layout.lengths)] = np.concatenate([self._signs[n] for n in numbers])
            seen = Seen(*embeddings.vocabulary.number(layout.codes), signs, layout, self.styles[numbers])
            return seen, np.concatenate([self.gold[number] for number in numbers])

        return fetch

    def fetch_patterns(self, numbers: NDArray[np.int64]) -> tuple[Layout, NDArray[np.int32], NDArray[np.int64]]:
        """A batch for the linear part: sentences lie one behind the other, without room between."""
        gold = [self.gold[number] for number in numbers]
        lengths = np.array([len(labels) for labels in gold], np.int64)
        layout = Layout(np.zeros(0, np.uint32), np.cumsum(lengths) - lengths, lengths)
        return layout, np.concatenate([self.patterns[number] for number in numbers]), np.concatenate(gold)


def train_network(examples: Examples, embeddings: Embeddings, labels: Labels, plan: Plan) -> dict[str, Floats]:
    """Parameters of the network: the running mean at the end."""
    shapes = shapes_of(sum(SIZES) + SIZES[1] + sign_count(examples.classes), plan.hidden, labels.size)
    parameters = initial(shapes, np.random.default_rng(plan.seed))
    parameters |= {"character": embeddings.character, "pair": embeddings.pair}
    parameters["transitions"][:] = 0
    parameters["style"][:] = 0
    adam = Adam(parameters, plan)
    for epoch, loss in fit(adam, examples.fetcher(embeddings), examples.lengths, plan, labels):
        LOG.info("network, epoch %d: loss %.3f", epoch + 1, loss)
    return adam.mean


def train_linear(examples: Examples, labels: Labels, plan: LinearPlan, seed: int) -> tuple[Linear, Floats]:
    """The linear part and its transitions."""
    counts = sum(np.bincount(p.reshape(-1), minlength=1 << PATTERN_BITS) for p in _joined(examples.patterns))
    linear = LinearFit(np.asarray(counts), labels, plan)
    random = np.random.default_rng(seed)
    for epoch, loss in fit_linear(linear, examples.fetch_patterns, examples.lengths, random):
        LOG.info("linear part, epoch %d: loss %.3f", epoch + 1, loss)
    return linear.result()


def _joined(arrays: Sequence[NDArray[np.int32]], size: int = 1000) -> Iterator[NDArray[np.int32]]:
    return (np.concatenate(arrays[at : at + size]) for at in range(0, len(arrays), size))


def train(data: Path, plan: Plan, linear_plan: LinearPlan) -> Model:
    """Train on the corpora of the folder.

    Raises:
        InputError: a file of the folder is missing or malformed.
    """
    learnt = cluener(data / "cluener/train.json") + [
        e for number, e in enumerate(press(find_ontology(None) / SENTENCES)) if number % EVERY_PRESS
    ]
    learnt += list(plain_news(data / "msra/train.bio.txt"))[::EVERY_PLAIN]
    words, labels = word_classes(data), Labels(TYPES)
    examples = Examples(learnt, labels, words)
    linear, linear_steps = train_linear(examples, labels, linear_plan, plan.seed)
    LOG.info("linear part: %d patterns", len(linear.numbers))
    embeddings = embed_text(plain_text(data, learnt), SIZES, plan.seed)
    LOG.info("embeddings: %d characters, %d pairs", len(embeddings.character), len(embeddings.pair))
    parameters = train_network(examples, embeddings, labels, plan)
    for name in ("out_w", "out_b"):
        parameters[name] = parameters[name] * np.float32(1 - SHARE)
    parameters["transitions"] = (1 - SHARE) * parameters["transitions"] + SHARE * linear_steps
    model = Model(
        labels=labels,
        codes=embeddings.codes,
        vocabulary=embeddings.vocabulary,
        lexicon=Lexicon.of({**words, **names_of(learnt)}),
        parameters=parameters,
        linear=replace(linear, scale=linear.scale * SHARE),
        gate=Gate.open(),
        precision={},
        facts={"network": asdict(plan), "linear": asdict(linear_plan), "share of the linear part": SHARE},
    )
    return replace(model, gate=train_gate(model, data, learnt))


def train_gate(model: Model, data: Path, learnt: Sequence[Example]) -> Gate:
    """The gate: what names the training sentences have, and the model finds in reports, which mostly have none."""
    some = list(reports(data / "gov_reports.jsonl.xz"))[::GATE_EVERY]
    lines = [piece for text in some for line in _SENTENCE.findall(text[:GATE_LENGTH]) for _, piece in cut(line)]
    named = [bool(example.spans) for example in learnt]
    return fit_gate([example.text for example in learnt] + lines, np.append(named, expected(Tagger(model), lines)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, measure on CLUENER's development sentences, and write the file and its figures."""
    parser = argparse.ArgumentParser(description="Trains the tagger.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora (docs/model-card.md)")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the model's file")
    parser.add_argument("--seed", type=int, default=Plan().seed)
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    model = train(given.data, replace(Plan(), seed=given.seed), LinearPlan())
    save(model, given.out)
    save(measured(model, load(given.out), cluener(given.data / "cluener/dev.json")), given.out)


def measured(model: Model, rounded: Model, dev: list[Example]) -> Model:
    """The model with its figures, on CLUENER's development sentences and on the press sentences kept from training.

    Args:
        rounded: the same model as its file keeps it, by which they are tagged.
    """
    kept = press(find_ontology(None) / SENTENCES)[::EVERY_PRESS]
    facts: dict[str, object] = dict(model.facts)
    found: list[list[Span]] = []
    for name, examples, types in (("f1", dev, CLUENER), ("f1 of press", kept, TYPES)):
        ours = Tagger(rounded, examples[0].style).tag([example.text for example in examples])
        found += ours
        counts = compare(ours, examples, types)
        LOG.info("%s\n%s", name, Counts.table(counts))
        facts[name] = {type_: round(count.f1, 4) for type_, count in counts.items()}
    return replace(model, precision=precision_table(found, dev + kept), facts=facts)


if __name__ == "__main__":
    main()
