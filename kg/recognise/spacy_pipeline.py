"""The recognise stage as a spaCy pipeline, for those who work with one: a token a character, a component a step.

A document's article travels in ``doc.user_data``; what was chosen stands in ``doc.spans["mentions"]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Reading
from kg.recognise.pipeline import Step, steps
from kg.recognise.words import Segmenter
from kg.settings import Settings

#: Key of ``doc.user_data``: the Reading.
READING = "kg.reading"
#: Key of ``doc.spans``.
MENTIONS = "mentions"


class Characters:
    """A tokenizer that makes each character a token, so that spans of tokens are spans of characters."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A document of ``len(text)`` tokens; a lone surrogate, which spaCy cannot hold, is U+FFFD in it."""
        words = ["\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text]
        return Doc(self._vocab, words=words, spaces=[False] * len(words))


class Component:
    """A component; its step is set by whoever assembles the pipeline, as spaCy sets a component's model."""

    step: Step

    def __call__(self, doc: Doc) -> Doc:
        """The step over an article that stands alone."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], **settings: Any) -> Iterator[Doc]:
        """The step over the articles of a page, which are seen together."""
        docs = list(stream)
        self.step([doc.user_data[READING] for doc in docs])
        for doc in docs:
            reading: Reading = doc.user_data[READING]
            doc.spans[MENTIONS] = [_span(doc, candidate) for candidate in reading.chosen]
            yield doc


def _span(doc: Doc, candidate: Candidate) -> Span:
    return Span(doc, candidate.start, candidate.end, label=candidate.type)


@Language.factory("kg_step")  # spaCy makes components by name only; this one registers ours and does no work
def _component(nlp: Language, name: str) -> Component:
    return Component()


def assemble(ontology: Ontology, settings: Settings, segmenter: Segmenter) -> Language:
    """The pipeline with a component for each step; documents of one page go through ``pipe`` together."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = Characters(nlp.vocab)
    for name, step in steps(ontology, settings, segmenter).items():
        component = nlp.add_pipe("kg_step", name=name)
        assert isinstance(component, Component)
        component.step = step
    return nlp
