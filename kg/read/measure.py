"""Printed lines of a page whose line ends the file keeps as spaces: how wide they are, and where text is torn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.read.lines import OPEN, is_closed

#: White space that is a line's end, not what stands between Latin words or numbers.
LINE_END = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
#: What takes half a character in print; any other mark takes a whole one, however the file writes it.
NARROW = re.compile(r"[A-Za-z0-9.%\"']")
#: Pieces before and behind that a column's width is taken from; lines so much wider or narrower are another column's.
NEAR, OTHER = 6, 8
#: A line lacks no more of its column's width than this, in half characters, unless it is indented or a last one.
FULL = 2.5
#: 第 goes on with a number, and a clause of time with a comma behind it begins a sentence.
ORDINAL, TIME = re.compile(r"[\d一二三四五六七八九十百]"), re.compile(
    r"(?:截至.{1,6}|短短.{1,3}|去年|今年|目前|近年来)[，,]"
)  # fmt: skip
#: A line of Chinese characters that has less than this share of the width of both its neighbours is the rest of one.
STUB = 0.46
#: Fewer spaces between Chinese characters tell nothing of how a page is printed; so many characters to each, at most.
FEWEST_SPACES, SPARSE = 3, 120
#: A line with no more characters is a headline, a byline or of a page that keeps its line ends.
SHORT_LINE = 48
SPACE = re.compile(r"[\u4e00-\u9fff，、。,] (?=[\u4e00-\u9fff])")
IN_BRACKETS = re.compile(r"[（(][^（()）\n]*[）)]")


def is_spaced(raw: str) -> bool:
    """Whether running text has spaces between Chinese characters; headlines and the names of bylines have them too."""
    spaces = len(SPACE.findall(raw))
    if spaces < FEWEST_SPACES or spaces * SPARSE * 2 <= len(raw):
        return False
    text = "".join(IN_BRACKETS.sub("", line) for line in raw.splitlines() if len(line) > SHORT_LINE)
    spaces = len(SPACE.findall(text))
    return spaces >= FEWEST_SPACES and spaces * SPARSE > len(text)


def printed_lines(raw: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Half-open spans of the printed lines in ``spans`` of the raw text."""
    for start, end in spans:
        at = start
        for blank in LINE_END.finditer(raw, start, end):
            if blank.start() > at:
                yield at, blank.start()
            at = blank.end()
        if at < end:
            yield at, end


def printed_width(text: str) -> int:
    """Width in print, in half characters, of a text whose punctuation the file may have made half-width."""
    return 2 * len(text) - len(NARROW.findall(text)) - 2 * sum(map(str.isspace, text))


def columns(widths: Sequence[Sequence[int]]) -> list[float]:
    """For each piece (widths of its lines) the width of its column, from inner lines near it; 0 where none are."""
    inner = [list(some[1:-1]) if len(some) > 1 else list(some) for some in widths]
    found = []
    for i, own in enumerate(widths):
        most = max(own, default=0)
        near = sorted(w for some in inner[max(0, i - NEAR) : i + NEAR + 1] for w in some if abs(w - most) <= OTHER)
        found.append(float(near[len(near) * 3 // 4]) if len(near) > 2 else 0.0)
    return found


def is_full(width: int, column: float) -> bool:
    """Whether a line takes its column's whole width: it is not the first of a paragraph."""
    return 0 < column < width + FULL


def torn_places(raw: str) -> frozenset[int]:
    """Where printed lines begin that cannot go on with the line right before them: something between is lost."""
    found: set[int] = set()
    for block in re.finditer(r"\S+(?:[^\S\n]*\n?[^\S\n]*\S+)*", raw):
        spans = list(printed_lines(raw, [block.span()]))
        lines = [raw[start:end] for start, end in spans]
        found |= {spans[i][0] for i in range(1, len(lines)) if _torn(lines, i)}
    return frozenset(found)


def _torn(lines: Sequence[str], i: int) -> bool:
    """Whether the line before line ``i`` does not go on with it."""
    before, line = lines[i - 1], lines[i]
    if is_closed(before) or before.endswith((*OPEN, ")", "）")):
        return False
    if before.endswith("第"):
        return not ORDINAL.match(line)
    return bool(TIME.match(line) and not before.endswith("截至")) or (
        i + 1 < len(lines) and _stub(lines[i - 1 : i + 2])
    )


def _stub(lines: Sequence[str]) -> bool:
    """Whether the middle one of three lines is the rest of a longer one."""
    above, own, below = map(printed_width, lines)
    plain = re.fullmatch(r"[\u4e00-\u9fff]{4,}", lines[1]) and not re.match(r"[A-Za-z0-9]", lines[2])
    return plain is not None and own < STUB * min(above, below)
