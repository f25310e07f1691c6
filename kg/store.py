"""The statement table: one Arrow schema, stored as Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import compress, islice
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kg.model import IS_A, Statement

_ARROW = {"str": pa.string(), "int": pa.int32(), "float": pa.float64(), "bool": pa.bool_()}

_NUMPY = {pa.int32(): np.int32, pa.float64(): np.float64, pa.bool_(): np.bool_}
#: Values of a column that lie in one piece: far from the two gigabytes that a piece of text may have.
_CHUNK = 1 << 20
#: Statements that are gone through for one column after the other: so many stay in the processor's cache.
_BLOCK = 1 << 10

#: Columns of the statement table: the statement's id, then its fields.
SCHEMA = pa.schema(
    [("id", pa.string()), *((f.name, _ARROW[str(f.type)]) for f in fields(Statement))],
    metadata={"table": "statements", "version": "1"},
)


def to_table(statements: Iterable[Statement]) -> pa.Table:
    """The statements as a table with SCHEMA, in their order."""
    rows, batches = iter(statements), []
    while chunk := list(islice(rows, _CHUNK)):
        columns = {name: _column(type_) for name, type_ in zip(SCHEMA.names, SCHEMA.types, strict=True)}
        for at in range(0, len(chunk), _BLOCK):
            block = chunk[at : at + _BLOCK]
            for name, values in columns.items():
                values.add(list(map(attrgetter(name), block)))
        batches.append(pa.record_batch([columns.pop(name).array() for name in SCHEMA.names], schema=SCHEMA))
    return pa.Table.from_batches(batches, SCHEMA)


def text_column(values: Iterable[str | None]) -> pa.ChunkedArray:
    """Texts, some of which may be missing, as a column."""
    rest, parts = iter(values), []
    while chunk := list(islice(rest, _CHUNK)):
        texts = _Texts()
        for at in range(0, len(chunk), _BLOCK):
            texts.add([text or "" for text in chunk[at : at + _BLOCK]])
        parts.append(texts.array([text is not None for text in chunk] if None in chunk else ()))
    return pa.chunked_array(parts, pa.string())


class _Texts:
    """A column of text; unlike ``pa.array`` it does not load pandas, where that is installed, to look at a list."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._lengths: list[NDArray[np.int32]] = []

    def add(self, values: Sequence[str]) -> None:
        """Put these behind what is there."""
        text = "".join(values)
        coded = values if text.isascii() else [value.encode() for value in values]
        self._data += text.encode()
        self._lengths.append(np.fromiter(map(len, coded), np.int32, len(coded)))

    def array(self, there: Sequence[bool] = ()) -> pa.Array:
        """All of them; ``there`` says of each whether there is one."""
        ends = np.cumsum(np.concatenate([np.zeros(1, np.int32), *self._lengths]), dtype=np.int32)
        valid = pa.py_buffer(np.packbits(there, bitorder="little")) if there else None
        buffers = [valid, pa.py_buffer(ends), pa.py_buffer(self._data)]
        return pa.Array.from_buffers(pa.string(), len(ends) - 1, buffers)


class _Numbers:
    """A column of numbers or of truth values; likewise."""

    def __init__(self, type_: pa.DataType) -> None:
        self._type = type_
        self._parts: list[NDArray[Any]] = []

    def add(self, values: Sequence[Any]) -> None:
        """Put these behind what is there."""
        self._parts.append(np.array(values, _NUMPY[self._type]))

    def array(self) -> pa.Array:
        """All of them."""
        every = np.concatenate(self._parts)
        data = np.packbits(every, bitorder="little") if self._type == pa.bool_() else every
        return pa.Array.from_buffers(self._type, len(every), [None, pa.py_buffer(data)])


def _column(type_: pa.DataType) -> _Texts | _Numbers:
    return _Texts() if type_ == pa.string() else _Numbers(type_)


def from_table(table: pa.Table) -> list[Statement]:
    """The statements of a table, in its order."""
    names = [f.name for f in fields(Statement)]
    return [Statement(**row) for row in table.select(names).to_pylist()]


def with_notes(table: pa.Table, homes: Mapping[str, str], replaced: Mapping[str, str]) -> pa.Table:
    """The table with what resolving it again needs in its metadata.

    Args:
        homes: page id -> name of its city. replaced: id that has gone -> the entity's that stands for it.
    """
    notes = {"homes": homes, "replaced": replaced}
    more = {key: json.dumps(dict(sorted(note.items())), ensure_ascii=False) for key, note in notes.items()}
    return table.replace_schema_metadata({**(table.schema.metadata or {}), **more})


def write_statements(statements: Iterable[Statement], path: Path, homes: Mapping[str, str] | None = None) -> None:
    """Write the table as Parquet; ``homes``, page id -> name of its city, goes into its metadata."""
    pq.write_table(with_notes(to_table(statements), homes or {}, {}), path, compression="zstd")


def read_statements(path: Path) -> list[Statement]:
    """Read a table that write_statements wrote."""
    return from_table(pq.read_table(path))


def read_homes(path: Path) -> dict[str, str]:
    """Page id -> name of its city, as write_statements was given it."""
    return _note(path, b"homes")


def read_replaced(path: Path) -> dict[str, str]:
    """Ids of entities that had gone -> those that stood for them, as with_notes was given it."""
    return _note(path, b"replaced")


def read_named(path: Path) -> dict[tuple[str, str, str], str]:
    """Page, date and local id of all that a build's table names -> the entity's; none without entities."""
    columns = ["page", "date", "subject", "subject_entity"]
    named: dict[tuple[str, str, str], str] = {}
    if not set(columns) <= set(pq.read_schema(path).names):
        return named
    for batch in pq.ParquetFile(path).iter_batches(columns=[*columns, "predicate"]):  # pq.read_table loads pandas
        *places, entities, predicates = (batch.column(name).to_pylist() for name in (*columns, "predicate"))
        rows = zip(zip(*places, strict=True), entities, strict=True)
        named.update(compress(rows, [predicate == IS_A for predicate in predicates]))
    return named


def _note(path: Path, key: bytes) -> dict[str, str]:
    note: dict[str, str] = json.loads((pq.read_schema(path).metadata or {}).get(key, b"{}"))
    return note
