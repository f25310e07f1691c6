"""Loading into Neo4j (or what speaks its protocol) over Bolt, by the official driver, constraints first, in batches.

Nodes and relationships are merged by id: a batch that is sent twice changes nothing.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import OutputError
from kg.load.table import Row, Tables
from kg.load.target import Loaded, Progress, Target, another_graph

if TYPE_CHECKING:
    from neo4j import Driver

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
RELATIONSHIP = (
    "UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
    "MERGE (a)-[r:{type} {{id: row.properties.id}}]->(b) SET r = row.properties"
)


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
            _prepare(driver, target, tables)
            progress(sent, total)
            for size in _send(driver, tables):
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


def _prepare(driver: Driver, target: Target, tables: Tables) -> None:
    """The right server; constraints; an empty database where it is asked for; nothing of another graph in it."""
    driver.verify_connectivity()
    check_version(driver.get_server_info().agent, target)
    if not target.replace:
        _check_foreign(driver, target, tables)
    for label in KEYS:
        driver.execute_query(CONSTRAINT.format(label=label))
        if target.replace:
            with driver.session() as session:
                session.run(CLEAR.format(label=label)).consume()


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


def _check_foreign(driver: Driver, target: Target, tables: Tables) -> None:
    for query, ours in zip(THERE, (tables.node_ids(), tables.relationship_ids()), strict=True):
        with driver.session() as session:
            foreign = next((record["id"] for record in session.run(query) if record["id"] not in ours), ours)
        if foreign is not ours:
            raise another_graph(target, str(foreign))


def _send(driver: Driver, tables: Tables) -> Iterator[int]:
    """Send everything; the size of each batch after it."""
    for query, rows in _queries(tables):
        with driver.session() as session:
            session.execute_write(_run, query, rows)
        yield len(rows)


def _run(tx: Any, query: str, rows: list[dict[str, Any]]) -> None:
    tx.run(query, rows=rows).consume()


def _queries(tables: Tables) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Nodes before relationships, each batch of one kind."""
    for batch in _batches(tables.nodes()):
        for labels, rows in _by(batch, lambda row: row.labels):
            query = NODE.format(key=labels[0], labels=":".join(labels))
            yield query, [row.properties for row in rows]
    for batch in _batches(tables.relationships()):
        for (type_, start, end), rows in _by(batch, lambda row: (*row.labels, *row.ends)):
            query = RELATIONSHIP.format(type=type_, start=start, end=end)
            yield query, [{"start": r.start, "end": r.end, "properties": r.properties} for r in rows]


def _by(rows: Iterable[Row], key: Callable[[Row], tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    yield from sorted(groups.items())


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
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
