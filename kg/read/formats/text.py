"""What a reader of a form gives back."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """The text of a file.

    Attributes:
        text: printed lines or paragraphs; a blank line stands between blocks, ``#`` marks a heading.
        left_out: what the file holds and the text does not, a line each.
    """

    text: str
    left_out: tuple[str, ...] = ()
