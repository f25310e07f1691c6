"""Sentences of 100,000 characters: read without a crash, the work growing with the length and no faster.

Work is calls of functions; the time inside expressions is measured by ``benchmarks.long_input``.
"""

import sys
from types import FrameType
from typing import Any

import pytest

from benchmarks.long_input import PIECES
from tests.recognise.test_recogniser import RECOGNISER, page


def steps(text: str) -> int:
    """Calls of Python functions that reading the text takes: work, counted the same on any machine."""
    count = 0

    def trace(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(trace)
    try:
        list(RECOGNISER.recognise_page(page(text)))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_work_grows_with_the_length(piece: str) -> None:
    steps("市长张三丰说。" + piece)  # what is loaded when first needed is loaded
    short, long = (piece * (n // len(piece)) for n in (2_000, 8_000))
    assert steps(long) < 6 * steps(short)


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_hundred_thousand_characters_are_read(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    it = page(text)
    for _, mentions, _ in RECOGNISER.recognise_page(it):
        assert all(it.text[m.start : m.end] == m.surface for m in mentions)
