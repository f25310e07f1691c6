"""What the finders of names by their build share while they go over one article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kg.recognise.candidate import Candidate, Context
from kg.recognise.guesses import Guesses


@dataclass
class Draft:
    """An article, the tagger's guesses, and what the parts that ran before found, so that short names can be traced."""

    context: Context
    guesses: Guesses = field(default_factory=Guesses)
    found: list[Candidate] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The article's folded text."""
        return self.context.text

    def matches(self, pattern: re.Pattern[str], *needs: str) -> Iterator[tuple[re.Match[str], int, int]]:
        """Matches within sentences, each with the half-open span of its sentence.

        Args:
            needs: every match has one of them; sentences with none are passed over.
        """
        text, finditer = self.context.text, pattern.finditer
        if needs and not any(word in text for word in needs):
            return
        for start, end in self.context.spans:
            if not needs or any(text.find(word, start, end) >= 0 for word in needs):
                for match in finditer(text, start, end):
                    yield match, start, end

    def surface(self, candidate: Candidate) -> str:
        """What the candidate covers."""
        return self.text[candidate.start : candidate.end]


class Part(Protocol):
    """Finds names of one kind; may look at what the parts before it found."""

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Candidates in any order."""
        ...
