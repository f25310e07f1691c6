"""Counts of characters in a row, from a table of which only what is asked for is read."""

from __future__ import annotations

import re
from collections import defaultdict

#: Rows that follow each other with the same first character.
_ROWS = re.compile(r"^(.).*(?:\n\1.*)*", re.MULTILINE)
_SINGLE = re.compile(r"^.\t(\d+)$", re.MULTILINE)
_COMMENT = re.compile("^# .*\n?", re.MULTILINE)


class Counts:
    """How often characters follow each other; the rows of a first character are read when one of them is looked up.

    Args:
        text: lines of characters, tab, count; lines that start with ``# `` are comments.

    Attributes:
        total: characters in all.
    """

    def __init__(self, text: str) -> None:
        rows = _COMMENT.sub("", text)
        self.total = sum(map(int, _SINGLE.findall(rows)))
        self._unread: dict[str, list[str]] = defaultdict(list)
        for found in _ROWS.finditer(rows):
            self._unread[found[1]].append(found[0])
        self._known: dict[str, int] = {}
        self._followers: dict[str, frozenset[str]] = {}

    def of(self, characters: str) -> int:
        """How often these one to three characters were seen; 0 for never."""
        if characters[:1] in self._unread:
            self._read(characters[0])
        return self._known.get(characters, 0)

    def followers(self, first: str) -> frozenset[str]:
        """The characters that were seen behind this one."""
        if first in self._unread:
            self._read(first)
        return self._followers.get(first, frozenset())

    def _read(self, first: str) -> None:
        cells = "\n".join(self._unread.pop(first)).replace("\n", "\t").split("\t")
        known = dict(zip(cells[::2], map(int, cells[1::2]), strict=True))
        self._known |= known
        self._followers[first] = frozenset(pair[1] for pair in known if len(pair) == 2)
