"""The tagger's guesses without those that their words speak against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Context
from kg.recognise.edges import Edges
from kg.recognise.industries import read_names
from kg.recognise.wordlists import load_wordlists

#: Parts of speech of words that say of which kind something is.
_KINDS = ("a", "b")


class Tagged(Protocol):
    """What guesses names over a page's articles."""

    def find_page(self, contexts: Sequence[Context]) -> list[list[Candidate]]:
        """Candidates of each article."""
        ...


class JudgedFinder:
    """The tagger's names, but no company that is called by a line of business alone (新型建材) or by a saying."""

    def __init__(self, model: Tagged, ontology: Ontology) -> None:
        self._model, self._edges = model, Edges(ontology)
        generic = load_wordlists(ontology.folder, "short_names", ("generic",))["generic"]
        self._lines = read_names(ontology.folder, "industries")
        self._generic = self._lines | frozenset(generic)

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates, sentence by sentence."""
        yield from self.find_page([context])[0]

    def find_page(self, contexts: Sequence[Context]) -> list[list[Candidate]]:
        """The same for the articles of a page, tagged together."""
        found = self._model.find_page(contexts)
        return [[c for c in some if self._stands(context, c)] for context, some in zip(contexts, found, strict=True)]

    def _stands(self, context: Context, candidate: Candidate) -> bool:
        if candidate.type != "Company":
            return True
        words = self._edges.read(context, candidate.start, candidate.end)
        if len(words) == 1 and words[0].pos == "i":
            return False
        kinds = (w.text in self._generic or w.pos in _KINDS for w in words[:-1])
        return not (words[-1].text in self._generic and all(kinds))
