"""What print tells of whether one piece of text goes on with another, besides how well their characters fit."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.read.joints import Joints
from kg.read.measure import columns, is_full
from kg.read.pieces import Layout, Piece

#: Given to the score where a quotation or bracket that stays open in the first is closed in the second, where a number
#: goes on, where the page prints the same characters elsewhere unbroken, and for what follows on a page whose headings
#: have marks.
BRACKET, NUMERIC, KNOWN, MARKED = 4.0, 5.0, 8.0, 4.0
#: Characters on either side of the break that the page has elsewhere; in a longer page nothing is looked for.
SIDE, LONGEST_PAGE = 3, 100_000
REST_OF_NUMBER = re.compile(r"\d{0,3}(?:[年月日号时亿万千余多个家名项%％]|\.\d)")
#: Someone's words as a whole sentence, which nothing goes on with.
SPEECH = re.compile(r"[\"“][^\"”]{8,}[。！？!?]['’]?[\"”]")
#: Full lines of columns whose widths differ by no more than this are joined, unless their characters speak so much
#: against it, or those of another torn line near by speak for that one, and so much more.
COLUMNS_ALIKE, UNLIKELY, RIVAL, RIVAL_REACH = 4, -5.0, 2.0, 10
#: What has no more characters than this may well be a heading.
SHORTEST_LINE = 12


def in_print(layout: Layout, i: int, j: int) -> float:
    """What print speaks for piece ``j`` going on with piece ``i``."""
    left, right = layout.pieces[i], layout.pieces[j]
    score = BRACKET if _open(left.text) else 0.0
    if j != i + 1:
        return score
    if left.text.count('"') % 2 and right.text.count('"') % 2:
        score += BRACKET
    if left.text[-1:].isdigit() and REST_OF_NUMBER.match(right.text):
        score += NUMERIC
    if SPEECH.match(right.text):
        score -= BRACKET
    return score + (MARKED if layout.marked and {left.kind, right.kind} == {"body"} else 0)


def _open(text: str) -> bool:
    """Whether a bracket, title mark or quotation is open at the end of the text."""
    return any(text.count(opening) > text.count(closing) for opening, closing in ("《》", "（）", "“”"))


def known(pieces: Sequence[Piece], tails: Collection[int], heads: Collection[int]) -> set[tuple[int, int]]:
    """Pairs (end, beginning) whose characters round the break stand elsewhere on the page in one piece."""
    text = "\0".join(piece.text for piece in pieces)
    if len(text) > LONGEST_PAGE:
        return set()
    begun: dict[str, list[int]] = {}
    for j in heads:
        begun.setdefault(pieces[j].text[:SIDE], []).append(j)
    found = set()
    for i in tails:
        end = pieces[i].text[-SIDE:]
        for match in re.finditer(re.escape(end), text) if len(end) == SIDE else ():
            after = text[match.end() : match.end() + SIDE]
            found |= {(i, j) for j in begun.get(after, ()) if j != i and len(after) == SIDE}
    return found


def flush(
    layout: Layout, joints: Joints, *, tails: Mapping[int, str], heads: Mapping[int, str]
) -> Iterator[tuple[int, int]]:
    """Pairs of pieces next to each other of which the second begins with a full line: it is no paragraph's first.

    Args:
        tails, heads: the pieces that are still free, and their last and first characters in the model's form.
    """
    widths = [piece.widths for piece in layout.pieces]
    found = columns(widths)
    for i in tails:
        j = i + 1
        if j not in heads or not found[i] or abs(found[i] - found[j]) > COLUMNS_ALIKE:
            continue
        text = len(layout.pieces[i].text) > SHORTEST_LINE and not SPEECH.match(layout.pieces[j].text)
        if text and is_full(widths[j][0], found[j]):
            fit = _fit(joints, tails[i], heads[j])
            rivals = (_fit(joints, tails[k], heads[j]) for k in tails if k != i and abs(k - i) <= RIVAL_REACH)
            if fit > UNLIKELY and max(rivals, default=UNLIKELY) < fit + RIVAL:
                yield i, j


def _fit(joints: Joints, tail: str, head: str) -> float:
    return joints.join(tail, head, joints.ending(tail), joints.opening(head))
