"""Loading into Neo4j (or what speaks its protocol) over Bolt, by the official driver, constraints first, in batches.

Nodes and relationships are merged by id: a batch that is sent twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import OutputError
from kg.load.table import Row, read_rows
from kg.load.target import Loaded, Progress, Target

if TYPE_CHECKING:
    from neo4j import Driver

T = TypeVar("T")
#: Rows a transaction carries.
BATCH = 5_000
CONSTRAINT = "CREATE CONSTRAINT kg_{label}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
CLEAR = "MATCH (n:{label}) CALL {{ WITH n DETACH DELETE n }} IN TRANSACTIONS OF 10000 ROWS"
NODE = "UNWIND $rows AS row MERGE (n:{key} {{id: row.id}}) SET n = row, n:{labels}"
RELATIONSHIP = (
    "UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
    "MERGE (a)-[r:{type} {{id: row.id}}]->(b) SET r = row.properties"
)
FOREIGN = "MATCH (n:Entity) WHERE NOT n.id IN $ids RETURN n.id AS id LIMIT 1"
#: Relationship type of evidence -> labels at its ends.
EVIDENCE_ENDS = {
    "ON_PAGE": ("Article", "Page"),
    "IN_ARTICLE": ("Sentence", "Article"),
    "MENTIONS": ("Sentence", "Entity"),
}


def load(path: Path, target: Target, progress: Progress) -> Loaded:
    """Load the csv folder beside the Turtle file.

    Raises:
        InputError: the csv folder is missing.
        OutputError: the driver is missing, the database cannot be reached, refuses, or holds another graph.
    """
    folder = path.parent / "csv"
    nodes = list(read_rows(folder / "nodes.csv"))
    driver = _driver(target)
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        with driver:
            _prepare(driver, target, nodes)
            sent = _nodes(driver, nodes)
            sent = _relationships(driver, folder / "relationships.csv", sent, progress)
            if target.evidence:
                _evidence(driver, folder)
    except (DriverError, Neo4jError) as error:
        raise OutputError(_said(error), where=target.url, advice=_advice(error)) from error
    return Loaded(sent, "nodes and relationships")


def _driver(target: Target) -> Driver:
    try:
        from neo4j import GraphDatabase
    except ImportError as error:
        advice = "install it: pip install 'zhuzhou-kg[graphdb]'"
        raise OutputError("the Neo4j driver is not installed", where=target.url, advice=advice) from error
    auth = (target.user, target.password) if target.user else None
    return GraphDatabase.driver(target.url, auth=auth, connection_timeout=10, max_transaction_retry_time=30)


def _run(driver: Driver, query: str, rows: list[dict[str, Any]]) -> None:
    with driver.session() as session:
        session.execute_write(lambda tx: tx.run(query, rows=rows).consume())


def _prepare(driver: Driver, target: Target, nodes: Iterable[Row]) -> None:
    """Constraints; an empty database where it is asked for; nothing of another graph in it."""
    labels = ["Entity", *({"Page", "Article", "Sentence"} if target.evidence else [])]
    for label in sorted(labels):
        driver.execute_query(CONSTRAINT.format(label=label))
    if target.replace:
        with driver.session() as session:
            for label in ("Entity", "Sentence", "Article", "Page"):
                session.run(CLEAR.format(label=label)).consume()
        return
    foreign = driver.execute_query(FOREIGN, ids=[row.properties["id"] for row in nodes]).records
    if foreign:
        problem = f"another graph is there (it has {foreign[0]['id']}, this one has not)"
        raise OutputError(problem, where=target.url, advice="--replace deletes it first")


def _nodes(driver: Driver, nodes: Iterable[Row], key: str = "Entity") -> int:
    by_labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in nodes:
        by_labels[":".join(row.labels)].append(row.properties)
    for labels, rows in sorted(by_labels.items()):
        for batch in _batches(rows):
            _run(driver, NODE.format(key=key if key in labels else labels, labels=labels), batch)
    return sum(map(len, by_labels.values()))


def _relationships(driver: Driver, path: Path, sent: int, progress: Progress) -> int:
    for batch in _batches(read_rows(path)):
        for type_, rows in sorted(_by_type(batch).items()):
            _run(driver, RELATIONSHIP.format(type=type_, start="Entity", end="Entity"), rows)
        sent += len(batch)
        progress(sent, 0)
    return sent


def _evidence(driver: Driver, folder: Path) -> None:
    for batch in _batches(read_rows(folder / "evidence_nodes.csv")):
        _nodes(driver, batch)
    for batch in _batches(read_rows(folder / "evidence_relationships.csv")):
        for type_, rows in sorted(_by_type(batch).items()):
            start, end = EVIDENCE_ENDS[type_]
            _run(driver, RELATIONSHIP.format(type=type_, start=start, end=end), rows)


def _by_type(rows: Iterable[Row]) -> Mapping[str, list[dict[str, Any]]]:
    by_type: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        id_ = row.properties.get("id", f"{row.start} {row.end}")
        properties = {**row.properties, "id": id_}
        by_type[row.labels[0]].append({"start": row.start, "end": row.end, "id": id_, "properties": properties})
    return by_type


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _said(error: Exception) -> str:
    return str(getattr(error, "message", None) or error).splitlines()[0][:200]


def _advice(error: Exception) -> str:
    name = type(error).__name__
    if name == "AuthError":
        return "set KG_LOAD_USER and KG_LOAD_PASSWORD"
    if name in {"ServiceUnavailable", "SessionExpired"}:
        return "is the server up, and the port right?"
    return "look into the server's log; running the command again goes on where it stopped"
