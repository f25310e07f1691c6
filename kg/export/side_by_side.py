"""RDF files written side by side in one pass over the graph: what several of them say of a page is made once.

What the last build wrote of some things, or of a page, is taken over where all that it was made of is the same.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import fields
from functools import cached_property, partial
from itertools import chain, groupby, starmap
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Protocol, cast

import pyoxigraph as ox

from kg.export.kept import Former, Index, Kept, Terms, Written, mark
from kg.export.page_graphs import PageGraphs
from kg.export.posts import HOLDS
from kg.export.rdf import Triples
from kg.export.terms import RDF, Row, term
from kg.model import CO_OCCURS, Entity, Graph, Page, Source, Statement
from kg.ontology import Ontology
from kg.settings import Settings

#: Rows about posts that are written at once.
ROWS = 1024
#: Things that are written at once, on average: where one comes or goes, others stay together.
THINGS = 8
#: Bytes of a file that are written at once.
BUFFER = 1 << 18
#: In a tally: the count of subjects, and what stands before the IRI of a class.
SUBJECTS, CLASS = "", " "

_TYPE = term(RDF + "type")
#: All that a statement says, and a source.
_STATEMENT = attrgetter(*(f.name for f in fields(Statement)))
#: What tells it from all others on a page that has a seal, and of a co-occurrence all that no page says.
_PLACE = attrgetter("subject", "predicate", "object", "subject_start", "object_start")
_TOGETHER = attrgetter(*(f.name for f in fields(Statement) if f.name != "sentence"))
_SOURCE = attrgetter(*(f.name for f in fields(Source)))
_ARTICLE = attrgetter("id", "headline", "authors", "date")
_ENTITY = attrgetter("id", "types", "name", "replaces")


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

    @property
    def tally(self) -> Counter[str]:
        """IRI of a property -> its triples; of a class, behind CLASS, its things; and SUBJECTS, which come no more."""
        properties = Counter(map(itemgetter(1), self.rows))
        # what is a type is an IRI
        classes = Counter(cast(ox.NamedNode, object_) for _, predicate, object_ in self.rows if predicate is _TYPE)
        tally = Counter({node.value: count for node, count in properties.items()})
        tally.update({CLASS + node.value: count for node, count in classes.items()})
        tally[SUBJECTS] = sum(1 for _ in groupby(self.rows, key=itemgetter(0)))
        return tally


class Part(Protocol):
    """A part of the graph that files have one after another.

    Attributes:
        made_of: a hash of all that goes into it; b"" where it is made each time.
        own: the triples that are of no other part.
    """

    @property
    def made_of(self) -> bytes: ...  # noqa: D102
    @property
    def own(self) -> Piece: ...  # noqa: D102

    def text(self, sheet: Sheet) -> bytes:
        """What a file has of it."""
        ...


class Things:
    """What all pages say of some things.

    Args:
        rows: makes it.
    """

    def __init__(self, rows: Callable[[], Iterable[Row]], whole: Pass, made_of: bytes = b"") -> None:
        self.made_of = made_of
        self._rows, self._whole = rows, whole

    @cached_property
    def own(self) -> Piece:
        """All of it."""
        return self._whole.piece(self._rows())

    def text(self, sheet: Sheet) -> bytes:
        """Nothing where there is a graph for each page."""
        return b"" if sheet.by_page else sheet.thing(self.own)


class PageRows:
    """What a page says.

    Attributes:
        node: its IRI, the name of its graph.
    """

    def __init__(self, page: Page, whole: Pass) -> None:
        self._page, self._whole = page, whole
        self._all = whole.triples.by_page.on(page.id)
        self._related = [s for s in self._all if whole.triples.related(s)]
        self.node = whole.triples.page_node(page.id)

    @cached_property
    def own(self) -> Piece:
        """The page, its articles, its statements and their sentences."""
        return self._whole.piece(self._whole.triples.record(self._page, self._said))

    @cached_property
    def named(self) -> Piece:
        """The things that it names and the posts that it tells of, as far as it does: the rest of its graph."""
        return self._whole.piece(self._whole.graphs.named(self._page.id, self._things, self._said))

    @cached_property
    def made_of(self) -> bytes:
        """Of the page's file and its statements, of what these name, and of the posts that they tell of."""
        page, ends = self._page, self._whole.triples.ends
        place = page.seal or (page.raw, page.offsets.typecode, page.offsets.tobytes())
        said = [(self._statement(s), ends(s)) for s in self._related]
        things = [(_ENTITY(entity), forms) for entity, forms in self._things]
        told = self._whole.triples.posts.told({s.id: s for s in self._related if s.predicate == HOLDS})
        return mark(_SOURCE(page.source), place, [_ARTICLE(a) for a in page.articles], said, things, told)

    def _statement(self, s: Statement) -> object:
        """All that it says, or what together with the page's seal does."""
        if not self._page.seal:
            return _STATEMENT(s)
        return _TOGETHER(s) if s.predicate == CO_OCCURS else _PLACE(s)

    def text(self, sheet: Sheet) -> bytes:
        """As the file has pages."""
        return sheet.page(self)

    @cached_property
    def _said(self) -> dict[str, Statement]:
        return self._whole.triples.statements(self._page.id)

    @cached_property
    def _things(self) -> list[tuple[Entity, list[str]]]:
        return self._whole.graphs.things(self._page.id, self._all)


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

    def things(self) -> Iterator[Part]:
        """Entities with their relations, and posts in time; all that is said of one stands in one part."""
        for group in _groups(self.triples.entities()):
            said = [(entity, self.triples.relations(entity)) for entity in group]
            made_of = mark([(_ENTITY(e), e.aliases, e.pages, facts) for e, facts in said])
            yield Things(partial(self._entities, said), self, made_of)
        rows: list[Row] = []
        for row in self.triples.posts.all():
            if len(rows) >= ROWS and row[0] != rows[-1][0]:
                yield Things(partial(iter, rows), self)
                rows = []
            rows.append(row)
        yield Things(partial(iter, rows), self)

    def _entities(self, said: Iterable[tuple[Entity, list[Any]]]) -> Iterator[Row]:
        for entity, facts in said:
            yield from self.triples.entity(entity, pages=entity.pages, forms=entity.aliases, facts=facts)

    def pages(self) -> Iterator[PageRows]:
        """Each page, in the graph's order."""
        return (PageRows(page, self) for page in self.triples.graph.pages)


