"""What the finders of names by their build share while they go over one article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kg.recognise.candidate import Candidate, Context
from kg.recognise.guesses import Guesses
from kg.recognise.longest import Longest

#: A word, an expression of words without anything around them, or many words: what is found fast.
Sign = str | re.Pattern[str] | Longest

#: Types of those who make things.
MAKERS = frozenset({"Company", "Organization"})


@dataclass
class Draft:
    """An article, the tagger's guesses, and what the parts that ran before found, so that short names can be traced."""

    context: Context
    guesses: Guesses = field(default_factory=Guesses)
    found: list[Candidate] = field(default_factory=list)
    _numbers: dict[Sign, list[int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The article's folded text."""
        return self.context.text

    def matches(self, pattern: re.Pattern[str], *needs: Sign) -> Iterator[tuple[re.Match[str], int, int]]:
        """Matches within sentences, each with the half-open span of its sentence.

        Args:
            needs: every match has one of them; sentences with none are passed over.
        """
        text, finditer = self.context.text, pattern.finditer
        for start, end in self._having(needs) if needs else self.context.spans:
            for match in finditer(text, start, end):
                yield match, start, end

    def _having(self, needs: Sequence[Sign]) -> list[tuple[int, int]]:
        """The sentences that have one of these."""
        numbers: set[int] = set()
        for need in needs:
            if need not in self._numbers:
                self._numbers[need] = list(self._sentences(need))
            numbers.update(self._numbers[need])
        return [self.context.spans[number] for number in sorted(numbers)]

    def _sentences(self, need: Sign) -> Iterator[int]:
        """Numbers of the sentences that have it; of a word or an expression only the first place in each counts."""
        if isinstance(need, Longest):
            for start, end in need.find(self.text, 0, len(self.text)):  # one may hide others that it overlaps
                yield from range(max(0, self._number(start)), self._number(end - 1) + 1)
            return
        spans, place = self.context.spans, self._place(need, 0)
        while place:
            number = self._number(place[0])
            whole = number >= 0 and place[1] <= spans[number][1]
            if whole:
                yield number
            place = self._place(need, spans[number][1] if whole else place[0] + 1)

    def _number(self, at: int) -> int:
        """Number of the last sentence that begins there or before; -1 for none."""
        return bisect_right(self.context.spans, (at, len(self.text))) - 1

    def _place(self, need: str | re.Pattern[str], at: int) -> tuple[int, int] | None:
        if isinstance(need, str):
            found = self.text.find(need, at)
            return (found, found + len(need)) if found >= 0 else None
        match = need.search(self.text, at)
        return match.span() if match else None

    def makers(self) -> set[tuple[int, int]]:
        """Spans of the firms and organisations that were found before, and of those that the tagger guesses."""
        found = {(c.start, c.end) for c in self.found if c.type in MAKERS}
        return found | {span for type_ in MAKERS for span in self.guesses.spans.get(type_, ())}

    def surface(self, candidate: Candidate) -> str:
        """What the candidate covers."""
        return self.text[candidate.start : candidate.end]


class Part(Protocol):
    """Finds names of one kind; may look at what the parts before it found."""

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Candidates in any order."""
        ...
