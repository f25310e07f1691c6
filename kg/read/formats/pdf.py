"""PDF: lines and columns from where the characters stand; pages that are pictures through text recognition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from statistics import median
from typing import Any

from kg.errors import InputError
from kg.read.formats.columns import Box, page_text
from kg.read.formats.picture import pictured_text
from kg.read.formats.text import Text

#: Characters whose middles differ by less than this share of their size are of one line.
SAME_LINE = 0.5
#: A gap of so many sizes parts two columns of a line; characters may overlap by no more than that.
COLUMN_GAP, OVERLAP = 1.2, 0.6
#: Height of a line of Latin letters, in sizes of Chinese ones.
LATIN = 1.35
#: Dots an inch at which a page is drawn for text recognition, of the 72 points that an inch has.
RESOLUTION = 200 / 72

#: By how far the page is turned clockwise when it is shown: from left, bottom, right, top upwards in the file to left,
#: top, right, bottom downwards as seen.
SEEN: Mapping[int, Callable[[float, float, float, float], tuple[float, float, float, float]]] = {
    0: lambda left, bottom, right, top: (left, -top, right, -bottom),
    90: lambda left, bottom, right, top: (bottom, left, top, right),
    180: lambda left, bottom, right, top: (-right, bottom, -left, top),
    270: lambda left, bottom, right, top: (-top, -right, -bottom, -left),
}


def read_pdf(data: bytes, where: str, limit: int) -> Text:
    """The text of a PDF, page by page, column by column.

    Raises:
        InputError: it is broken or encrypted, or has no text layer and text recognition is not installed.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages = [document[number] for number in range(len(document))]
        texts = [page_text(list(_lines(_characters(page)))) for page in pages]
    except (pypdfium2.PdfiumError, ValueError) as error:
        advice = "decrypt or repair it, or leave it out"
        raise InputError(f"is no readable PDF ({error})", where=where, advice=advice) from error
    left_out: list[str] = []
    for number, page in enumerate(pages):
        if not texts[number].strip() and _has_picture(page):
            texts[number] = _recognised(page, f"page {number + 1}", left_out)
    if not any(map(str.strip, texts)):
        raise InputError("; ".join(["has no text", *left_out]), where=where, advice="leave it out")
    return Text("\n\n".join(text for text in texts if text.strip()) + "\n", tuple(left_out))


def _characters(page: Any) -> Iterator[Box]:
    """The page's characters in the file's order, where a reader sees them; white space has no place."""
    text = page.get_textpage()
    seen = SEEN[page.get_rotation() % 360]
    content = text.get_text_range()
    if len(content) != text.count_chars():  # characters beyond the basic plane are two to the library
        content = [text.get_text_range(i, 1) for i in range(text.count_chars())]
    for i, character in enumerate(content):
        left, top, right, bottom = seen(*text.get_charbox(i, loose=True))
        yield Box(left, top, right, bottom, max(0.1, bottom - top) / LATIN, character)


def _lines(characters: Iterable[Box]) -> Iterator[Box]:
    """Characters put together that touch: first those that follow each other in the file, then whatever touches."""
    runs = [_line(run) for run in _touching(characters)]
    rows = sorted((run for run in runs if run), key=lambda b: (round(b.middle / (SAME_LINE * b.size)), b.left))
    for row in _touching(rows):
        if line := _line(row):
            yield line


def _touching(boxes: Iterable[Box]) -> Iterator[list[Box]]:
    run: list[Box] = []
    for box in boxes:
        solid = next((b for b in reversed(run) if not b.text.isspace()), None)
        if solid and not box.text.isspace() and not _touch(solid, box):
            yield run
            run = []
        run.append(box)
    if run:
        yield run


def _touch(left: Box, right: Box) -> bool:
    size = max(left.size, right.size)
    return (
        abs(left.middle - right.middle) < SAME_LINE * size
        and -OVERLAP * size < right.left - left.right < COLUMN_GAP * size
    )


def _line(run: list[Box]) -> Box | None:
    text = "".join(" " if box.text.isspace() else box.text for box in run).strip()
    solid = [box for box in run if not box.text.isspace()]
    if not text or not solid:
        return None
    wide = [b.right - b.left for b in solid if len(b.text) == 1 and not b.text.isascii() and b.text.isalnum()]
    size = median(wide) if wide else median(box.size for box in solid)
    top, bottom = median(b.top for b in solid), median(b.bottom for b in solid)
    return Box(solid[0].left, top, max(b.right for b in solid), bottom, size, text)


def _has_picture(page: Any) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return next(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]), None) is not None


def _recognised(page: Any, where: str, left_out: list[str]) -> str:
    try:
        text, doubtful = pictured_text(page.render(scale=RESOLUTION).to_numpy(), where)
    except InputError as error:
        left_out.append(str(error))
        return ""
    left_out += doubtful
    return text
