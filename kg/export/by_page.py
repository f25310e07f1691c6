"""The statements of a page, found where they lie: nothing is kept of those that stand in the order of pages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

from kg.export.shelf import Shelf
from kg.model import Statement

_PAGE = attrgetter("page")


class ByPage:
    """Statements by their page.

    Args:
        statements: as far as they are sorted by page they are searched; of what follows, as co-occurrence does, the
            places are on a shelf.
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements

    def on(self, page: str) -> list[Statement]:
        """Those of one page, in their order."""
        start = bisect_left(self._statements, page, hi=self._sorted, key=_PAGE)
        end = bisect_right(self._statements, page, start, self._sorted, key=_PAGE)
        return [*self._statements[start:end], *(self._statements[n] for (n,) in self._strays.find(page))]

    @cached_property
    def _sorted(self) -> int:
        """How many are sorted."""
        pairs = enumerate(pairwise(self._statements), 1)
        return next((n for n, (one, other) in pairs if other.page < one.page), len(self._statements))

    @cached_property
    def _strays(self) -> Shelf:
        places = range(self._sorted, len(self._statements))
        return Shelf(((self._statements[n].page, n) for n in places), 2)
