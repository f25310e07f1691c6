"""RDF files written side by side in one pass over the pages: what several of them say of a page is made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from itertools import starmap
from pathlib import Path
from typing import BinaryIO, ClassVar, Protocol

import pyoxigraph as ox

from kg.export.page_graphs import PageGraphs
from kg.export.rdf import Triples
from kg.export.terms import Row, term
from kg.model import Graph, Page
from kg.ontology import Ontology
from kg.settings import Settings

#: Rows about things that are written at once.
ROWS = 1024


class Piece:
    """Triples that several files have, and how each format writes them, made when it is first asked for."""

    def __init__(self, rows: Iterable[Row], prefixes: Mapping[str, str], head: bytes) -> None:
        self.rows = list(rows)
        self._prefixes = prefixes
        self._head = head

    @cached_property
    def turtle(self) -> bytes:
        """As Turtle, without the prefixes."""
        return _serialized(self._triples, ox.RdfFormat.TURTLE, self._prefixes).removeprefix(self._head)

    @cached_property
    def lines(self) -> bytes:
        """As N-Triples."""
        return _serialized(self._triples, ox.RdfFormat.N_TRIPLES)

    @cached_property
    def _triples(self) -> list[ox.Triple]:
        return list(starmap(ox.Triple, self.rows))


class PageRows:
    """What a page says.

    Attributes:
        node: its IRI, the name of its graph.
        own: the page, its articles, its statements and their sentences.
    """

    def __init__(self, page: Page, whole: Pass) -> None:
        self._page, self._whole = page, whole
        self._said = whole.triples.statements(page.id)
        self.node = whole.triples.page_node(page.id)
        self.own = whole.piece(whole.triples.record(page, self._said))

    @cached_property
    def named(self) -> Piece:
        """The things that it names and the posts that it tells of, as far as it does: the rest of its graph."""
        return self._whole.piece(self._whole.graphs.named(self._page, self._said))


class Pass:
    """One pass over a graph.

    Attributes:
        ontology, settings: with which it is written. triples: of the graph. head: the prefixes as Turtle.
    """

    def __init__(self, graph: Graph, ontology: Ontology, settings: Settings) -> None:
        self.ontology, self.settings = ontology, settings
        self.triples = Triples(graph, ontology, settings.base)
        self.head = _head(self.triples.prefixes)

    @cached_property
    def graphs(self) -> PageGraphs:
        """What pages say of things and posts."""
        return PageGraphs(self.triples)

    def piece(self, rows: Iterable[Row]) -> Piece:
        """The rows, to be written."""
        return Piece(rows, self.triples.prefixes, self.head)

    def things(self) -> Iterator[Piece]:
        """Entities with their relations, and posts in time; all that is said of one stands in one piece."""
        rows: list[Row] = []
        for row in self.triples.things():
            if len(rows) >= ROWS and row[0] != rows[-1][0]:
                yield self.piece(rows)
                rows = []
            rows.append(row)
        yield self.piece(rows)

    def pages(self) -> Iterator[PageRows]:
        """Each page, in the graph's order."""
        return (PageRows(page, self) for page in self.triples.graph.pages)


class Sheet(Protocol):
    """A file while it is written.

    Attributes:
        by_page: whether it has a graph for each page, in which things stand as far as the page names them.
    """

    by_page: ClassVar[bool]

    def thing(self, said: Piece) -> None:
        """Write what all pages say of some things; never asked where there is a graph for each page."""
        ...

    def page(self, said: PageRows) -> None:
        """Write what it has of a page."""
        ...

    def end(self) -> None:
        """Write what comes last."""
        ...


#: Begins a file.
Begin = Callable[[Pass, BinaryIO], Sheet]


def write_sheets(graph: Graph, ontology: Ontology, settings: Settings, sheets: Sequence[tuple[Begin, Path]]) -> None:
    """Write several files side by side.

    Raises:
        OSError: one cannot be written.
    """
    whole = Pass(graph, ontology, settings)
    with ExitStack() as files:
        begun = [begin(whole, files.enter_context(path.open("wb"))) for begin, path in sheets]
        if default := [sheet for sheet in begun if not sheet.by_page]:
            for piece in whole.things():
                for sheet in default:
                    sheet.thing(piece)
        for said in whole.pages():
            for sheet in begun:
                sheet.page(said)
        for sheet in begun:
            sheet.end()


def alone(begin: Begin) -> Callable[[Graph, Ontology, Settings, Path], None]:
    """What writes one such file by itself."""

    def write(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
        write_sheets(graph, ontology, settings, [(begin, path)])

    return write


def _serialized(
    triples: Iterable[ox.Triple], format_: ox.RdfFormat, prefixes: Mapping[str, str] | None = None
) -> bytes:
    text = ox.serialize(triples, format=format_, prefixes=dict(prefixes) if prefixes else None)
    assert text is not None  # as nothing was given to write to
    return text


def _head(prefixes: Mapping[str, str]) -> bytes:
    any_ = term("urn:any")
    lines = _serialized([ox.Triple(any_, any_, any_)], ox.RdfFormat.TURTLE, prefixes).splitlines(keepends=True)
    return b"".join(lines[:-1])
