"""Loading into Ladybug, the embedded graph database, by COPY of the csv folder of a build
(read here and handed over as Arrow tables, so that line breaks in quotes need no care).

A node table each for Entity (whose ``label`` is the class) and the kinds of evidence, a relationship table for each
type. All of it is one transaction, which puts the tables in place of those of an earlier load: a load that was cut off
has changed nothing, and one that is done twice neither. Source: https://docs.ladybugdb.com
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import OutputError
from kg.load.table import Row, Tables
from kg.load.target import Loaded, Progress, Target, another_graph

#: Property -> type, of the nodes of each table.
ENTITY = {
    **dict.fromkeys(("id", "name"), "STRING"),
    "aliases": "STRING[]",
    **dict.fromkeys(("first", "last"), "STRING"),
    "pages": "STRING[]",
    "label": "STRING",
}
EVIDENCE = dict.fromkeys(("id", "text", "publication", "date"), "STRING")
NODES = {"Entity": ENTITY, "Page": EVIDENCE, "Article": EVIDENCE, "Sentence": EVIDENCE}
#: Likewise of relationships between entities; those of evidence have their id alone.
RELATIONSHIP = {
    **dict.fromkeys(("id", "title", "from", "to"), "STRING"),
    "weight": "DOUBLE",
    **dict.fromkeys(("value", "date"), "STRING"),
    "confidence": "DOUBLE",
    **dict.fromkeys(("rule", "sentence", "page", "article"), "STRING"),
}
#: Properties that COPY would take for the ends of a relationship -> what they are called until it is done.
ENDS = {"from": "from_", "to": "to_"}


def load(path: Path, target: Target, progress: Progress) -> Loaded:
    """Load the csv folder beside the Turtle file into the database file of the address.

    Raises:
        InputError: the csv folder is missing.
        OutputError: Ladybug is not installed, refuses, or holds another graph.
    """
    try:
        import ladybug
    except ImportError as error:
        advice = "install it: pip install 'zhuzhou-kg[graphdb]'"
        raise OutputError("Ladybug is not installed", where=target.url, advice=advice) from error
    tables = Tables(path.parent / "csv", target.evidence)
    place, total, sent = target.url.removeprefix("ladybug:"), tables.count(), 0
    try:
        with ladybug.Database(place) as database, ladybug.Connection(database) as connection:
            connection.execute("BEGIN TRANSACTION")
            _clear(connection, target, tables)
            progress(sent, total)
            for size in _copy(connection, tables):
                sent += size
                progress(sent, total)
            connection.execute("COMMIT")
    except RuntimeError as error:
        raise OutputError(str(error).splitlines()[0][:200], where=place, advice=_advice(str(error))) from error
    return Loaded(sent, "nodes and relationships")


def _clear(connection: Any, target: Target, tables: Tables) -> None:
    """Drop the tables; without ``replace`` only if all in them comes back."""
    names = {row[1]: row[2] for row in connection.execute("CALL show_tables() RETURN *").get_all()}
    if names and not target.replace:
        ours = tables.node_ids() | tables.relationship_ids()
        for name, kind in sorted(names.items()):
            pattern = f"(x:{name})" if kind == "NODE" else f"()-[x:{name}]->()"
            for [id_] in connection.execute(f"MATCH {pattern} RETURN x.id"):
                if id_ not in ours:
                    raise another_graph(target, id_)
    for name in sorted(names, key=lambda name: names[name] == "NODE"):  # relationships before their nodes
        connection.execute(f"DROP TABLE {name}")


def _copy(connection: Any, tables: Tables) -> Iterator[int]:
    """Make each table and fill it by a COPY of its own; its size after each."""
    for name, rows in _by_table(tables.nodes()):
        columns = NODES[name]
        connection.execute(f"CREATE NODE TABLE {name}({_declared(columns)}, PRIMARY KEY (id))")
        yield _fill(connection, name, columns, [{"label": row.labels[-1], **row.properties} for row in rows])
    for name, rows in _by_table(tables.relationships()):
        start, end = rows[0].ends
        columns = RELATIONSHIP if start == "Entity" else {"id": "STRING"}
        declared = _declared({ENDS.get(column, column): kind for column, kind in columns.items()})
        connection.execute(f"CREATE REL TABLE {name}(FROM {start} TO {end}, {declared})")
        ends = [{"START": row.start, "END": row.end, **row.properties} for row in rows]
        yield _fill(connection, name, {"START": "STRING", "END": "STRING", **columns}, ends)
        for column in ENDS.keys() & columns.keys():
            connection.execute(f"ALTER TABLE {name} RENAME {ENDS[column]} TO `{column}`")


def _by_table(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    tables: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        tables[row.labels[0]].append(row)
    return sorted(tables.items())


def _declared(columns: dict[str, str]) -> str:
    return ", ".join(f"`{name}` {kind}" for name, kind in columns.items())


def _fill(connection: Any, name: str, columns: dict[str, str], rows: list[dict[str, Any]]) -> int:
    import pyarrow as pa

    kinds = {"STRING": pa.string(), "DOUBLE": pa.float64(), "STRING[]": pa.list_(pa.string())}
    schema = pa.schema([(column, kinds[kind]) for column, kind in columns.items()])
    connection.execute(f"COPY {name} FROM $rows", {"rows": pa.Table.from_pylist(rows, schema=schema)})
    return len(rows)


def _advice(text: str) -> str:
    if "version" in text:
        return "load into a new file, or install the version of Ladybug that wrote this one"
    if "lock" in text:
        return "close the program that has it open"
    if "Cannot write" in text or "space" in text:
        return "make room on the disk"
    return "is it a Ladybug database?"
