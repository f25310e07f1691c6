"""The statement table: one Arrow schema, stored as Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.model import Statement

_ARROW = {"str": pa.string(), "int": pa.int32(), "float": pa.float64(), "bool": pa.bool_()}

#: Columns of the statement table: the statement's id, then its fields.
SCHEMA = pa.schema(
    [("id", pa.string()), *((f.name, _ARROW[str(f.type)]) for f in fields(Statement))],
    metadata={"table": "statements", "version": "1"},
)


def to_table(statements: Iterable[Statement]) -> pa.Table:
    """The statements as a table with SCHEMA, in their order."""
    rows = list(statements)
    columns = {f.name: [getattr(s, f.name) for s in rows] for f in fields(Statement)}
    return pa.table({"id": [s.id for s in rows], **columns}, schema=SCHEMA)


def from_table(table: pa.Table) -> list[Statement]:
    """The statements of a table, in its order."""
    names = [f.name for f in fields(Statement)]
    return [Statement(**row) for row in table.select(names).to_pylist()]


def with_homes(table: pa.Table, homes: Mapping[str, str]) -> pa.Table:
    """The table with ``homes``, page id -> name of its city, in its metadata: what resolving it again needs."""
    more = {"homes": json.dumps(dict(sorted(homes.items())), ensure_ascii=False)}
    return table.replace_schema_metadata({**(table.schema.metadata or {}), **more})


def write_statements(statements: Iterable[Statement], path: Path, homes: Mapping[str, str] | None = None) -> None:
    """Write the table as Parquet; ``homes``, page id -> name of its city, goes into its metadata."""
    pq.write_table(with_homes(to_table(statements), homes or {}), path, compression="zstd")


def read_statements(path: Path) -> list[Statement]:
    """Read a table that write_statements wrote."""
    return from_table(pq.read_table(path))


def read_homes(path: Path) -> dict[str, str]:
    """Page id -> name of its city, as write_statements was given it."""
    homes: dict[str, str] = json.loads((pq.read_schema(path).metadata or {}).get(b"homes", b"{}"))
    return homes
