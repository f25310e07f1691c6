"""What a page gave as bytes and back: JSON under zlib, each string once, behind a checksum; nothing in it can run."""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from itertools import chain
from typing import Any

from kg.engine import Extraction
from kg.model import Article, Dropped, Page, Sentence, Source, Statement

#: Bytes of the checksum at the head of a record.
CHECKSUM = 16
#: Fields of a statement, and whether each is text.
_FIELDS = [(f.name, f.type == "str") for f in fields(Statement)]
#: Fast, and a fifth of the size: a page's text stands in it four times.
_LEVEL = 1


def dump(extraction: Extraction) -> bytes:
    """The record of a page; the same page gives the same bytes."""
    numbers: dict[str, int] = {}
    columns = [
        [
            numbers.setdefault(getattr(s, name), len(numbers)) if text else getattr(s, name)
            for s in extraction.statements
        ]
        for name, text in _FIELDS
    ]
    record = {
        "page": _page(extraction.page),
        "dropped": _rows(extraction.dropped),
        "strings": list(numbers),
        "statements": columns,
    }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    packed = zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)
    return _checksum(packed) + packed


def load(data: bytes) -> Extraction | None:
    """What dump was given; None where the bytes are not all there."""
    checksum, packed = data[:CHECKSUM], data[CHECKSUM:]
    if checksum != _checksum(packed):
        return None
    record = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    string = record["strings"].__getitem__
    columns = [map(string, c) if text else c for (_, text), c in zip(_FIELDS, record["statements"], strict=True)]
    dropped = tuple(Dropped(*row) for row in record["dropped"])
    return Extraction(_as_page(*record["page"]), tuple(map(Statement, *columns)), dropped)


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=CHECKSUM).digest()


def _row(thing: Any) -> list[Any]:
    return [getattr(thing, f.name) for f in fields(thing)]


def _rows(things: Iterable[Any]) -> list[list[Any]]:
    return [_row(thing) for thing in things]


def _page(page: Page) -> list[Any]:
    articles = [[_row(replace(article, sentences=())), _rows(article.sentences)] for article in page.articles]
    offsets = [page.offsets.typecode, _runs(page.offsets)]
    return [_row(page.source), page.raw, page.text, page.folded, offsets, articles, _rows(page.dropped)]


def _as_page(source: Any, raw: str, text: str, folded: str, *more: Any) -> Page:
    (typecode, runs), articles, dropped = more
    offsets = array(typecode, chain.from_iterable(range(start, start + size) for start, size in runs))
    read = tuple(_as_article(*article) for article in articles)
    return Page(Source(*source), raw, text, folded, offsets, read, tuple(Dropped(*row) for row in dropped))


def _as_article(row: list[Any], sentences: list[list[Any]]) -> Article:
    article = Article(*row)
    return replace(article, authors=tuple(article.authors), sentences=tuple(Sentence(*s) for s in sentences))


def _runs(offsets: Sequence[int]) -> list[list[int]]:
    """Numbers that follow one another as (first, how many)."""
    runs: list[list[int]] = []
    following = None
    for offset in offsets:
        if offset == following:
            runs[-1][1] += 1
        else:
            runs.append([offset, 1])
        following = offset + 1
    return runs
