"""One file in, one Page out."""

from __future__ import annotations

from array import array
from pathlib import Path

from kg.errors import InputError
from kg.model import Article, Page, Sentence, Source
from kg.settings import Settings

#: Endings of files that are read as pages.
SUFFIXES = frozenset({".txt", ".md"})


def read_page(path: Path, source: Source, settings: Settings) -> Page:
    """Read a page file.

    Raises:
        InputError: the file cannot be read as a page.
    """
    try:
        raw = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", where=str(path)) from error
    if not raw.strip():
        raise InputError("is empty", where=str(path), advice="leave it out")
    sentence = Sentence(0, len(raw))
    article = Article(f"{source.page}.a1", source.page, "", (), 0, len(raw), (sentence,), source.date)
    return Page(source, raw, raw, raw, array("I", range(len(raw))), (article,))
