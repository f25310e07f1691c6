"""What the tagger guessed, as a second opinion on where a name begins whose end tells what it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from kg.recognise.candidate import Candidate, Context
from kg.recognise.edges import Edges
from kg.recognise.names import Name
from kg.recognise.nouns import BRAND, Word

#: What begins the names of associations whose fields hold all kinds of words: 中国生产力促进中心协会.
_WIDE = frozenset({"中国", "中华", "国际", "全国"})
#: The source of the tagger's candidates.
GUESS = "model"


class Stretch(NamedTuple):
    """What the end of a name says: its type, where its front ends, where it ends, and words such names do not have."""

    type: str
    front: int
    end: int
    never: Collection[str] = ()


@dataclass(frozen=True)
class Guesses:
    """The tagger's names of one article.

    Attributes:
        starts: type and end of a name -> where the tagger has it begin.
        spans: half-open spans of names, by type.
    """

    starts: Mapping[tuple[str, int], int] = field(default_factory=dict)
    spans: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, candidates: Collection[Candidate]) -> Self:
        """The guesses among the candidates of an article."""
        guesses = [c for c in candidates if c.source == GUESS]
        spans: dict[str, list[tuple[int, int]]] = {}
        for c in guesses:
            spans.setdefault(c.type, []).append((c.start, c.end))
        return cls({(c.type, c.end): c.start for c in guesses}, spans)

    def settle(self, context: Context, edges: Edges, words: list[Word], name: Stretch) -> list[Word]:
        """The front of a name, as read over words or as the tagger has it.

        The tagger is right where it takes more (飞腾 is a verb to a dictionary), if no word bounds names in it; and
        where what it leaves out is neither the place that the name begins with, nor part of a word, nor all that is
        proper in it.
        """
        begin = self.starts.get((name.type, name.end), -1)
        if not 0 <= begin < name.front or (words and begin == words[0].start):
            return words
        guessed = edges.read(context, begin, name.front)
        gained = [word for word in guessed if not words or word.start < words[0].start]
        lost = [word for word in words if word.start < begin]
        own = lost and (
            edges.is_place(lost[-1]) or lost[-1].pos == BRAND or lost[-1].text in "()" or lost[-1].end > begin
        )
        brand = context.text[begin : name.end] in edges.brands
        kept = own or (lost and not brand and not edges.is_specific(guessed))
        wide = name.type == "Organization" and guessed[0].text in _WIDE
        bounds = any((edges.bounds(word) and not wide) or word.text in name.never for word in gained)
        if kept or bounds or any(not word.text.isalnum() for word in gained):
            return words
        return guessed


@dataclass(frozen=True)
class GuessedPeople:
    """The tagger's people of one article: where their names and a rule's differ, theirs were right 128 times of 129.

    Attributes:
        spans: by each character of a name, its half-open span.
    """

    spans: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, candidates: Collection[Candidate]) -> Self:
        """The guesses among the candidates of an article."""
        people = [c for c in candidates if c.source == GUESS and c.type == "Person"]
        return cls({at: (c.start, c.end) for c in people for at in range(c.start, c.end)})

    def at(self, start: int) -> Name | None:
        """The name that starts here, if one does."""
        span = self.spans.get(start, (-1, -1))
        return Name(*span, 0.0) if span[0] == start else None

    def settle(self, text: str, name: Name) -> Name:
        """The guess that shares characters with a name, or the name, as where it is printed with a space."""
        spaced = any(map(str.isspace, text[name.start : name.end]))
        found = (
            None if spaced else next((self.spans[at] for at in range(name.start, name.end) if at in self.spans), None)
        )
        return Name(*found, name.score) if found else name
