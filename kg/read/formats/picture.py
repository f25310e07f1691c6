"""Pictures of pages (scans, photographs): their text by recognition, with the models that RapidOCR's wheel carries."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.read.formats.columns import Box, page_text
from kg.read.formats.text import Text

if TYPE_CHECKING:
    import numpy as np

ADVICE = "install text recognition: pip install 'zhuzhou-kg[ocr]'"
#: A picture of more dots is left out; one with a longer side is made smaller.
MOST_DOTS, LONGEST_SIDE = 200_000_000, 6000
#: A line that is read with less confidence is left out and reported.
SURE = 0.5
#: Height of the frame that is found around a line, in sizes of its letters.
FRAME = 1.1
#: A page whose lines are read with less confidence on the whole may stand on its head.
UPSIDE_DOWN = 0.8


def read_picture(data: bytes, where: str, limit: int) -> Text:
    """The text of a PNG, JPEG or TIFF.

    Raises:
        InputError: it is no picture, is too large, holds no text, or text recognition is not installed.
    """
    if not data:
        raise InputError("is empty", where=where, advice="leave it out")
    text = pictured_text(_dots(data, where), where)
    if not text.text.strip():
        raise InputError("; ".join(["shows no text", *text.left_out]), where=where, advice="leave it out")
    return text


def pictured_text(dots: np.ndarray[Any, Any], where: str) -> Text:
    """The text of a picture (rows, columns, blue-green-red), column by column.

    Raises:
        InputError: text recognition is not installed.
    """
    found = _upright(_recogniser(where), dots)
    if not found.txts:
        return Text("\n")
    boxes, doubtful = [], []
    for corners, line, sure in zip(_straight(found.boxes), found.txts, found.scores, strict=True):
        if sure < SURE:
            doubtful.append(f"{where}: read with confidence {sure:.2f}: {line}")
        elif line.strip():
            boxes.append(_box(corners, line.strip()))
    return Text(page_text(boxes) + "\n", tuple(doubtful))


def _upright(recognise: Any, dots: np.ndarray[Any, Any]) -> Any:
    """What is recognised in the picture, turned so that it is read best where it lies on its side or on its head."""
    import numpy as np

    found = recognise(dots, use_cls=False)
    if not found.txts:
        return found
    sizes = np.ptp(np.asarray(found.boxes), axis=1)
    on_its_side = (sizes[:, 1] > sizes[:, 0]).mean() > 0.5
    if not on_its_side and np.mean(found.scores) >= UPSIDE_DOWN:
        return found
    turns = (1, 3) if on_its_side else (2,)
    turned = [recognise(np.ascontiguousarray(np.rot90(dots, turn)), use_cls=False) for turn in turns]
    return max([found, *turned], key=lambda some: sum(map(len, some.txts)) * np.mean(some.scores) if some.txts else 0.0)


def _straight(boxes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The corners of all lines (upper left first, clockwise), turned so that most lines run level."""
    import numpy as np

    corners = np.asarray(boxes, dtype=float)
    along = corners[:, 1] - corners[:, 0]
    long = np.hypot(*along.T) >= np.median(np.hypot(*along.T))
    angle = np.median(np.arctan2(along[long, 1], along[long, 0]))
    cos, sin = np.cos(angle), np.sin(angle)
    straight: np.ndarray[Any, Any] = corners @ np.array([[cos, -sin], [sin, cos]])
    return straight


def _box(corners: np.ndarray[Any, Any], line: str) -> Box:
    left, top = (float(edge) for edge in corners.min(axis=0))
    right, bottom = (float(edge) for edge in corners.max(axis=0))
    return Box(left, top, right, bottom, max(1.0, (bottom - top) / FRAME), line)


def _dots(data: bytes, where: str) -> np.ndarray[Any, Any]:
    try:
        import numpy as np
        from PIL import Image, UnidentifiedImageError
    except ImportError as error:
        raise InputError("is a picture", where=where, advice=ADVICE) from error
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "TIFF"]) as picture:
            if picture.width * picture.height > MOST_DOTS:
                size = f"{picture.width} x {picture.height}"
                raise InputError(f"has {size} dots, more than {MOST_DOTS}", where=where, advice="make it smaller")
            return np.asarray(picture.convert("RGB"))[:, :, ::-1]
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise InputError("is no readable picture", where=where, advice="save it again, or leave it out") from error


@lru_cache(maxsize=1)
def _loaded() -> Any:
    """RapidOCR with the models of its own wheel: nothing is fetched. Loaded once a process, when first wanted."""
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.max_side_len": LONGEST_SIDE, "Global.log_level": "error"})


def _recogniser(where: str) -> Any:
    try:
        return _loaded()
    except ImportError as error:
        raise InputError("is a picture", where=where, advice=ADVICE) from error
