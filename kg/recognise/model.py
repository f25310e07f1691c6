"""The trained tagger: names that no dictionary has, found by a small network (docs/model-card.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress

import numpy as np

from kg.recognise.candidate import Candidate, Context
from kg.recognise.model_decode import Span, decode
from kg.recognise.model_file import Model, load
from kg.recognise.model_places import BARE_ZONE, KIND_OF_ZONE, ZONE, places_in
from kg.recognise.model_run import Network
from kg.recognise.model_signs import View, patterns_of
from kg.recognise.model_text import Floats, Layout, lay_out

#: The class of things that each of the tagger's types is; the others (position, book, film, game) give no name.
CLASS_OF = {
    "company": "Company",
    "government": "GovernmentBody",
    "organization": "Organization",
    "name": "Person",
    "address": "Place",
    "scene": "Place",
    "zone": "IndustrialPark",
    "product": "Product",
    "event": "Event",
}
#: The class of words that holds the divisions of China.
DIVISION = "division"
#: Least score, by class, at which a guess is worth a candidate.
FLOOR = {
    "Company": 0.75,
    "GovernmentBody": 0.6,
    "Organization": 0.6,
    "Person": 0.7,
    "Place": 0.7,
    "IndustrialPark": 0.6,
    "Product": 0.75,
    "Event": 0.6,
}
#: Characters decoded at once: enough that a step over sentences abreast is worth its call.
AT_ONCE = 32768
#: Characters scored at once: few enough that the network's layers stay in the processor's cache.
SCORED_AT_ONCE = 4096
#: Characters that the name of a zone has more than.
ZONE_LEAST = 4
#: Longest piece that is tagged as one, in characters; a longer sentence is cut behind the last of these marks.
LONGEST = 64
CUTS = "。！？；!?;，,、 ："
#: Before the name of who wrote, took or edited: no entity.
_CREDIT = re.compile("(?:记者|通讯员|编辑|责编|美编|校读|校对|摄影|文|图)[:/ ]?$")
#: A kind of organisation, and none by name.
_KIND = re.compile(
    "(?:产业|行业|专业|企业|商业|工业|职业|有关|相关|各)?(?:协会|商会|学会|联盟|大学|学院|学校|研究院|医院)"
)
#: Marks that no name starts or ends with, but for those whose other half is in the name.
MARKS = "。！？；!?;，,、 ：:·-—.…"
PAIRED = {"(": ")", ")": "(", "（": "）", "）": "（", "“": "”", "”": "“", "《": "》", "》": "《", "[": "]", "]": "["}


class Tagger:
    """Tags sentences; has no state between them.

    Args:
        style: what they are from, one of ``model_net.STYLES``: a paper, unless the tagger is tried on another corpus.
    """

    def __init__(self, model: Model, style: str = "press") -> None:
        self.model = model
        self._network = Network(model.parameters, model.vocabulary, len(model.lexicon.names), style)

    def tag(self, sentences: Sequence[str]) -> list[list[Span]]:
        """The names of each sentence, in order; linear in the text's length, whatever the sentences are."""
        pieces = [(number, at, text) for number, s in enumerate(sentences) for at, text in cut(s)]
        found: list[list[Span]] = [[] for _ in sentences]
        for some in _groups(pieces):
            opens = self.model.gate.opens(lay_out([text for _, _, text in some]))
            some = list(compress(some, opens))
            for (number, at, _), spans in zip(some, self._tag([text for _, _, text in some]), strict=True):
                found[number] += [Span(s.start + at, s.end + at, s.type, s.score) for s in spans]
        return found

    def _tag(self, pieces: Sequence[str]) -> list[list[Span]]:
        if not pieces:
            return []
        layout = lay_out(pieces)
        scores = np.zeros((len(layout.codes), self.model.labels.size), np.float32)
        for place, block in layout.blocks(SCORED_AT_ONCE):
            scores[place] = self._scores(block)
        return decode(scores, layout, self.model.parameters["transitions"], self.model.labels)

    def _scores(self, layout: Layout) -> Floats:
        model = self.model
        view = View.of(layout.codes, model.lexicon.find(layout.codes))
        scores = self._network.scores(view, layout)
        scores += model.linear.scores(patterns_of(view))
        return scores


