"""Fuzz the readers: python -m tests.fuzz.readers [CORPUS] [-max_total_time=60]; needs atheris (pip install atheris).

Whatever the bytes, a reader gives text or an InputError, and a page of that text leads back to it. What breaks this is
kept under tests/golden/broken, where tests/read/test_broken.py reads it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kg"]):
    from kg.errors import InputError
    from kg.model import Source
    from kg.read.files import ARCHIVE, Refused
    from kg.read.formats import picture
    from kg.read.formats.registry import FORMATS
    from kg.read.page import SUFFIXES, page_of, read_page
    from kg.read.sources import find_pages
    from kg.settings import Settings

LIMIT = 1_000_000
SETTINGS = Settings(max_page_bytes=LIMIT, max_unpacked_bytes=LIMIT)
#: Text is the form that most can be wrong in.
KINDS = (*SUFFIXES, *[".txt"] * 6, ARCHIVE)


def one(data: bytes) -> None:
    """Read bytes in the form that the first of them tells."""
    if not data:
        return
    kind, data = KINDS[data[0] % len(KINDS)], data[1:]
    try:
        if kind == ARCHIVE:
            _archive(data)
            return
        text = FORMATS[kind](data, "fuzzed", LIMIT).text
    except InputError:
        return
    page = page_of(text, Source("p", date="2022-03-05"), SETTINGS)
    assert len(page.text) == len(page.folded) == len(page.offsets)
    assert all(page.raw[at] == c for at, c in zip(page.offsets, page.text, strict=True) if not c.isspace())


def _archive(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        path.write_bytes(data)
        for file, source in find_pages([path], SETTINGS, SUFFIXES):
            if not isinstance(file, Refused):
                read_page(file, source, SETTINGS)
        assert [p.name for p in Path(folder).iterdir()] == ["a.zip"]


def _without_recognition() -> None:
    raise ImportError("text recognition is not what is fuzzed")


if __name__ == "__main__":
    picture._loaded = _without_recognition
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
