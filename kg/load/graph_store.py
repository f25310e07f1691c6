"""Loading over HTTP into a triple store, in batches of N-Triples: by the SPARQL 1.1 Graph Store Protocol, or by SPARQL
Update where the address takes that alone.

A batch that is sent twice changes nothing, so that a load that was cut off is finished by running it again: the data
has no blank nodes. Sources: https://www.w3.org/TR/sparql11-http-rdf-update/, https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Protocol, cast
from urllib.parse import parse_qs, urlencode, urlsplit

import pyoxigraph as ox
import requests

from kg.load.target import Loaded, Progress, Target, another_graph
from kg.load.wire import Wire

#: Triples a request carries.
BATCH = 20_000
TRIPLES, UPDATE, TSV = "application/n-triples", "application/sparql-update", "text/tab-separated-values"
#: Of a store that takes no triples at this address; then it takes updates.
UNSUPPORTED = 415


def load(path: Path, target: Target, progress: Progress) -> Loaded:
    """Send every triple of the Turtle file; with ``replace`` the graph is emptied first.

    Raises:
        OutputError: the store cannot be reached, refuses the login or the data, or holds another graph.
    """
    subjects, total = _survey(path)
    with Wire(target) as wire:
        graph = _opened(wire, target.url.removeprefix("sparql+"))
        if target.replace:
            graph.clear()
        else:
            foreign = next((iri for iri in graph.subjects() if iri not in subjects), None)
            if foreign is not None:
                raise another_graph(target, foreign)
        sent = 0
        progress(sent, total)
        for body, size in _bodies(path):
            graph.add(body)
            sent += size
            progress(sent, total)
    return Loaded(sent, "triples")


class Graph(Protocol):
    """A graph in a store."""

    def clear(self) -> None:
        """Take everything out of it."""

    def subjects(self) -> Iterator[str]:
        """Subjects of its triples, as far as the store tells."""

    def add(self, body: bytes) -> None:
        """Add triples, as N-Triples."""


def _opened(wire: Wire, url: str) -> Graph:
    """The graph by the protocol that the address takes, which a document without triples finds out."""
    status = wire.send("POST", url, b"# kg load\n", kind=TRIPLES, fine=frozenset({UNSUPPORTED}))
    return ByUpdate(wire, url) if status == UNSUPPORTED else ByGraphStore(wire, url)


class ByGraphStore:
    """A graph at a Graph Store address."""

    def __init__(self, wire: Wire, url: str) -> None:
        self._wire, self._url = wire, url

    def clear(self) -> None:
        """Delete it."""
        self._wire.send("DELETE", self._url, fine=frozenset({404}))

    def subjects(self) -> Iterator[str]:
        """Subjects of what the store sends of it."""
        with self._wire.ask("GET", self._url, headers={"Accept": TRIPLES}) as response:
            if _is(response, TRIPLES):
                quads = ox.parse(input=_body(response), format=ox.RdfFormat.N_TRIPLES)
                yield from (quad.subject.value for quad in quads)

    def add(self, body: bytes) -> None:
        """Post them."""
        self._wire.send("POST", self._url, body, kind=TRIPLES)


class ByUpdate:
    """A graph (that of ``?graph=IRI``, else the default one) of a store with an update address.

    Where that ends in ``update``, a query address is looked for beside it.
    """

    def __init__(self, wire: Wire, url: str) -> None:
        parts = urlsplit(url)
        graph = parse_qs(parts.query).get("graph", [""])[0]
        self._wire = wire
        self._url = parts._replace(query="").geturl()
        self._query = parts._replace(path=parts.path.removesuffix("update") + "query", query="").geturl()
        self._graph = f"GRAPH <{graph}>" if graph else "DEFAULT"
        self._pattern = f"{{ GRAPH <{graph}> {{ %s }} }}" if graph else "{ %s }"

    def clear(self) -> None:
        """Clear it."""
        self._update(f"CLEAR SILENT {self._graph}")

    def subjects(self) -> Iterator[str]:
        """Subjects as the query address lists them."""
        query = urlencode({"query": f"SELECT DISTINCT ?s {self._pattern % '?s ?p ?o'}"})
        with self._wire.ask("GET", f"{self._query}?{query}", headers={"Accept": TSV}) as response:
            if _is(response, TSV):
                rows = ox.parse_query_results(input=_body(response), format=ox.QueryResultsFormat.TSV)
                yield from (row[0].value for row in cast(ox.QuerySolutions, rows))

    def add(self, body: bytes) -> None:
        """Insert them."""
        self._update(f"INSERT DATA {self._pattern % body.decode()}")

    def _update(self, text: str) -> None:
        self._wire.send("POST", self._url, text.encode(), kind=UPDATE)


def _is(response: requests.Response, kind: str) -> bool:
    return response.status_code == 200 and response.headers.get("Content-Type", "").startswith(kind)


def _body(response: requests.Response) -> IO[bytes]:
    response.raw.decode_content = True
    return cast(IO[bytes], response.raw)


def _survey(path: Path) -> tuple[set[str], int]:
    """The subjects of a Turtle file, and how many triples it has."""
    subjects, total = set(), 0
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        subjects.add(quad.subject.value)
        total += 1
    return subjects, total


def _bodies(path: Path) -> Iterator[tuple[bytes, int]]:
    quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    while batch := list(islice(quads, BATCH)):
        out = io.BytesIO()
        ox.serialize((quad.triple for quad in batch), out, format=ox.RdfFormat.N_TRIPLES)
        yield out.getvalue(), len(batch)