def _groups(entities: Iterable[Entity]) -> Iterator[list[Entity]]:
    """Runs of entities, whose ends their ids decide."""
    group: list[Entity] = []
    for entity in entities:
        group.append(entity)
        if zlib.crc32(entity.id.encode("utf-8", "surrogatepass")) % THINGS == 0:
            yield group
            group = []
    if group:
        yield group


class Sheet(Protocol):
    """How a file says what the graph has.

    Attributes:
        by_page: whether it has a graph for each page, in which things stand as far as the page names them.
        between: what parts one part from the next.
        head: what comes first.
    """

    by_page: ClassVar[bool]
    between: ClassVar[bytes]
    head: bytes

    def thing(self, said: Piece) -> bytes:
        """What all pages say of some things; never asked where there is a graph for each page."""
        ...

    def page(self, said: PageRows) -> bytes:
        """What it has of a page."""
        ...

    def tail(self, tally: Counter[str]) -> bytes:
        """What comes last, where the default graph has so many triples."""
        ...


#: Begins a file.
Begin = Callable[[Pass], Sheet]


class _Open:
    """A file while it is written.

    Attributes:
        size: bytes that are written.
    """

    def __init__(self, sheet: Sheet, out: BinaryIO) -> None:
        self.sheet, self.size, self._out, self._begun = sheet, 0, out, False
        self.write(sheet.head)

    def add(self, text: bytes) -> int:
        """Write a part; where it begins."""
        if not text:
            return self.size
        if self._begun:
            self.write(self.sheet.between)
        self._begun = True
        start = self.size
        self.write(text)
        return start

    def write(self, text: bytes) -> None:
        """Write what is no part."""
        self.size += self._out.write(text)


def write_sheets(
    graph: Graph,
    ontology: Ontology,
    settings: Settings,
    sheets: Sequence[tuple[Begin, Path]],
    kept: Kept | None = None,
) -> None:
    """Write several files side by side.

    Args:
        kept: where what the last build wrote is; the index of this one is written beside it.

    Raises:
        OSError: one cannot be written.
    """
    whole = Pass(graph, ontology, settings)
    with ExitStack() as stack:
        files = [_Open(begin(whole), stack.enter_context(path.open("wb", BUFFER))) for begin, path in sheets]
        former = Former(kept, stack)
        terms, total = Terms(former.terms), Counter[int]()
        index = Index(kept, stack.enter_context(kept.temporary.open("wb"))) if kept else None
        things = whole.things() if any(not file.sheet.by_page for file in files) else ()
        for part in chain(things, whole.pages()):
            written = (former.find(part.made_of) if kept else None) or _written(part, files, terms)
            starts = [file.add(text) for file, text in zip(files, written.texts, strict=True)]
            for number, count in written.counts:
                total[number] += count
            if index and part.made_of:
                index.add(part.made_of, written, starts)
        for file in files:
            file.write(file.sheet.tail(terms.named(total)))
        if index:
            index.end(terms)


def _written(part: Part, files: Iterable[_Open], terms: Terms) -> Written:
    return Written([part.text(file.sheet) for file in files], terms.numbered(part.own.tally))


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
