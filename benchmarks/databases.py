"""Loading by ``kg load`` into servers of this machine: triples a second into Oxigraph over HTTP, beside one upload of
the whole file; relationships a second into Neo4j over Bolt. Left out where the servers are not installed.

Bounds: 20,000 triples and 5,000 relationships a second.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
import requests

from benchmarks.row import Row
from kg.export import property_graph, turtle
from kg.load.registry import load
from kg.load.table import Tables
from kg.load.target import Target, parse_target
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.databases import servers
from tests.databases.targets import triple_store
from tests.export.invented import large

THINGS, FACTS = 2_000, 20_000
#: The servers are warm after a few.
REPEATS = 5
TRIPLES, RELATIONSHIPS = 20_000, 5_000


def rows(data: Path) -> list[Row]:
    """One row a way of loading."""
    found: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        path = _written(Path(folder))
        for measure in (_oxigraph, _neo4j):
            try:
                found += measure(path)
            except servers.Missing as missing:
                print(f"benchmarks: {missing}", file=sys.stderr)
    return found


def _written(folder: Path) -> Path:
    (folder / "csv").mkdir()
    graph, ontology, settings = large(THINGS, FACTS), load_ontology(find_ontology(None)), Settings()
    turtle.write_turtle(graph, ontology, settings, folder / "g.ttl")
    property_graph.write_nodes(graph, ontology, settings, folder / "csv" / "nodes.csv")
    property_graph.write_relationships(graph, ontology, settings, folder / "csv" / "relationships.csv")
    for kind, write in (
        ("nodes", property_graph.write_evidence_nodes),
        ("relationships", property_graph.write_evidence_relationships),
    ):
        write(graph, ontology, settings, folder / "csv" / f"evidence_{kind}.csv")
    return folder / "g.ttl"


def _seconds(graph: Path, target: Target) -> float:
    """The least of several loads, each from when the database is emptied to the end."""
    found = []
    for _ in range(REPEATS):
        began: list[float] = []
        load(graph, target, lambda sent, total, began=began: began.append(time.perf_counter()))
        found.append(time.perf_counter() - began[0])
    return min(found)


def _least(run: Callable[[], float]) -> float:
    return min(run() for _ in range(REPEATS))


def _oxigraph(graph: Path) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, servers.oxigraph(Path(folder)) as server:
        address = triple_store("oxigraph", server).address

        def upload() -> float:
            requests.delete(address.removeprefix("sparql+"), timeout=600)
            start, kind = time.perf_counter(), {"Content-Type": "text/turtle"}
            answer = requests.post(address.removeprefix("sparql+"), graph.read_bytes(), headers=kind, timeout=600)
            answer.raise_for_status()
            return time.perf_counter() - start

        whole, seconds = _least(upload), _seconds(graph, parse_target(address, replace=True))
    count = sum(1 for _ in ox.parse(path=str(graph), format=ox.RdfFormat.TURTLE))
    speed = count / seconds
    yield Row("triples loaded", count, "triples")
    yield Row("into Oxigraph over HTTP", speed, "triples/s", f"{TRIPLES:,}", speed / TRIPLES)
    yield Row("into Oxigraph over HTTP", speed, "triples/s", "one upload of the file", whole / seconds)


def _neo4j(graph: Path) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        (home := Path(folder) / "neo4j").mkdir()
        (paths := Path(folder) / "paths").mkdir()
        server = stack.enter_context(servers.neo4j(home, servers.classpaths(paths)["neo4j"], servers.FAST))
        seconds = _seconds(graph, parse_target(f"bolt://{server.authority}", replace=True, environment=server.login))
    count = sum(1 for _ in Tables(graph.parent / "csv").relationships())
    yield Row("relationships loaded, their nodes with them", count, "relationships")
    speed = count / seconds
    yield Row("into Neo4j over Bolt", speed, "relationships/s", f"{RELATIONSHIPS:,}", speed / RELATIONSHIPS)
