"""Strings that many rows share, written once."""

from __future__ import annotations

from collections.abc import Iterable


class Strings:
    """Strings by number, each kept once; number 0 is the empty one."""

    def __init__(self) -> None:
        self.all: dict[str, int] = {"": 0}

    def number(self, text: str) -> int:
        """The number of this string, a new one where it is new."""
        return self.all.setdefault(text, len(self.all))

    def numbers(self, texts: Iterable[str]) -> list[int]:
        """The number of each."""
        every = self.all
        return [every.setdefault(text, len(every)) for text in texts]
