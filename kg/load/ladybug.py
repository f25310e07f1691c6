"""Loading into Ladybug, the embedded graph database, by COPY of the csv folder of a build
(read here and handed over as Arrow tables, so that line breaks in quotes need no care).

One node table, Entity, whose ``label`` is the class; a relationship table for each type. A folder that holds a graph
already is loaded anew only with ``replace``: COPY takes each id once. Source: https://docs.ladybugdb.com
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import OutputError
from kg.load.table import read_rows
from kg.load.target import Loaded, Progress, Target

NODE_TABLE = (
    "CREATE NODE TABLE Entity(id STRING PRIMARY KEY, name STRING, aliases STRING[], pages STRING[], label STRING)"
)
RELATIONSHIP_TABLE = (
    "CREATE REL TABLE {type}(FROM Entity TO Entity, id STRING, title STRING, weight DOUBLE, date STRING, "
    "confidence DOUBLE, rule STRING, sentence STRING, page STRING, article STRING)"
)


def load(path: Path, target: Target, progress: Progress) -> Loaded:
    """Load the csv folder beside the Turtle file into the database folder of the address.

    Raises:
        InputError: the csv folder is missing.
        OutputError: Ladybug is not installed, refuses, or holds a graph already.
    """
    try:
        import ladybug
    except ImportError as error:
        advice = "install it: pip install 'zhuzhou-kg[graphdb]'"
        raise OutputError("Ladybug is not installed", where=target.url, advice=advice) from error
    place = target.url.removeprefix("ladybug:")
    try:
        connection = ladybug.Connection(ladybug.Database(place))
        _prepare(connection, target)
        nodes = _copy_nodes(connection, path.parent / "csv" / "nodes.csv")
        sent = nodes
        for sent in _relationships(connection, path.parent / "csv" / "relationships.csv", nodes):
            progress(sent, 0)
    except RuntimeError as error:
        raise OutputError(str(error).splitlines()[0][:200], where=place, advice="is it a Ladybug database?") from error
    return Loaded(sent, "nodes and relationships")


def _prepare(connection: Any, target: Target) -> None:
    """No table of a graph stays, if ``replace``; else there must be none."""
    tables = {row[1]: row[2] for row in connection.execute("CALL show_tables() RETURN *").get_all()}
    if tables and not target.replace:
        raise OutputError("a graph is there already", where=target.url, advice="--replace deletes it first")
    for name in sorted(tables, key=lambda name: tables[name] == "NODE"):  # relationships before their nodes
        connection.execute(f"DROP TABLE {name}")


def _copy_nodes(connection: Any, file: Path) -> int:
    connection.execute(NODE_TABLE)
    rows = [
        {
            "id": row.properties["id"],
            "name": row.properties["name"],
            "aliases": row.properties.get("aliases", []),
            "pages": row.properties.get("pages", []),
            "label": row.labels[-1],
        }
        for row in read_rows(file)
    ]
    import pyarrow as pa

    if rows:
        text = pa.string()
        schema = [("id", text), ("name", text), ("aliases", pa.list_(text)), ("pages", pa.list_(text)), ("label", text)]
        table = pa.Table.from_pylist(rows, schema=pa.schema(schema))
        connection.execute("COPY Entity FROM $rows", {"rows": table})
    return len(rows)


def _relationships(connection: Any, file: Path, sent: int) -> Iterator[int]:
    """Each type in a COPY of its own; the count so far after each."""
    by_type: dict[str, list[dict[str, Any]]] = {}
    for row in read_rows(file):
        by_type.setdefault(row.labels[0], []).append({"from": row.start, "to": row.end, **row.properties})
    import pyarrow as pa

    text, number = pa.string(), pa.float64()
    kinds = {"weight": number, "confidence": number}
    columns = ("from", "to", "id", "title", "weight", "date", "confidence", "rule", "sentence", "page", "article")
    schema = pa.schema([(name, kinds.get(name, text)) for name in columns])
    for type_, rows in sorted(by_type.items()):
        connection.execute(RELATIONSHIP_TABLE.format(type=type_))
        table = pa.Table.from_pylist(rows, schema=schema)
        connection.execute(f"COPY {type_} FROM $rows", {"rows": table})
        sent += len(rows)
        yield sent
