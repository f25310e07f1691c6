"""What a page gave as bytes and back: JSON, numbers and texts, deflated, behind a checksum; nothing in it can run."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate, chain, pairwise, starmap
from typing import Any, cast, get_args, get_origin, get_type_hints

import deflate
import numpy as np

from kg.cache.rows import pack, unpack
from kg.engine import Extraction
from kg.model import Dropped, Page, Sentence, Statement

#: Bytes of the checksum at the head of a record, and of each size that comes next: unpacked, of JSON, of numbers.
CHECKSUM, SIZE, SIZES = 16, 8, 3
#: Fields of a page that hold all of its text.
_TEXTS = ("raw", "text", "folded")
#: Whole numbers, in a form that is read many times faster than JSON.
_NUMBER = np.dtype("<i4")
#: Of text: the first is read many times faster, but joins the halves of characters, which are no text.
_ENCODINGS = ("utf-16-le", "utf-8")
#: Characters of most files.
COUNTED = 1 << 16
#: Fast, and a fifth of the size: a page's text stands in it three times.
_LEVEL = 1


def dump(extraction: Extraction) -> bytes:
    """The record of a page; the same page gives the same bytes."""
    page, statements = extraction.page, extraction.statements
    texts = [getattr(page, name) for name in _TEXTS]
    quoted = {s.sentence: [s.sentence_start, s.sentence_end] for s in statements}
    kinds, places = pack(Sentence, chain(*(a.sentences for a in page.articles)))
    values, more = pack(Statement, statements)
    record = {
        "page": _plain(_bare(page)),
        "dropped": _plain(extraction.dropped),
        "sentences": [len(a.sentences) for a in page.articles],
        # A sentence is cut out of the page's text again.
        "values": [kinds, [quoted[v] if v in quoted and page.text[slice(*quoted[v])] == v else v for v in values]],
        "sizes": [[len(places), len(more)], [*map(len, texts)]],
    }
    return _closed(record, [*places, *more], "".join(texts))


def load(data: bytes) -> Extraction | None:
    """What dump was given; None where the bytes are not all there."""
    if not (opened := _opened(data)):
        return None
    record, numbers, text = opened
    (kinds, values), (rows, lengths) = record["values"], record["sizes"]
    places, more = _cut(numbers, rows)
    texts = dict(zip(_TEXTS, _cut(text, lengths), strict=True))
    sentences = _cut(unpack(Sentence, kinds, places), record["sentences"])
    values = [texts["text"][slice(*value)] if type(value) is list else value for value in values]
    page = _made(Page, record["page"])
    articles = tuple(replace(a, sentences=own) for a, own in zip(page.articles, sentences, strict=True))
    page = replace(page, articles=articles, seal=seal(data), **texts)
    return Extraction(page, unpack(Statement, values, more), _made(tuple[Dropped, ...], record["dropped"]))


def seal(record: bytes) -> bytes:
    """What tells a record from all others: the same pages have the same."""
    return record[:CHECKSUM]


def _bare(page: Page) -> Page:
    """The page without its text and sentences."""
    articles = tuple(replace(article, sentences=()) for article in page.articles)
    return replace(page, raw="", text="", folded="", articles=articles)


def _closed(record: dict[str, Any], numbers: Sequence[int], text: str) -> bytes:
    encoding = _ENCODINGS[any("\ud800" <= character <= "\udfff" for character in set(text))]
    head = json.dumps(record | {"encoding": encoding}, ensure_ascii=False, separators=(",", ":"))
    texts = head.encode("utf-8", "surrogatepass"), text.encode(encoding, "surrogatepass")
    parts = texts[0], np.array(numbers, _NUMBER).tobytes(), texts[1]
    sizes = b"".join(len(part).to_bytes(SIZE, "big") for part in parts)
    packed = sizes + bytes(deflate.deflate_compress(b"".join(parts), _LEVEL))
    return _checksum(packed) + packed


def _opened(data: bytes) -> tuple[Any, list[int], str] | None:
    packed = data[CHECKSUM:]
    if seal(data) != _checksum(packed):
        return None
    sizes = [int.from_bytes(packed[at : at + SIZE], "big") for at in range(0, SIZES * SIZE, SIZE)]
    plain = deflate.deflate_decompress(packed[SIZES * SIZE :], sum(sizes))
    head, numbers, text = _cut(memoryview(plain), sizes)
    record = json.loads(str(head, "utf-8", "surrogatepass"))
    return record, np.frombuffer(numbers, _NUMBER).tolist(), str(text, record["encoding"], "surrogatepass")


def _cut(whole: Any, sizes: Iterable[int]) -> list[Any]:
    """Text, or whatever else has parts, in pieces of these sizes."""
    return [whole[start:end] for start, end in pairwise(accumulate(sizes, initial=0))]


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=CHECKSUM).digest()


def _plain(value: Any) -> Any:
    """The value in lists: of a dataclass the fields, of an array its type and runs."""
    if is_dataclass(kind := type(value)):
        return [_plain(getattr(value, name)) for name in _hints(cast(Any, kind))]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return [value.typecode, _runs(value)] if isinstance(value, array) else value


def _made(kind: Any, value: Any) -> Any:
    maker = _maker(kind)
    return maker(value) if maker else value


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


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The fields of a dataclass that make it what it is, and what they hold."""
    hints = get_type_hints(kind, localns={"array": list})  # until Python 3.12 an array says not of what
    return {f.name: hints[f.name] for f in fields(kind) if f.compare}


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
