"""Where in a page's file a span of its clean text stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.model import Page

#: Characters of the file that cleaning may leave out within one stretch: line breaks, blanks, marks of a heading.
GAP = 8


def raw_stretches(page: Page, start: int, end: int) -> list[tuple[int, int]]:
    """The half-open stretches of the page's file that a span of its clean text came from, in the order of reading.

    There are several where the text goes on in another column, or another column's text stands in between.
    """
    stretches: list[tuple[int, int]] = []
    for first, last in _runs(page.offsets[start:end]):
        if stretches and _goes_on(page.raw, stretches[-1][1], first):
            stretches[-1] = stretches[-1][0], max(last + 1, stretches[-1][1])
        else:
            stretches.append((first, last + 1))
    return stretches


def _runs(offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of numbers that follow one another."""
    breaks = [i for i, (one, other) in enumerate(pairwise(offsets), 1) if other - one != 1]
    for begin, end in pairwise((0, *breaks, len(offsets))):
        if begin < end:
            yield offsets[begin], offsets[end - 1]


def _goes_on(raw: str, end: int, offset: int) -> bool:
    """Whether no more than the white space of a line end stands between the end of a stretch and the next character."""
    return -1 <= offset - end <= GAP and not raw[end:offset].strip()
