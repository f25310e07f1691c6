"""Loading into Neo4j (or what speaks its protocol) over Bolt, by the official driver, constraints first, in batches.

Nodes are merged by id, relationships created where their id is not there yet, else merged: a load that is done twice
changes nothing, and one that was cut off is finished by running it again.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import OutputError
from kg.load.table import Row, Tables
from kg.load.target import Loaded, Progress, Target, another_graph

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

T = TypeVar("T")
#: Rows a transaction carries.
BATCH = 5_000
#: Seconds to connect, to have a connection that speaks Bolt, and to try again what is transient.
CONNECT, ACQUIRE, RETRY = 10, 20, 30
#: The oldest major version whose Cypher this is.
OLDEST = 5
#: Every node has one of these labels, and an id that is its alone there.
KEYS = ("Entity", "Sentence", "Article", "Page")
CONSTRAINT = "CREATE CONSTRAINT kg_{label}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
CLEAR = "MATCH (n:{label}) CALL {{ WITH n DETACH DELETE n }} IN TRANSACTIONS OF 10000 ROWS"
THERE = (
    "MATCH (n:Entity|Sentence|Article|Page) RETURN n.id AS id",
    "MATCH (:Entity|Sentence|Article)-[r]->(:Entity|Article|Page) RETURN r.id AS id",
)
NODE = "UNWIND $rows AS row MERGE (n:{key} {{id: row.id}}) SET n = row, n:{labels}"
ENDS = "UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
#: Merging looks through all relationships of the node at the start, which takes long where it is a hub.
CREATE = ENDS + "CREATE (a)-[r:{type}]->(b) SET r = row.properties"
MERGE = ENDS + "MERGE (a)-[r:{type} {{id: row.properties.id}}]->(b) SET r = row.properties"


def load(path: Path, target: Target, progress: Progress) -> Loaded:
    """Load the csv folder beside the Turtle file.

    Raises:
        InputError: the csv folder is missing.
        OutputError: the driver is missing; the database cannot be reached, refuses, is too old or holds another graph.
    """
    tables = Tables(path.parent / "csv", target.evidence)
    total, sent = tables.count(), 0
    driver = _driver(target)
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        with driver:
            there = _prepare(driver, target, tables)
            progress(sent, total)
            for size in _send(driver, tables, there):
                sent += size
                progress(sent, total)
    except (DriverError, Neo4jError) as error:
        raise OutputError(_said(error), where=target.url, advice=_advice(error)) from error
    return Loaded(sent, "nodes and relationships")


def _driver(target: Target) -> Driver:
    try:
        from neo4j import GraphDatabase
    except ImportError as error:
        advice = "install it: pip install 'zhuzhou-kg[graphdb]'"
        raise OutputError("the Neo4j driver is not installed", where=target.url, advice=advice) from error
    logging.getLogger("neo4j.notifications").setLevel(logging.ERROR)  # an empty database has no property called id
    auth = (target.user, target.password) if target.user else None
    return GraphDatabase.driver(
        target.url,
        auth=auth,
        connection_timeout=CONNECT,
        connection_acquisition_timeout=ACQUIRE,
        max_transaction_retry_time=RETRY,
    )


def _prepare(driver: Driver, target: Target, tables: Tables) -> set[str]:
    """The right server; constraints; an empty database where it is asked for; nothing of another graph in it.

    Returns the ids of the relationships that are there.
    """
    driver.verify_connectivity()
    check_version(driver.get_server_info().agent, target)
    there = set() if target.replace else _there(driver, target, tables)
    for label in KEYS:
        driver.execute_query(CONSTRAINT.format(label=label))
        if target.replace:
            with driver.session() as session:
                session.run(CLEAR.format(label=label)).consume()
    return there


def check_version(agent: str, target: Target) -> None:
    """Nothing, if the server is new enough.

    Args:
        agent: what the server calls itself (``Neo4j/5.26.0``); other products are let through.

    Raises:
        OutputError: it is too old.
    """
    found = re.fullmatch(r"Neo4j/(\d+)\..*", agent)
    if found and int(found[1]) < OLDEST:
        raise OutputError(f"{agent} is too old", where=target.url, advice=f"load into Neo4j {OLDEST} or newer")


def _there(driver: Driver, target: Target, tables: Tables) -> set[str]:
    there: set[str] = set()
    for query, ours in zip(THERE, (tables.node_ids(), tables.relationship_ids()), strict=True):
        with driver.session() as session:
            there = {record["id"] for record in session.run(query)}
        if foreign := there - ours:
            raise another_graph(target, min(map(str, foreign)))
    return there


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one kind for a transaction.

    Attributes:
        first: the query that sends them the first time. again: where the first time may have come through.
    """

    first: str
    again: str
    rows: list[dict[str, Any]]


def _send(driver: Driver, tables: Tables, there: set[str]) -> Iterator[int]:
    """Send everything; the size of each batch after it."""
    for batch in chain(_nodes(tables), _relationships(tables, there)):
        yield _commit(driver, batch)


def _commit(driver: Driver, batch: Batch) -> int:
    from neo4j.exceptions import IncompleteCommit

    queries = chain([batch.first], repeat(batch.again))

    def run(tx: ManagedTransaction) -> None:
        tx.run(next(queries), rows=batch.rows).consume()

    with driver.session() as session:
        try:
            session.execute_write(run)
        except IncompleteCommit:  # whether it came through is not known
            session.execute_write(run)
    return len(batch.rows)


def _nodes(tables: Tables) -> Iterator[Batch]:
    for part in _parts(tables.nodes()):
        for labels, rows in _by(part, lambda row: row.labels):
            query = NODE.format(key=labels[0], labels=":".join(labels))
            yield Batch(query, query, [row.properties for row in rows])


def _relationships(tables: Tables, there: set[str]) -> Iterator[Batch]:
    for part in _parts(tables.relationships()):
        for (type_, start, end, known), rows in _by(part, lambda row: _kind(row, there)):
            create, merge = (query.format(type=type_, start=start, end=end) for query in (CREATE, MERGE))
            sent = [{"start": r.start, "end": r.end, "properties": r.properties} for r in rows]
            yield Batch(merge if known else create, merge, sent)


def _kind(row: Row, there: set[str]) -> tuple[str, ...]:
    return (*row.labels, *row.ends, "known" if row.properties["id"] in there else "")


def _by(rows: Iterable[Row], key: Callable[[Row], tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    yield from sorted(groups.items())


def _parts(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _said(error: Exception) -> str:
    return str(getattr(error, "message", None) or error).splitlines()[0][:200]


def _advice(error: Exception) -> str:
    name, text = type(error).__name__, str(error)
    if name == "AuthError":
        return "set KG_LOAD_USER and KG_LOAD_PASSWORD"
    if "does not support communication" in text or "handshake" in text.lower() or "HTTP" in text:
        return f"name the Bolt port of a Neo4j {OLDEST} or newer"
    if name in {"ServiceUnavailable", "SessionExpired"}:
        return "is the server up, and the port right?"
    return "look into the server's log"
