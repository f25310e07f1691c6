"""The recognise stage as a spaCy pipeline: a token a character, a component for each finder, then the selection.

Candidates travel in ``doc.user_data``; what was chosen stands in ``doc.spans["mentions"]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Finder, Reading, Recaller
from kg.recognise.finders import finders, recallers
from kg.recognise.select import select
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
        if self.finder:
            reading.candidates += self.finder.find(reading.context)
        return doc

    def pipe(self, stream: Iterable[Doc], **settings: Any) -> Iterator[Doc]:
        """The same over the articles of a page; a recaller sees them all at once."""
        if not self.recaller:
            yield from map(self, stream)
            return
        docs = list(stream)
        for reading, candidate in list(self.recaller.recall([doc.user_data[READING] for doc in docs])):
            reading.candidates.append(candidate)
        yield from docs


class Selection:
    """The component that makes one set of all candidates."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the spans of the mentions; implied ones are spans as well."""
        reading: Reading = doc.user_data[READING]
        chosen, dropped = select(reading.candidates, reading.context)
        doc.user_data[CHOSEN], doc.user_data[DROPPED] = chosen, dropped
        doc.spans[MENTIONS] = [_span(doc, candidate) for candidate in chosen]
        return doc


def _span(doc: Doc, candidate: Candidate) -> Span:
    return Span(doc, candidate.start, candidate.end, label=candidate.type)


# spaCy makes components by name only; these two register under names of our own and do no work.
@Language.factory("kg_step")
def _step(nlp: Language, name: str) -> Step:
    return Step()


@Language.factory("kg_selection")
def _selection(nlp: Language, name: str) -> Selection:
    return Selection()


def assemble(ontology: Ontology, settings: Settings) -> Language:
    """The pipeline with all finders, what recalls their names over a page, and the selection."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = Characters(nlp.vocab)
    for name, finder in finders(ontology, settings).items():
        _add(nlp, name).finder = finder
    for name, recaller in recallers(ontology).items():
        _add(nlp, name).recaller = recaller
    nlp.add_pipe("kg_selection", name="selection")
    return nlp


def _add(nlp: Language, name: str) -> Step:
    step = nlp.add_pipe("kg_step", name=name)
    assert isinstance(step, Step)
    return step
