"""From printed lines to pieces: stretches of lines that surely belong together, each told apart by what it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise
from statistics import median
from typing import Literal

from kg.read.byline import LONGEST, Byline, Bylines
from kg.read.lexicon import Lexicon
from kg.read.lines import OPEN, Line, closed_up, is_closed, lines_of
from kg.read.links import WITHIN, link
from kg.read.measure import is_spaced, printed_lines, printed_width, torn_places

Kind = Literal["heading", "body", "byline", "caption", "furniture"]

#: A headline has no more characters than this.
LONGEST_HEADING = 48
#: A longer piece is text, whatever else it looks like: furniture, bylines and captions are short.
LONGEST_LINE = 160
#: A line narrower than this share of its column was not broken by the column's edge.
FULL = 0.86
#: A sentence that tells what happened begins so, and a headline does not.
TIMED = re.compile(r"(?:[12]\d{3}年|\d{1,2}月|今年|去年|近年来|截至|目前)(?=.*[，,])|\d{1,2}月\d{1,2}日")
#: A shorter piece may well stand twice on a page.
SHORTEST_REPEAT = 16
#: A dateline that adds to the article above it.
AGAIN = re.compile(r"[又另][讯电]")
#: Width of the white space before a paragraph, lost in print, in half characters.
INDENT = 4
#: Furniture that says where an article goes on or comes from.
CONTINUATION = "continuation"
#: A mark within a line that points to the picture which the words behind it are about.
POINTING = re.compile(r"(?<=[^\S\n])[▲▼◀▶►△](?=[^\S\n]?[\u4e00-\u9fff\d])(?!\s?(?:下|上|转|紧))")
DASH = re.compile(r"[—–\-─━]{1,3}(?=[^\d—–\-])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong together.

    Attributes:
        spans: their half-open spans of the raw text.
        text: without white space. width: of the widest line, in half characters.
        level: of a markdown heading. gap: blank lines stand before it.
        dateline: characters of ``text`` that its dateline takes, 0 where it has none.
        byline: for a byline, and for body text with a dateline, whom it names.
        reason: for furniture, the kind of it.
        notice: a heading that begins an article by itself.
        leaves, resumes: it goes on on another page, or comes from there.
        widths: of its printed lines, in half characters, where the file keeps their ends as spaces; else ().
    """

    spans: tuple[tuple[int, int], ...]
    text: str
    width: int
    kind: Kind = "body"
    level: int = 0
    gap: bool = False
    dateline: int = 0
    byline: Byline | None = None
    reason: str = ""
    notice: bool = False
    leaves: bool = False
    resumes: bool = False
    widths: tuple[int, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether it ends with the end of a sentence."""
        return is_closed(self.text)

    @property
    def begins(self) -> bool:
        """Whether an article, or the part of one that another page begins, begins with it."""
        return self.resumes or (self.dateline > 0 and not AGAIN.match(self.text))


@dataclass(frozen=True)
class Layout:
    """The pieces of a page in file order, and how the page is printed.

    Attributes:
        wrapped: lines are broken at column width and follow each other without blank lines.
        spaced: spaces between Chinese characters are leftovers of line ends, not printed on purpose.
    """

    pieces: tuple[Piece, ...]
    wrapped: bool
    spaced: bool

    @property
    def scattered(self) -> bool:
        """Whether the file's order is not to be trusted; articles may be interleaved."""
        return self.spaced and not self.wrapped

    @cached_property
    def marked(self) -> bool:
        """Whether headings have marks, as in markdown: what has none is hardly a heading."""
        return sum(piece.level > 0 for piece in self.pieces) > 1


def layout(raw: str, lexicon: Lexicon) -> Layout:
    """Take the raw text apart into pieces, in file order; every line of it that holds anything is in one piece."""
    bylines = Bylines(lexicon)
    datelines = _datelines(raw, bylines)
    spaced = is_spaced(raw)
    starts = frozenset(datelines) | _links(raw) | (torn_places(raw) if spaced else frozenset())
    lines = _tied(closed_up(lines_of(raw, starts)), datelines)
    gaps = sum(line.gap for line in lines)
    wrapped = len(lines) > 8 and gaps < 0.5 * len(lines) and median(line.width for line in lines) < 80
    groups = _paragraphs(
        lines, starts, lambda some: bylines.read("\n".join(_printed(raw, line.spans) for line in some))
    )
    pieces = _Kinds(raw, lexicon, bylines).tell([_piece(raw, group, bylines, datelines) for group in groups])
    if spaced and not wrapped:
        pieces = [replace(piece, widths=_widths(raw, piece.spans)) for piece in pieces]
    return Layout(tuple(pieces), wrapped, spaced)


def _widths(raw: str, spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(printed_width(raw[start:end]) for start, end in printed_lines(raw, spans))


def _datelines(raw: str, bylines: Bylines) -> dict[int, int]:
    """Where datelines begin and end in the raw text, however their characters are spread over lines."""
    spans = [match.span() for match in re.finditer(r"\S+", raw)]
    before = [0, *accumulate(end - start for start, end in spans)]

    def place(at: int) -> int:
        word = bisect_right(before, at) - 1
        return spans[word][0] + at - before[word]

    breaks = [i for i, ((_, left), (right, _)) in enumerate(pairwise(spans), 1) if "\n" in raw[left:right]]
    lines = [(before[i], before[j]) for i, j in pairwise([0, *breaks, len(spans)])]
    found = bylines.datelines("".join(raw.split()), frozenset(before), lines)
    return {place(start): place(end - 1) + 1 for start, end in found}


def _links(raw: str) -> frozenset[int]:
    """Where links to other pages begin and end within lines, and captions begin behind others."""
    links = {at for match in WITHIN.finditer(raw) for at in match.span()}
    return frozenset(links | {match.start() for match in POINTING.finditer(raw)})


def _tied(lines: Sequence[Line], datelines: Mapping[int, int]) -> list[Line]:
    """The lines, those marked that begin within a dateline."""
    told, end = [], 0
    for line in lines:
        told.append(replace(line, gap=False, tied=True) if line.start < end and line.start not in datelines else line)
        end = max(end, datelines.get(line.start, 0))
    return told


def _printed(raw: str, spans: Sequence[tuple[int, int]]) -> str:
    return "\n".join(raw[start:end] for start, end in spans)


def _paragraphs(
    lines: Sequence[Line], starts: frozenset[int], read: Callable[[Sequence[Line]], Byline | None]
) -> Iterator[list[Line]]:
    """Lines put together where nothing stands between them and the column's edge broke them.

    ``read`` says what byline some lines are, if they are one as a whole.
    """
    chunks = list(_chunks(lines, starts))
    for chunk, column in zip(chunks, _columns(chunks), strict=True):
        group: list[Line] = []
        for line in chunk:
            if group and (
                _breaks(group, line, column) or _byline_ends(group, line, read) or _byline(group, line, read)
            ):
                yield group
                group = []
            group.append(line)
        if group:
            yield group


def _byline_ends(group: Sequence[Line], line: Line, read: Callable[[Sequence[Line]], Byline | None]) -> bool:
    """Whether the lines so far are a byline, and with this line would be none."""
    if line.tied or len(group) > 2 or sum(len(some.text) for some in group) > LONGEST:
        return False
    byline = read(group)
    return byline is not None and bool(byline.people) and not read([*group, line])


def _byline(group: Sequence[Line], line: Line, read: Callable[[Sequence[Line]], Byline | None]) -> bool:
    """Whether a byline begins with this line, right below a headline."""
    if line.tied or len(group) > 2 or len(line.text) > LONGEST or any(some.closed or some.tied for some in group):
        return False
    byline = read([line])
    return byline is not None and bool(byline.people) and not byline.credit and read(group) is None


def _chunks(lines: Sequence[Line], starts: frozenset[int]) -> Iterator[list[Line]]:
    chunk: list[Line] = []
    for line in lines:
        if chunk and (line.gap or line.level or chunk[-1].level or line.start in starts):
            yield chunk
            chunk = []
        chunk.append(line)
    if chunk:
        yield chunk


def _columns(chunks: Sequence[Sequence[Line]]) -> Iterator[float]:
    """The column's width for each chunk: its own where it has lines enough, else a neighbour's."""
    known = [
        median(sorted(line.width for line in chunk)[len(chunk) // 3 :]) if len(chunk) > 3 else 0 for chunk in chunks
    ]
    for i, chunk in enumerate(chunks):
        widest = max(line.width for line in chunk)
        near = [known[j] for j in (i - 1, i + 1, i - 2, i + 2) if 0 <= j < len(chunks)]
        yield known[i] or next((width for width in near if 0.95 * widest <= width <= 1.3 * widest), widest)


def _breaks(group: Sequence[Line], line: Line, column: float) -> bool:
    """Whether a paragraph, or a heading, ends before ``line``."""
    last = group[-1]
    if line.tied:
        return False
    if DASH.match(line.text) and not last.text.endswith(OPEN):
        return True
    if last.closed:
        return last.width < FULL * column or last.width > 80
    if last.width > 80:
        return not last.text.endswith(OPEN)
    return len(group) == 1 and last.width + INDENT < FULL * column and not re.search(r"[，,、（(]", last.text)


def _piece(raw: str, group: Sequence[Line], bylines: Bylines, datelines: Mapping[int, int]) -> Piece:
    text = "".join(line.text for line in group)
    spans = tuple(span for line in group for span in line.spans)
    piece = Piece(spans, text, max(line.width for line in group), level=group[0].level, gap=group[0].gap)
    start, end = next(bylines.datelines(text[:200]), (-1, -1))
    if (last := datelines.get(spans[0][0], 0)) and len(spans) == len(group):
        start, end = 0, len("".join(raw[spans[0][0] : last].split()))
    if start == 0 and not piece.level:
        head = _printed_head(raw, spans, end)
        return replace(piece, dateline=end, byline=Byline(bylines.dateline_people(head)))
    return piece


def _printed_head(raw: str, spans: Sequence[tuple[int, int]], count: int) -> str:
    """The first ``count`` characters that are not white space, with the white space between them."""
    printed = _printed(raw, spans)
    seen = 0
    for at, character in enumerate(printed):
        seen += not character.isspace()
        if seen == count:
            return printed[: at + 1]
    return printed


class _Kinds:
    """Tells pieces apart, each by itself and then by its neighbours."""

    def __init__(self, raw: str, lexicon: Lexicon, bylines: Bylines) -> None:
        self._raw, self._lexicon, self._bylines = raw, lexicon, bylines

    def tell(self, pieces: Sequence[Piece]) -> list[Piece]:
        told = _linked([self._alone(piece) for piece in _without_repeats(pieces)])
        for i, (left, right) in enumerate(pairwise(told)):
            if _leads_in(left, right):
                told[i] = replace(left, kind="body")
            if (first := self._lone_name(left)) and (second := self._lone_name(right)):
                told[i] = replace(left, kind="byline", byline=Byline((first,)))
                told[i + 1] = replace(right, kind="byline", byline=Byline((second,)))
        return told

    def _printed(self, piece: Piece) -> str:
        return _printed(self._raw, piece.spans)

    def _lone_name(self, piece: Piece) -> str:
        if piece.kind == "byline" and piece.byline and len(piece.byline.people) == 1:
            return piece.byline.people[0]
        return self._bylines.lone_name(self._printed(piece)) if piece.kind == "heading" and not piece.level else ""

    def _alone(self, piece: Piece) -> Piece:
        if piece.dateline or piece.reason:
            return piece
        if len(piece.text) > LONGEST_LINE and not piece.level and re.search(r"\w", piece.text):
            return piece
        if reason := self._furniture(piece):
            return replace(piece, kind="furniture", reason=reason)
        if not piece.level and (byline := self._bylines.read(self._printed(piece))):
            return replace(piece, kind="byline", byline=byline)
        if piece.level or (_like_heading(piece) and not _like_caption(piece)):
            return replace(piece, kind="heading", notice=self._lexicon.notices.fullmatch(piece.text) is not None)
        credit = self._bylines.credited(self._printed(piece)) if len(piece.text) < 120 else None
        if credit or _like_caption(piece):
            return replace(piece, kind="caption", byline=credit)
        return piece

    def _furniture(self, piece: Piece) -> str:
        if len(piece.spans) > 2 and len(piece.text) <= 2 * len(piece.spans):
            return "furniture"
        if len(piece.text) == 1 or not re.search(r"\w", piece.text):
            return "" if re.match(r"…", piece.text) else "furniture"
        return next((reason for reason, pattern in self._lexicon.furniture if pattern.fullmatch(piece.text)), "")


def _linked(pieces: list[Piece]) -> list[Piece]:
    """The pieces, those marked that stand right before or behind a link to another page."""
    for i, piece in enumerate(pieces):
        said = link(piece.text) if piece.reason == CONTINUATION else None
        near = i + (-1 if said and said.onward else 1)
        if said and 0 <= near < len(pieces) and pieces[near].kind == "body":
            pieces[near] = replace(pieces[near], leaves=said.onward, resumes=not said.onward)
    return pieces


def _without_repeats(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A paragraph printed before, word for word, is furniture."""
    seen: set[str] = set()
    for piece in pieces:
        again = len(piece.text) >= SHORTEST_REPEAT and piece.text in seen
        seen.add(piece.text)
        yield replace(piece, kind="furniture", reason="repeated") if again else piece


def _leads_in(piece: Piece, below: Piece) -> bool:
    """Whether a line (``决定任命：``) says what the text right below it lists."""
    lead = piece.kind == "heading" and not piece.level and piece.text.endswith((":", "："))
    return lead and below.kind == "body" and not below.dateline


def _like_heading(piece: Piece) -> bool:
    text = piece.text
    ends = is_closed(text) or re.search(r"[，,、；;。]$|。", text)
    return len(text) <= LONGEST_HEADING and not ends and not TIMED.match(text)


def _like_caption(piece: Piece) -> bool:
    return bool(re.match(r"[▲▼◀▶►△]|图为|[上下左右]图", piece.text)) or (
        len(piece.text) < 90
        and bool(re.search(r"图[为：:]|[（(].{0,12}图片.{0,20}提供[）)]$|图片.{0,16}供图$", piece.text))
    )
