"""Where a sentence of clean text ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.read.fold import pair_quotes

#: An end mark with what closes after it; dots end a sentence behind a mark and before a closing quote. Within quotes
#: or brackets that stay open the sentence goes on.
END = re.compile(r"(?:[。！？!?]+|…{1,2}(?=[”’])|(?<=[；;。])…{1,2})[”’'」』）)】》]*|\n")
BRACKET = re.compile(r"[（(《]")
#: A quotation longer than this is cut at its own sentences.
LONGEST_QUOTE = 120


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of a paragraph of clean text; together they cover all but white space."""
    text = pair_quotes(text)
    start, brackets = 0, bool(BRACKET.search(text))
    for mark in END.finditer(text):
        within = brackets and mark[0] != "\n" and mark.end() - start < LONGEST_QUOTE
        if within and _stays_open(text[start : mark.end()]):
            continue
        yield from _trimmed(text, start, mark.end())
        start = mark.end()
    yield from _trimmed(text, start, len(text))


def _stays_open(text: str) -> bool:
    """Whether a bracket that began in the text has not closed (a quotation may end anywhere)."""
    return any(text.count(opening) > text.count(closing) for opening, closing in ("（）", "()", "《》"))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
