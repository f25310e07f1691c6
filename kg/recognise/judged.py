"""The tagger's guesses without those that their words speak against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Context
from kg.recognise.edges import Edges
from kg.recognise.industries import read_names
from kg.recognise.nouns import BRAND, Word
from kg.recognise.wordlists import any_of, load_wordlists

#: What a company lets people use, behind its name, is none: 国网APP.
_SOFTWARE = re.compile("APP|App|app|客户端|小程序|公众号")
#: Behind who took a picture, at the end of its caption: named only there, nobody is an entity.
_CREDIT = re.compile(r"\s{0,2}(?:摄|摄影|供图|制图)(?=\s*(?:$|[\n。)/]))")
PEOPLE = frozenset({"Person", "Official"})
#: Parts of speech of words that say of which kind something is.
_KINDS = ("a", "b")


class Tagged(Protocol):
    """What guesses names over a page's articles."""

    def find_page(self, contexts: Sequence[Context]) -> list[list[Candidate]]:
        """Candidates of each article."""
        ...


class JudgedFinder:
    """The tagger's names, but no company that is called by a line of business alone (新型建材) or a saying (红五月)."""

    def __init__(self, model: Tagged, ontology: Ontology, edges: Edges | None = None) -> None:
        self._model, self._edges = model, edges or Edges(ontology)
        self._generic = read_names(ontology.folder, "industries") | frozenset(
            word
            for list_ in ("short_names", "products")
            for word in load_wordlists(ontology.folder, list_, ("generic",))["generic"]
        )

        sayings = load_wordlists(ontology.folder, "short_names", ("sayings",))["sayings"]
        self._saying = re.compile(any_of(sayings))
        self._longest = max(map(len, sayings))

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates, sentence by sentence."""
        yield from self.find_page([context])[0]

    def find_page(self, contexts: Sequence[Context]) -> list[list[Candidate]]:
        """The same for the articles of a page, tagged together."""
        found = self._model.find_page(contexts)
        return [list(self._judged(context, some)) for context, some in zip(contexts, found, strict=True)]

    def _judged(self, context: Context, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
        for candidate in candidates:
            surface = context.text[candidate.start : candidate.end]
            if surface.count("(") != surface.count(")"):
                continue  # cut within a bracket
            if candidate.type in PEOPLE and _CREDIT.match(context.text, candidate.end):
                continue
            if candidate.type != "Company":
                yield candidate
            elif _SOFTWARE.match(context.text, candidate.end) or self._in_saying(context.text, candidate):
                continue
            elif (words := self._own(context, candidate)) and self._stands(words):
                yield replace(candidate, start=words[0].start, end=words[-1].end)

    def _in_saying(self, text: str, candidate: Candidate) -> bool:
        around = max(0, candidate.end - self._longest), candidate.start + self._longest
        found = self._saying.finditer(text, *around)
        return any(saying.start() <= candidate.start and candidate.end <= saying.end() for saying in found)

    def _own(self, context: Context, candidate: Candidate) -> Sequence[Word]:
        """The words of a company's name, without those around it that no name has (发起, 前, 全资)."""
        words = self._edges.read(context, candidate.start, candidate.end)
        while len(words) > 1 and self._edges.bounds(words[0]):
            words = words[1:]
        while len(words) > 1 and (self._edges.bounds(words[-1]) or self._acts(words[-1])):
            words = words[:-1]
        return words

    def _acts(self, word: Word) -> bool:
        return word.pos == "v" and len(word.text) > 1 and not self._edges.goes_inside(word)

    def _stands(self, words: Sequence[Word]) -> bool:
        if len(words) == 1 and words[0].pos == "i":
            return False
        if len(words) == 2 and words[0].pos == "d" and words[1].pos != BRAND and len(words[1].text) > 1:
            return False  # how something is done: 常开窗
        kinds = (w.text in self._generic or w.pos in _KINDS for w in words[:-1])
        return not (words[-1].text in self._generic and all(kinds))
