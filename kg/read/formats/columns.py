"""From where stretches of print stand on a page to its text: blocks, columns, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

#: Lines of one block: the ratio of their sizes, the share of the narrower that they have above each other,
#: the distance of their middles and that of their left edges, in sizes, where they are not centred.
ALIKE, ABOVE, LEADING, SHIFT = 1.18, 0.3, 1.9, 3
#: A line that begins so many sizes right of its block's edge begins a paragraph.
INDENT = 1.2
#: A block of letters so much larger than the page's text is a heading, unless it has more characters than that.
LARGER, LONGEST_HEADING = 1.25, 60
#: So many lines of no more than two characters stand below each other: a line printed downwards.
DOWNWARDS = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of a printed line, in any unit, from the upper left corner of the page; ``size`` of its letters."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    text: str

    @property
    def middle(self) -> float:
        """Half way between its top and its bottom."""
        return (self.top + self.bottom) / 2


def page_text(boxes: Sequence[Box]) -> str:
    """The text of a page in reading order: a line for each box, a blank line between blocks, headings marked."""
    if not boxes:
        return ""
    body = median(sorted(box.size for box in boxes for _ in box.text))
    return "\n\n".join(part for block in in_order(blocks(boxes)) for part in _printed(block, body))


def blocks(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes put together that stand right above each other in letters of one size."""
    found: list[list[Box]] = []
    for box in sorted(boxes, key=lambda b: (b.top, b.left)):
        above = [block for block in found if _continues(block[-1], box)]
        if above:
            max(above, key=lambda block: block[-1].top).append(box)
        else:
            found.append([box])
    return found


def _continues(above: Box, box: Box) -> bool:
    shared = min(above.right, box.right) - max(above.left, box.left)
    alike = 1 / ALIKE < above.size / box.size < ALIKE
    near = 0 < box.middle - above.middle < LEADING * max(above.size, box.size)
    centred = abs(above.left + above.right - box.left - box.right) < 2 * box.size
    aligned = centred or abs(above.left - box.left) < SHIFT * box.size
    return alike and near and aligned and shared > ABOVE * min(above.right - above.left, box.right - box.left)


def in_order(found: Sequence[Sequence[Box]]) -> list[Sequence[Box]]:
    """Blocks in reading order (Breuel 2003): what is above first, then what is left, unless print spans both between.

    Where that is contradictory the topmost goes first.
    """
    frames = [_frame(block) for block in found]
    before = [{a for a in range(len(frames)) if a != b and _before(a, b, frames)} for b in range(len(frames))]
    rest, order = set(range(len(frames))), []
    while rest:
        free = [b for b in rest if not before[b] & rest] or rest
        order.append(min(free, key=lambda b: (frames[b].top, frames[b].left, b)))
        rest.remove(order[-1])
    return [found[b] for b in order]


def _frame(block: Sequence[Box]) -> Box:
    left, right = min(b.left for b in block), max(b.right for b in block)
    return Box(left, block[0].top, right, max(b.bottom for b in block), block[0].size, "")


def _before(a: int, b: int, frames: Sequence[Box]) -> bool:
    """Whether block ``a`` is read before ``b``."""
    one, other = frames[a], frames[b]
    if _overlap(one, other):
        return one.middle < other.middle
    if one.left > other.left:
        return False
    low, high = sorted((one.middle, other.middle))
    return not any(low < c.middle < high and _overlap(c, one) and _overlap(c, other) for c in frames)


def _overlap(one: Box, other: Box) -> bool:
    """Whether they stand above each other by more than a letter's edge."""
    return min(one.right, other.right) - max(one.left, other.left) > min(one.size, other.size) / 2


def _printed(block: Sequence[Box], body: float) -> Iterator[str]:
    """The paragraphs of a block, their lines below each other; a heading is one line with a mark."""
    text = "".join(box.text for box in block)
    if len(block) >= DOWNWARDS and all(len(box.text) < 3 for box in block):
        block = [Box(block[0].left, block[0].top, block[0].right, block[-1].bottom, block[0].size, text)]
    if block[0].size > LARGER * body and len(text) <= LONGEST_HEADING:
        yield "## " + _one_line(block)
        return
    edge, lines = min(box.left for box in block), [block[0].text]
    for box in block[1:]:
        if box.left > edge + INDENT * box.size:
            yield "\n".join(lines)
            lines = []
        lines.append(box.text)
    yield "\n".join(lines)


def _one_line(block: Sequence[Box]) -> str:
    """Lines of a heading as one: a space between Latin words alone."""
    return re.sub(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])", "", " ".join(box.text.replace(" ", "\u3000") for box in block))
