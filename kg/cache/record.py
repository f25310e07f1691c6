"""What a page gave as bytes and back: JSON, deflated, each string once, behind a checksum; nothing in it can run."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from itertools import starmap
from typing import Any, get_args, get_origin, get_type_hints

import deflate

from kg.engine import Extraction
from kg.model import Dropped, Page, Statement

#: Bytes of the checksum at the head of a record, and of the size unpacked, which comes next.
CHECKSUM, SIZE = 16, 8
#: Fields of a statement, and whether each is text.
_FIELDS = [(f.name, f.type == "str") for f in fields(Statement)]
#: Characters of most files.
COUNTED = 1 << 16
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
    plain = text.encode("utf-8", "surrogatepass")
    packed = len(plain).to_bytes(SIZE, "big") + bytes(deflate.deflate_compress(plain, _LEVEL))
    return _checksum(packed) + packed


def load(data: bytes) -> Extraction | None:
    """What dump was given; None where the bytes are not all there."""
    checksum, packed = data[:CHECKSUM], data[CHECKSUM:]
    if checksum != _checksum(packed):
        return None
    plain = deflate.deflate_decompress(packed[SIZE:], int.from_bytes(packed[:SIZE], "big"))
    record = json.loads(plain.decode("utf-8", "surrogatepass"))
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
        makers = list(map(_maker, _hints(kind).values()))
        if not any(makers):
            return lambda row: make_one(*row)
        return lambda row: make_one(*(make(v) if make else v for make, v in zip(makers, row, strict=True)))
    if get_origin(kind) is tuple:
        make: Callable[..., Any] = get_args(kind)[0]
        item = _maker(make)
        if is_dataclass(make) and not any(map(_maker, _hints(make).values())):
            return lambda rows: tuple(starmap(make, rows))
        return tuple if item is None else lambda items: tuple(map(item, items))
    return _offsets if get_origin(kind) is list else None


def _hints(kind: Any) -> dict[str, Any]:
    """The fields of a dataclass, and what they hold."""
    hints = get_type_hints(kind, localns={"array": list})  # until Python 3.12 an array says not of what
    return {f.name: hints[f.name] for f in fields(kind)}


def _offsets(packed: tuple[str, list[list[int]]]) -> array[int]:
    typecode, runs = packed
    last = max((start + size for start, size in runs), default=0)
    counted = _counted(typecode, max(COUNTED, 1 << last.bit_length()))
    offsets = array(typecode)
    for start, size in runs:
        offsets += counted[start : start + size]
    return offsets


@lru_cache(maxsize=4)
def _counted(typecode: str, size: int) -> array[int]:
    """The numbers from zero, of which runs are cut."""
    return array(typecode, range(size))


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