def cut(sentence: str) -> Iterator[tuple[int, str]]:
    """A sentence in pieces of at most LONGEST characters, each with its place; cut at a mark where there is one."""
    start = 0
    while len(sentence) - start > LONGEST:
        end = 1 + max(sentence.rfind(mark, start, start + LONGEST) for mark in CUTS)
        end = end if end > start else start + LONGEST
        yield start, sentence[start:end]
        start = end
    if start < len(sentence):
        yield start, sentence[start:]


def _groups(pieces: Sequence[tuple[int, int, str]]) -> Iterator[Sequence[tuple[int, int, str]]]:
    first, size = 0, 0
    for number, (_, _, text) in enumerate(pieces):
        size += len(text)
        if size >= AT_ONCE:
            yield pieces[first : number + 1]
            first, size = number + 1, 0
    if first < len(pieces):
        yield pieces[first:]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without marks at its ends; a bracket or quotation mark stays where its other half is in the span."""
    while start < end and _hangs(text[start], text[start:end]):
        start += 1
    while start < end and _hangs(text[end - 1], text[start:end]):
        end -= 1
    return start, end


def _hangs(mark: str, span: str) -> bool:
    return PAIRED[mark] not in span if mark in PAIRED else mark in MARKS


class ModelFinder:
    """Finds names by the trained tagger; the score is its precision on text of the kind it was tried on."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    @classmethod
    def shipped(cls) -> ModelFinder:
        """The finder with the model that the package has.

        Raises:
            ModelError: its file is missing, damaged or of another kind.
        """
        return cls(Tagger(load()))

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates of the classes of CLASS_OF, sentence by sentence."""
        yield from self.find_page([context])[0]

    def find_page(self, contexts: Sequence[Context]) -> list[list[Candidate]]:
        """The same for the articles of a page, tagged together: the tagger likes long arrays."""
        tagged = iter(self._tagger.tag([c.text[start:end] for c in contexts for start, end in c.spans]))
        return [
            [
                candidate
                for at, _ in context.spans
                for span in next(tagged)
                for candidate in self._read(context, at, span)
            ]
            for context in contexts
        ]

    def _read(self, context: Context, at: int, span: Span) -> Iterator[Candidate]:
        """What a span of the sentence that starts at this place gives."""
        type_ = CLASS_OF.get(span.type, "")
        start, end = trim(context.text, at + span.start, at + span.end)
        if not type_ or end - start < 2 or (score := self._sure(span)) < FLOOR[type_]:
            return
        if type_ == "Organization" and _KIND.fullmatch(context.text, start, end):
            return
        if type_ == "Person" and (
            context.text[end - 1] == "摄" or _CREDIT.search(context.text, max(at, start - 4), start)
        ):
            return
        if type_ == "Place" and BARE_ZONE.fullmatch(context.text, start, end):
            return
        if type_ == "Place" and _is_zone(context.text[start:end]):
            type_ = "IndustrialPark"
        whole = [(0, end - start)]
        parts = places_in(context.text[start:end], self._is_division) if type_ == "Place" else whole
        for first, last in parts:
            yield Candidate(start + first, start + last, type_, "model", score)

    def _is_division(self, word: str) -> bool:
        lexicon = self._tagger.model.lexicon
        return DIVISION in lexicon.names and bool(lexicon.mask_of(word) >> lexicon.names.index(DIVISION) & 1)

    def _sure(self, span: Span) -> float:
        table = self._tagger.model.precision.get(span.type, ())
        return table[min(int(span.score * len(table)), len(table) - 1)] if table else round(span.score, 3)


def _is_zone(name: str) -> bool:
    return len(name) > ZONE_LEAST and bool(ZONE.search(name)) and not KIND_OF_ZONE.match(name)
