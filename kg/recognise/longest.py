"""The longest words of a large list in a text, found by their first two characters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.recognise.fronts import Fronts

#: Texts whose places are remembered: an article's and its page's.
_REMEMBERED = 2


class Longest:
    """Finds words, leftmost and longest first, none in another.

    An automaton looks through thousands of branches at each character; few characters begin a word, and those that do
    are known by the next one.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        sizes: dict[str, set[int]] = {}
        for word in self._words:
            sizes.setdefault(word[:2], set()).add(len(word))
        self._sizes = {front: tuple(sorted(some, reverse=True)) for front, some in sizes.items()}
        self._single = any(len(word) == 1 for word in self._words)
        self._fronts = Fronts(word for word in self._words if len(word) > 1)
        self._places = lru_cache(_REMEMBERED)(self._places_in)

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Half-open spans of the words in ``text[start:end]``, in order."""
        floor, places = start, self._places(text)
        for at in places[bisect_left(places, start) : bisect_left(places, end)]:
            if at >= floor and (size := self._size(text, at, end)):
                floor = at + size
                yield at, floor

    def _places_in(self, text: str) -> list[int]:
        places: list[int] = list(range(len(text))) if self._single else self._fronts.places(text).tolist()
        return places

    def _size(self, text: str, at: int, end: int) -> int:
        for size in self._sizes.get(text[at : at + 2], ()):
            if at + size <= end and text[at : at + size] in self._words:
                return size
        return 1 if self._single and text[at] in self._words else 0
