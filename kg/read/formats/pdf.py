"""PDF with a text layer: lines and columns from where the characters stand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import InputError

#: Pieces of text whose baselines differ by less than this share of their size are one line.
SAME_LINE = 0.5
#: A gap wider than this many sizes parts two columns of a line.
COLUMN_GAP = 1.2
#: Lines further apart than this many sizes have a blank line between.
BLOCK_GAP = 1.9


@dataclass(frozen=True, slots=True)
class _Bit:
    """A piece of text on the page, in points: x from the left, y from the bottom."""

    x: float
    y: float
    size: float
    text: str

    @property
    def right(self) -> float:
        return self.x + self.size * sum(0.5 if c.isascii() else 1.0 for c in self.text)


def read_pdf(data: bytes, where: str, limit: int) -> str:
    """The text of a PDF, column by column.

    Raises:
        InputError: it is broken, encrypted, or has no text layer.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = [_bits(page) for page in PdfReader(io.BytesIO(data)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        # a broken file makes the library stumble in any of these ways
        advice = "decrypt or repair it, or leave it out"
        raise InputError(f"is no readable PDF ({type(error).__name__})", where=where, advice=advice) from error
    text = "\n\n".join(_page_text(bits) for bits in pages if bits)
    if not text.strip():
        raise InputError("has no text layer", where=where, advice="run text recognition on it first")
    return text + "\n"


def _bits(page: object) -> list[_Bit]:
    found: list[_Bit] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:
        if text.strip():
            scale = abs(tm[3] or tm[0] or 1.0) * abs(cm[3] or 1.0)
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found.append(_Bit(x, y, max(1.0, size * scale), text.strip("\n")))

    page.extract_text(visitor_text=visit)  # type: ignore[attr-defined]  # the library's page has no public type here
    return found


def _page_text(bits: Sequence[_Bit]) -> str:
    columns: list[list[_Bit]] = []
    for segment in sorted(_segments(bits), key=lambda s: (-s.y, s.x)):
        for column in columns:
            above = column[-1]
            overlap = min(above.right, segment.right) - max(above.x, segment.x)
            if overlap > 0.3 * min(above.right - above.x, segment.right - segment.x) and _stacked(above, segment):
                column.append(segment)
                break
        else:
            columns.append([segment])
    return "\n\n".join("\n".join(s.text for s in column) for column in columns)


def _stacked(above: _Bit, below: _Bit) -> bool:
    alike = 0.8 < above.size / below.size < 1.25
    return alike and 0 < above.y - below.y < BLOCK_GAP * max(above.size, below.size)


def _segments(bits: Sequence[_Bit]) -> list[_Bit]:
    """Pieces of a line that touch, put together."""
    joined: list[_Bit] = []
    for bit in sorted(bits, key=lambda b: (-round(b.y / (SAME_LINE * b.size)), b.x)):
        last = joined[-1] if joined else None
        if (
            last
            and abs(last.y - bit.y) < SAME_LINE * bit.size
            and -bit.size < bit.x - last.right < COLUMN_GAP * bit.size
        ):
            joined[-1] = _Bit(last.x, last.y, last.size, last.text + bit.text)
        else:
            joined.append(bit)
    return joined
