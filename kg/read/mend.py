"""Torn paragraphs put together again: which open end goes with which beginning."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from kg.read.evidence import KNOWN, flush, in_print, known
from kg.read.joints import Joints, model_forms
from kg.read.lines import OPEN
from kg.read.pieces import DASH, LONGEST_HEADING, Layout, Piece

#: Pieces further apart than this in the file are not tried; on a page whose columns are scattered over the file.
REACH, SCATTERED_REACH = 40, 150
#: A straight quote at either end.
STRAIGHT = re.compile(r'^"|"$')
#: A line in brackets (（3月3日第三十二次会议通过）).
ASIDE = re.compile(r"[（(][^（()）]*[）)]")
#: Kinds of pieces that print puts in the midst of a column of text.
BETWEEN = frozenset({"heading", "caption", "furniture", "byline"})
#: Given to the score where nothing stands between two pieces, and taken off where something does.
NEXT, NEXT_SPACED, FAR = 2.0, 0.4, 5.0
#: Taken off the score for each piece between two, and once where the second stands before the first.
DISTANCE, BACKWARDS = 0.04, 0.3
#: A line with a comma and more characters than this is no heading; nor is one torn off, with more than that.
LONGEST_CLAUSES, LONGEST_TORN = 28, 18
#: Evidence of print: text broken at column width goes on in the next lines; a comma has more behind it.
WRAPPED, COMMA = 5.0, 2.0
#: What begins a caption that is no other's second half; given where one caption follows another.
POINTS, SAME_PICTURE = re.compile(r"[▲▼◀▶►△]|图为"), 6.0
#: A sub-heading in two halves (后劲十足——搭建强大创新体系).
HALVES = re.compile(r"[\u4e00-\u9fff]{2,8}[—–\-─━]{1,3}(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces in reading order that make a paragraph, a heading, a byline or a caption; ``first`` tells what it is."""

    pieces: tuple[Piece, ...]

    @property
    def first(self) -> Piece:
        """The piece that begins it."""
        return self.pieces[0]

    @property
    def text(self) -> str:
        """All its characters but white space."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def closed(self) -> bool:
        """Whether it ends with the end of a sentence."""
        return self.pieces[-1].closed


def mend(layout: Layout, joints: Joints) -> list[Paragraph]:
    """Join torn pieces; the paragraphs come in the order of their first pieces."""
    pieces = tuple(_as_body(piece, _is_text(layout, joints, i)) for i, piece in enumerate(layout.pieces))
    follows = dict(_links(replace(layout, pieces=pieces), joints))
    second = set(follows.values())
    chains = (_chain(i, follows) for i in range(len(pieces)) if i not in second)
    return [Paragraph(tuple(_as_body(pieces[i], len(chain) > 1) for i in chain)) for chain in chains]


def _as_body(piece: Piece, is_text: bool) -> Piece:
    """A line that looked like a heading is text when it is one of several pieces, or torn off from some."""
    return replace(piece, kind="body") if is_text and piece.kind == "heading" else piece


def _is_text(layout: Layout, joints: Joints, i: int) -> bool:
    """Whether a line that looks like a heading is a line of text whose other half is lost."""
    piece, above, below = (
        layout.pieces[i],
        layout.pieces[max(0, i - 1)],
        layout.pieces[min(i + 1, len(layout.pieces) - 1)],
    )
    subline = above.kind == "heading" and (below.dateline or below.kind == "byline")
    if piece.level or piece.kind != "heading" or subline or HALVES.match(piece.text):
        return False
    if layout.marked:
        return i > 0 and not above.level and not below.level
    if layout.scattered and i > 0 and (_in_a_block(piece, below) or _undivided_clauses(piece)):
        return True
    if layout.wrapped:
        return i > 0 and not piece.gap and above.kind != "heading" and not DASH.match(piece.text)
    clauses = len(re.findall(r"[，,；;]", piece.text))
    torn = joints.never_ends(piece.text) and (clauses or len(piece.text) > LONGEST_TORN)
    return bool(torn or clauses > 1 or (clauses and len(piece.text) > LONGEST_CLAUSES))


def _in_a_block(piece: Piece, below: Piece) -> bool:
    """Whether text stands right below, without the white space that is below a heading."""
    return below.kind == "body" and not below.gap and not below.dateline


def _undivided_clauses(piece: Piece) -> bool:
    """Whether a line has a comma and nothing else that headlines have instead."""
    return bool(re.search(r"[，,]", piece.text)) and len(piece.widths) == 1 and not DASH.search(piece.text)


def _chain(first: int, follows: dict[int, int]) -> list[int]:
    chain = [first]
    while chain[-1] in follows:
        chain.append(follows[chain[-1]])
    return chain


def _links(layout: Layout, joints: Joints) -> Iterator[tuple[int, int]]:
    """Pairs (end, beginning) of pieces, best first, no piece in two pairs on the same side and no ring."""
    pieces = layout.pieces
    tails = _forms(pieces, [i for i, p in enumerate(pieces) if _may_go_on(p)], slice(-6, None), slice(-2, None))
    heads = _forms(pieces, [i for i, p in enumerate(pieces) if _may_go_before(p)], slice(6), slice(2))
    walls = [0, *accumulate(p.dateline > 0 or 0 < p.level < 3 for p in pieces)]
    scored = []
    for i, j, fit in _fits(layout, joints, tails=tails, heads=heads):
        if walls[max(i, j)] <= walls[min(i, j) + 1] and (score := _score(layout, i, j, fit=fit)) > 0:
            scored.append((score, i, j))
    follows: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if i not in follows and j not in taken and _chain(j, follows)[-1] != i:
            follows[i] = j
            taken.add(j)
            yield i, j
    if layout.scattered:
        free = {i: form for i, form in tails.items() if i not in follows}
        begun = {j: form for j, form in heads.items() if j not in taken}
        for i, j in flush(layout, joints, tails=free, heads=begun):
            if walls[j] <= walls[i + 1]:
                yield i, j


def _fits(
    layout: Layout, joints: Joints, *, tails: dict[int, str], heads: dict[int, str]
) -> Iterator[tuple[int, int, float]]:
    """Pairs that may belong together, and how well their characters fit.

    They are what print puts next, and in reach those whose characters were ever seen together: where they were not the
    fit is at most 0, and for what print does not put next that is not enough.
    """
    openings = {j: joints.opening(right) for j, right in heads.items()}
    elsewhere = known(layout.pieces, tails, heads) if layout.scattered else set()
    for i, j in sorted(elsewhere):
        yield i, j, joints.join(tails[i], heads[j], joints.ending(tails[i]), openings[j]) + KNOWN
    by_first: dict[str, list[int]] = {}
    for j, right in heads.items():
        by_first.setdefault(right[:1], []).append(j)
    seen: dict[str, list[str]] = {}
    reach = SCATTERED_REACH if layout.scattered else REACH
    for i, left in tails.items():
        if left[-1:] not in seen:
            seen[left[-1:]] = sorted(joints.counts.followers(left[-1:]) & by_first.keys())
        ending, next_ = joints.ending(left), set(_next_in_print(layout, i))
        for j in sorted(next_ & heads.keys()):
            yield i, j, joints.join(left, heads[j], ending, openings[j])
        least = FAR - in_print(layout, i, -1)
        for first in seen[left[-1:]]:
            places = by_first[first]
            for j in places[bisect_left(places, i - reach) : bisect_right(places, i + reach)]:
                if j != i and j not in next_:
                    fit = joints.join(left, heads[j], ending, openings[j], least=least)
                    if fit > least:
                        yield i, j, fit


def _next_in_print(layout: Layout, i: int) -> Iterator[int]:
    """The piece behind ``i``; on a page broken at column width also the next with nothing but headings between, say."""
    for j in range(i + 1, min(len(layout.pieces), i + REACH + 1)):
        yield j
        if not layout.wrapped or layout.pieces[j].kind not in BETWEEN:
            return


def _may_go_on(piece: Piece) -> bool:
    ends = piece.closed or piece.leaves or piece.level or ASIDE.fullmatch(piece.text)
    free = not ends and (piece.byline is None or piece.dateline > 0)
    return free and piece.kind in {"body", "heading", "caption"}


def _may_go_before(piece: Piece) -> bool:
    if piece.kind == "caption":
        return not POINTS.match(piece.text)
    free = not piece.level and not piece.dateline and not piece.resumes and piece.kind in {"body", "heading"}
    return free and not DASH.match(piece.text) and not (piece.kind == "heading" and HALVES.match(piece.text))


def _forms(pieces: Sequence[Piece], chosen: Sequence[int], ends: slice, keep: slice) -> dict[int, str]:
    """The ``ends`` of the chosen pieces in the model's form, as much of it as ``keep`` says.

    A straight quote is taken for a closing one at the end of a piece and for an opening one at the beginning: print
    breaks no line otherwise.
    """
    edges = (STRAIGHT.sub(lambda quote: "“" if quote.start() == 0 else "”", pieces[i].text[ends]) for i in chosen)
    forms = model_forms(list(edges)) if chosen else []
    return {i: form[keep] for i, form in zip(chosen, forms, strict=True)}


def _score(layout: Layout, i: int, j: int, *, fit: float) -> float:
    """Above 0 where piece ``j`` goes on with what ``i`` leaves open; ``fit`` is how well their characters do."""
    pieces = layout.pieces
    between = pieces[i + 1 : j] if j > i else pieces[j + 1 : i]
    if pieces[j].kind == "caption":
        return fit + SAME_PICTURE if j == i + 1 and pieces[i].kind == "caption" else -1.0
    if "heading" in {pieces[i].kind, pieces[j].kind} and any(p.kind == "byline" for p in between):
        return -1.0
    if j == i + 1 and _two_of_a_headline(pieces, i):
        return -1.0
    doubts = _headline_like(layout, pieces[i]) + _headline_like(layout, pieces[j])
    near = j > i and all(p.kind in BETWEEN for p in between)
    score = fit + in_print(layout, i, j)
    if layout.wrapped and near:
        comma = COMMA if pieces[i].text.endswith(OPEN) else 0.0
        return score + comma + (WRAPPED - len(between), -WRAPPED, -9.0)[doubts]
    if j == i + 1:
        if layout.spaced:
            return score + NEXT_SPACED - 2 * doubts
        return score + (COMMA if pieces[i].text.endswith(OPEN) else 0) + NEXT - 2 * doubts
    whole = j > 0 and pieces[j - 1].closed and len(pieces[j].text) > LONGEST_HEADING
    far = FAR + (WRAPPED if layout.wrapped else 0)
    return score - far - 2 * doubts - 2 * whole - DISTANCE * len(between) - (BACKWARDS if j < i else 0)


def _two_of_a_headline(pieces: Sequence[Piece], i: int) -> bool:
    """Whether ``i`` and the next are lines of a headline, set apart from each other, above the byline."""
    lower = pieces[i + 1]
    below = next((p for p in pieces[i + 2 :] if p.kind != "heading"), None)
    byline = below is not None and (below.dateline > 0 or below.kind == "byline")
    return byline and lower.gap and {pieces[i].kind, lower.kind} == {"heading"}


def _headline_like(layout: Layout, piece: Piece) -> bool:
    """Whether the piece may well be a headline: so only the strength of the fit makes text of it."""
    if piece.kind != "heading":
        return False
    if layout.wrapped:
        return piece.gap and not re.search(r"[，,].*[，,]", piece.text)
    return len(piece.text) <= LONGEST_HEADING // 2 and not re.search(r"[，,、]", piece.text)
