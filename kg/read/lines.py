"""Printed lines of a page, as they stand in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from kg.read.run import width

WORD = re.compile(r"\S+")
LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
#: What markdown puts before a line, and lines that are nothing but markdown.
MARK = re.compile(r"(?P<level>#{1,6})\s*(?=[^#\s])|>\s+|[*+]\s+(?=\S)")
BARE = re.compile(r"(?:[-*_=~]\s*){3,}|!\[[^\]]*\]\([^)]*\)|<[^<>]*>|#+|\|[-| :]+\|")
#: What may stand behind the second printing, doubled too or not.
STOPS = "。.！!"
#: Characters of a line that may be printed double.
SHORTEST_DOUBLE, LONGEST_DOUBLE = 8, 160
#: A page of so many lines, so many of them behind a blank one, none much wider, has a blank line behind each line.
FEWEST, SPACED_OUT, WIDEST = 8, 0.85, 80
EDGE = " \t\u3000\xa0\u200b\ufeff*"
#: What ends a sentence, and the quotes and brackets that may close after it.
ENDS, CLOSING = ("。", "！", "？", "!", "?", "…", "..."), "”’\"'」』）)】》"
#: A line that ends so has more to come.
OPEN = tuple("，、,；;：:（(《“「『—-")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line.

    Attributes:
        spans: half-open spans of the raw text, without the white space and marks around them: one, or where a line
            was printed double the words' second printings.
        text: the line without white space. width: in half characters.
        level: of a markdown heading, 0 for any other line.
        gap: blank lines stand before it.
        tied: it goes on with a dateline that began on a line before.
    """

    spans: tuple[tuple[int, int], ...]
    text: str
    width: int
    level: int = 0
    gap: bool = False
    tied: bool = False

    @property
    def start(self) -> int:
        """Where it begins in the raw text."""
        return self.spans[0][0]

    @property
    def closed(self) -> bool:
        """Whether the line ends a sentence."""
        return is_closed(self.text)


def is_closed(text: str) -> bool:
    """Whether a text (without white space) ends with the end of a sentence."""
    return text.rstrip(CLOSING).endswith(ENDS)


def lines_of(raw: str, cuts: frozenset[int] = frozenset()) -> list[Line]:
    """The lines of the raw text that hold anything; each of ``cuts`` (places in ``raw``) begins a line as well."""
    found: list[Line] = []
    last = -1
    for start, end, newline in _spans(raw, cuts):
        line = _line(raw, start, end, bool(found) and newline and _blank_between(raw, last, start))
        if line is None:
            continue
        found.append(line)
        last = end
    return found


def closed_up(lines: Sequence[Line]) -> list[Line]:
    """The lines, on a page with a blank line behind each: the gap is taken away behind a full line that goes on."""
    if len(lines) < FEWEST or sum(line.gap for line in lines) < SPACED_OUT * len(lines):
        return list(lines)
    longest, widest = (median(sorted(sizes)[len(lines) // 2 :]) for sizes in zip(*map(_sizes, lines), strict=True))
    if widest > WIDEST:
        return list(lines)
    told = list(lines[:1])
    for before, line in pairwise(lines):
        length, width = _sizes(before)
        goes_on = not before.closed and not before.level and (length >= longest - 1 or width >= widest - 3)
        told.append(replace(line, gap=False) if line.gap and goes_on else line)
    return told


def _sizes(line: Line) -> tuple[int, int]:
    return len(line.text), line.width


def _spans(raw: str, cuts: frozenset[int]) -> Iterator[tuple[int, int, bool]]:
    places = sorted(cuts)
    at = 0
    for match in LINE.finditer(raw):
        start, end = match.span()
        newline = True
        while at < len(places) and places[at] < end:
            if places[at] > start:
                yield start, places[at], newline
                start, newline = places[at], False
            at += 1
        yield start, end, newline


def _blank_between(raw: str, last: int, start: int) -> bool:
    between = raw[last:start]
    return between.count("\n") + between.count("\v") + between.count("\f") > 1 or between.count("\r") > 1


def _line(raw: str, start: int, end: int, gap: bool) -> Line | None:
    start, end = _trim(raw, start, end)
    level = 0
    while (mark := MARK.match(raw, start, end)) is not None:
        level = level or len(mark["level"] or "")
        start, end = _trim(raw, mark.end(), end)
    spans = _printed_double(raw, start, end) or ((start, end),)
    text = "".join("".join([raw[left:right] for left, right in spans]).split())
    return Line(spans, text, width(text), level, gap) if text and not BARE.fullmatch(text) else None


def _printed_double(raw: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The second printing of each word, where a shadowed line was read twice (``采摘无花果采摘无花果。。``)."""
    if not SHORTEST_DOUBLE <= end - start <= LONGEST_DOUBLE:
        return ()
    spans = []
    for word in WORD.finditer(raw, start, end):
        if not (half := _half(word[0])):
            return ()
        at, tail = word.start() + half, len(word[0]) - 2 * half
        spans.append((at, at + half + (tail + 1) // 2))
    return tuple(spans)


def _half(word: str) -> int:
    """Characters of the half that the word consists of twice, with stops behind it or not; 0 where it does not."""
    stops = len(word) - len(word.rstrip(STOPS))
    lengths = (length for length in range((len(word) - stops + 1) // 2, len(word) // 2 + 1) if length > 1)
    return next((n for n in lengths if word[:n] == word[n : 2 * n]), 0)


def _trim(raw: str, start: int, end: int) -> tuple[int, int]:
    stretch = raw[start:end]
    left = len(stretch) - len(stretch.lstrip(EDGE))
    return start + left, max(start + left, end - (len(stretch) - len(stretch.rstrip(EDGE))))
