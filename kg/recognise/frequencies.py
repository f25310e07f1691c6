"""jieba's dictionary: words with their weights and parts of speech, read a first character at a time as texts need it.

A page needs a part of it, and only that part takes time and memory. jieba itself is not imported: it loads all.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from importlib.util import find_spec
from math import exp, log
from pathlib import Path

from kg.errors import OntologyError

#: Stands for the weight of what is no word but begins one: no way over it is the likeliest.
FRONT = float("-inf")
#: Hash of a dictionary -> all counts in it together, of the one that jieba 0.42.1 has: to add them takes time.
_KNOWN = {"931a1622cc9962c9": 60101967}
#: Rows that follow each other with the same first character.
_ROWS = re.compile(r"^(.).*(?:\n\1.*)*", re.MULTILINE)


class _Shelves(dict[str, dict[str, float]]):
    """First character -> weights of its words, loaded when first asked for."""

    def __init__(self, load: Callable[[str], dict[str, float]]) -> None:
        super().__init__()
        self._load = load

    def __missing__(self, character: str) -> dict[str, float]:
        words = self[character] = self._load(character)
        return words


class Frequencies:
    """The dictionary that jieba is installed with.

    Attributes:
        weights: first character -> what ``beginning`` gives.

    Raises:
        OntologyError: jieba is not there, or its dictionary is not.
    """

    def __init__(self) -> None:
        self.weights = _Shelves(self._load)
        self._tags: dict[str, dict[str, str]] = {}

    @cached_property
    def _rows(self) -> dict[str, list[str]]:
        """First character -> rows ``word count tag`` of its words, as they stand in the file."""
        rows = defaultdict(list)
        for found in _ROWS.finditer(self._text):
            rows[found[1]].append(found[0])
        return rows

    @cached_property
    def _text(self) -> str:
        jieba = find_spec("jieba")
        path = Path(jieba.origin if jieba and jieba.origin else "jieba").with_name("dict.txt")
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise OntologyError(f"cannot be read ({error})", where=str(path), advice="reinstall jieba") from error

    @cached_property
    def once(self) -> float:
        """The weight of a word that occurs once."""
        return log(1) - log(self._total)

    @cached_property
    def _total(self) -> int:
        known = _KNOWN.get(hashlib.blake2b(self._text.encode(), digest_size=8).hexdigest())
        return known or sum(map(int, self._text.split(" ")[1::2]))

    def beginning(self, character: str) -> dict[str, float]:
        """Weights of the words that begin with a character, and FRONT for what only begins some of them."""
        return self.weights[character]

    def tag(self, word: str) -> str:
        """Part of speech of a word (``v``, ``ns``, ``nr`` ...), or "" for one it does not have."""
        tags = self._tags.get(word[:1])
        if tags is None:
            words, _, parts = self._read(word[:1])
            tags = self._tags[word[:1]] = dict(zip(words, map(sys.intern, parts), strict=True))
        return tags.get(word, "")

    def count(self, word: str) -> int:
        """How often jieba's corpus has the word; 0 for one it does not have."""
        weight = self.beginning(word[:1]).get(word, FRONT)
        return 0 if weight == FRONT else round(exp(weight) * self._total)  # exact: counts are far below 2**52

    def _load(self, character: str) -> dict[str, float]:
        words, counts, _ = self._read(character)
        total = log(self._total)
        weights = {word: log(count) - total for word, count in zip(words, map(int, counts), strict=True) if count}
        if words:
            weights.setdefault(character, FRONT)
        for word in words:
            if len(word) > 2:
                for end in range(2, len(word)):
                    weights.setdefault(word[:end], FRONT)
        return weights

    def _read(self, character: str) -> tuple[list[str], list[str], list[str]]:
        """Words that begin with a character, their counts, and their parts of speech."""
        cells = "\n".join(self._rows.get(character, ())).split()
        return cells[::3], cells[1::3], cells[2::3]
