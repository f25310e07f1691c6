"""The statement table: one Arrow schema, stored as Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
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

#: Columns of the statement table: the statement's id, then its fields.
SCHEMA = pa.schema(
    [("id", pa.string()), *((f.name, _ARROW[str(f.type)]) for f in fields(Statement))],
    metadata={"table": "statements", "version": "1"},
)


def to_table(statements: Iterable[Statement]) -> pa.Table:
    """The statements as a table with SCHEMA, in their order."""
    rows = list(statements)
    columns = [
        column([getattr(s, name) for s in rows], type_) for name, type_ in zip(SCHEMA.names, SCHEMA.types, strict=True)
    ]
    return pa.table(columns, schema=SCHEMA)


def column(values: Sequence[Any], type_: pa.DataType) -> pa.ChunkedArray:
    """Values as a column; unlike ``pa.array`` it does not load pandas, where that is installed, to look at a list."""
    parts = [_array(values[at : at + _CHUNK], type_) for at in range(0, len(values), _CHUNK)]
    return pa.chunked_array(parts, type_)


def _array(values: Sequence[Any], type_: pa.DataType) -> pa.Array:
    validity = None
    if None in values:
        validity = pa.py_buffer(np.packbits([value is not None for value in values], bitorder="little"))
    if type_ != pa.string():
        content: NDArray[Any] = np.array(values, _NUMPY[type_])
        data = np.packbits(content, bitorder="little") if type_ == pa.bool_() else content
        return pa.Array.from_buffers(type_, len(values), [validity, pa.py_buffer(data)])
    texts = [value.encode() if value else b"" for value in values]
    ends = np.zeros(len(values) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, texts), np.int32, len(texts)), out=ends[1:])
    return pa.Array.from_buffers(type_, len(values), [validity, pa.py_buffer(ends), pa.py_buffer(b"".join(texts))])


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


def read_named(path: Path) -> list[tuple[str, str, str, str]]:
    """Page, date, local id and entity id of all that a build's table names; nothing where its ends have no entities."""
    columns = ["page", "date", "subject", "subject_entity"]
    if not set(columns) <= set(pq.read_schema(path).names):
        return []
    named: dict[tuple[str, str, str, str], None] = {}
    for batch in pq.ParquetFile(path).iter_batches(columns=[*columns, "predicate"]):  # pq.read_table loads pandas
        *values, predicates = (batch.column(name).to_pylist() for name in (*columns, "predicate"))
        rows = zip(*values, strict=True)
        named.update((row, None) for row, predicate in zip(rows, predicates, strict=True) if predicate == IS_A)
    return list(named)


def _note(path: Path, key: bytes) -> dict[str, str]:
    note: dict[str, str] = json.loads((pq.read_schema(path).metadata or {}).get(key, b"{}"))
    return note
