"""The recognise stage as a spaCy pipeline: a token a character, a component for each finder, then the selection.

Candidates travel in ``doc.user_data``; what was chosen stands in ``doc.spans["mentions"]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Finder, LaterFinder, PageFinder, Reading, Recaller
from kg.recognise.finders import finders, recallers
from kg.recognise.roles import Chosen, Roles
from kg.recognise.select import Weights, load_weights, select
from kg.recognise.titles import TitleReader
from kg.recognise.words import Segmenter
from kg.settings import Settings

#: Keys of ``doc.user_data``: the Reading, the chosen candidates, what was left out.
READING, CHOSEN, DROPPED = "kg.reading", "kg.chosen", "kg.dropped"
#: Key of ``doc.spans``.
MENTIONS = "mentions"


class Characters:
    """A tokenizer that makes each character a token, so that spans of tokens are spans of characters."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A document of ``len(text)`` tokens."""
        words = list(text)
        if not text.isascii() and _has_surrogates(text):
            words = ["\ufffd" if "\ud800" <= c <= "\udfff" else c for c in words]
        return Doc(self._vocab, words=words, spaces=[False] * len(words))


def _has_surrogates(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


class Step:
    """A component; what it does is set by whoever assembles the pipeline, as spaCy sets a component's model."""

    finder: Finder | None = None
    recaller: Recaller | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Add what the finder finds."""
        reading = doc.user_data[READING]
        if isinstance(self.finder, LaterFinder):
            reading.candidates += self.finder.find_after(reading.context, tuple(reading.candidates))
        elif self.finder:
            reading.candidates += self.finder.find(reading.context)
        return doc

    def pipe(self, stream: Iterable[Doc], **settings: Any) -> Iterator[Doc]:
        """The same over the articles of a page; a recaller and a finder of whole pages see them all at once."""
        if not self.recaller and not isinstance(self.finder, PageFinder):
            yield from map(self, stream)
            return
        docs = list(stream)
        if isinstance(self.finder, PageFinder):
            for doc, found in zip(
                docs, self.finder.find_page([d.user_data[READING].context for d in docs]), strict=True
            ):
                doc.user_data[READING].candidates += found
        if self.recaller:
            self._recall(docs)
        yield from docs

    def _recall(self, docs: Sequence[Doc]) -> None:
        assert self.recaller
        for reading, candidate in list(self.recaller.recall([doc.user_data[READING] for doc in docs])):
            reading.candidates.append(candidate)


class Selection:
    """The component that makes one set of all candidates."""

    weights: Weights

    def __call__(self, doc: Doc) -> Doc:
        """Set what was chosen, and what was left out."""
        reading: Reading = doc.user_data[READING]
        chosen, dropped = select(reading.candidates, reading.context, self.weights)
        doc.user_data[CHOSEN], doc.user_data[DROPPED] = Chosen(reading.context, chosen), dropped
        return doc


class Settlement:
    """The component that tells officials from other people over a page, and sets the spans of the mentions."""

    roles: Roles

    def __call__(self, doc: Doc) -> Doc:
        """The same for an article that stands alone."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], **settings: Any) -> Iterator[Doc]:
        """Settle the articles of a page together; implied mentions are spans as well."""
        docs = list(stream)
        self.roles.settle([doc.user_data[CHOSEN] for doc in docs])
        for doc in docs:
            doc.spans[MENTIONS] = [_span(doc, candidate) for candidate in doc.user_data[CHOSEN].candidates]
            yield doc


def _span(doc: Doc, candidate: Candidate) -> Span:
    return Span(doc, candidate.start, candidate.end, label=candidate.type)


# spaCy makes components by name only; these register under names of our own and do no work.
@Language.factory("kg_step")
def _step(nlp: Language, name: str) -> Step:
    return Step()


@Language.factory("kg_selection")
def _selection(nlp: Language, name: str) -> Selection:
    return Selection()


@Language.factory("kg_settlement")
def _settlement(nlp: Language, name: str) -> Settlement:
    return Settlement()


def assemble(ontology: Ontology, settings: Settings, segmenter: Segmenter) -> Language:
    """The pipeline with all finders, what recalls their names over a page, and the selection."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = Characters(nlp.vocab)
    for name, finder in finders(ontology, settings, segmenter).items():
        _add(nlp, name).finder = finder
    for name, recaller in recallers(ontology, segmenter).items():
        _add(nlp, name).recaller = recaller
    selection = nlp.add_pipe("kg_selection", name="selection")
    assert isinstance(selection, Selection)
    selection.weights = load_weights(ontology.folder / "selection.toml")
    settlement = nlp.add_pipe("kg_settlement", name="roles")
    assert isinstance(settlement, Settlement)
    settlement.roles = Roles(TitleReader(ontology.folder / "titles.yml").kinds)
    return nlp


def _add(nlp: Language, name: str) -> Step:
    step = nlp.add_pipe("kg_step", name=name)
    assert isinstance(step, Step)
    return step
