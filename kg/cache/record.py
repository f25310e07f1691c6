"""What a page gave as bytes and back: JSON under zlib, each string once, behind a checksum; nothing in it can run."""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import chain
from typing import Any, get_args, get_origin, get_type_hints

from kg.engine import Extraction
from kg.model import Dropped, Page, Statement

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
        "page": _plain(extraction.page),
        "dropped": _plain(extraction.dropped),
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
    page, dropped = (_maker(kind) for kind in (Page, tuple[Dropped, ...]))
    assert page and dropped
    return Extraction(page(record["page"]), tuple(map(Statement, *columns)), dropped(record["dropped"]))


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=CHECKSUM).digest()


def _plain(value: Any) -> Any:
    """The value in lists: of a dataclass the fields, of an array its type and runs."""
    if is_dataclass(value):
        return [_plain(getattr(value, f.name)) for f in fields(value)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return [value.typecode, _runs(value)] if isinstance(value, array) else value


@cache
def _maker(kind: Any) -> Callable[[Any], Any] | None:
    """What makes a value of this kind of its lists; None where it is plain already."""
    if isinstance(kind, type) and is_dataclass(kind):
        make_one: Callable[..., Any] = kind
        hints = get_type_hints(kind, localns={"array": list})  # until Python 3.12 an array says not of what
        makers = [_maker(hints[f.name]) for f in fields(kind)]
        if not any(makers):
            return lambda row: make_one(*row)
        return lambda row: make_one(*(make(v) if make else v for make, v in zip(makers, row, strict=True)))
    if get_origin(kind) is tuple:
        item = _maker(get_args(kind)[0])
        return tuple if item is None else lambda items: tuple(map(item, items))
    return _offsets if get_origin(kind) is list else None


def _offsets(packed: tuple[str, list[list[int]]]) -> array[int]:
    typecode, runs = packed
    return array(typecode, chain.from_iterable(range(start, start + size) for start, size in runs))


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
