"""The graph as TriG and N-Quads with one named graph a page, so that a page is replaced by dropping its graph."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache, partial
from itertools import starmap
from pathlib import Path

import pyoxigraph as ox

from kg.export.rdf import Triples
from kg.export.shelf import Shelf
from kg.export.terms import Row
from kg.model import IS_A, Entity, Graph, Page, Statement
from kg.ontology import Ontology
from kg.settings import Settings

#: Of gzip: a fifth of the time of 9, for files a quarter larger.
LEVEL = 3
#: Things whose forms are kept for when they come again.
ENTITIES = 1024


def write_trig(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the pages' graphs as TriG."""
    triples = Triples(graph, ontology, settings.base)
    head = b""
    with path.open("wb") as out:
        for page, said in page_rows(triples):
            turtle = ox.serialize(starmap(ox.Triple, said), format=ox.RdfFormat.TURTLE, prefixes=triples.prefixes)
            assert turtle is not None  # as nothing was given to write to
            if not head:
                head = b"".join(line for line in turtle.splitlines(True) if line.startswith(b"@prefix "))
                out.write(head)
            out.write(b"%s {\n%s}\n" % (str(triples.page_node(page)).encode(), turtle.removeprefix(head)))


def write_nquads(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the pages' graphs as N-Quads under gzip, without a time or a file name in its head."""
    triples = Triples(graph, ontology, settings.base)
    with path.open("wb") as file, gzip.GzipFile("", "wb", LEVEL, file, mtime=0) as out:
        out.writelines(page_lines(triples))


def page_lines(triples: Triples) -> Iterator[bytes]:
    """The N-Quads of each page; a term's text is what N-Quads write for it."""
    for page, said in page_rows(triples):
        yield "".join(_lines(said, f" {triples.page_node(page)} .\n")).encode()


def _lines(rows: Iterable[Row], end: str) -> Iterator[str]:
    last, subject_text = None, ""
    for subject, predicate, object_ in rows:
        if subject is not last:  # several rows in a row are of one subject
            last, subject_text = subject, str(subject)
        yield f"{subject_text} {predicate} {object_}{end}"


def page_rows(triples: Triples) -> Iterator[tuple[str, Iterator[Row]]]:
    """Page by page its id and what it says, whole by itself; the page's IRI is the name of its graph.

    An entity stands in the graph of each page that names it, with its preferred name and the forms that the page uses;
    a form that no page is known to use stands on all of its pages. A post stands in those of the pages that tell of it,
    the first and last sighting each where it was printed. The union of the graphs is the default graph of the Turtle.
    """
    named = ((page, n) for n, entity in enumerate(triples.graph.entities) for page in entity.pages)
    named_on, forms = Shelf(named, 2), Forms(triples.graph)
    for page in triples.graph.pages:
        entities = [triples.graph.entities[n] for (n,) in named_on.find(page.id)]
        yield page.id, _said(triples, page, (e for e in entities if triples.has(e.id)), forms)


def _said(triples: Triples, page: Page, entities: Iterable[Entity], forms: Forms) -> Iterator[Row]:
    said = triples.statements(page.id)
    facts, used = triples.facts(said.values()), forms.used(triples.by_page.on(page.id))
    for entity in entities:
        named = forms.of(entity, used.get(entity.id, ()))
        yield from triples.entity(entity, pages=[page.id], forms=named, facts=facts.get(entity.id, []))
    yield from triples.posts.on(said)
    yield from triples.record(page, said)


class Forms:
    """Which of an entity's other forms each page uses, as the statements of type say."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._seen = Shelf(self._seen_anywhere(), 2)
        self._unseen = lru_cache(ENTITIES)(partial(_unseen, graph, self._seen))

    def used(self, said: Iterable[Statement]) -> dict[str, set[str]]:
        """Entity id -> the forms that these statements of a page use."""
        used: dict[str, set[str]] = defaultdict(set)
        for s in said:
            if s.predicate == IS_A and (entity := self._graph.canonical.get(s.subject)):
                used[entity] |= {s.subject_surface, s.subject_name}
        return used

    def of(self, entity: Entity, used: Container[str]) -> list[str]:
        """The forms for one page, in the entity's order."""
        return [form for form in entity.aliases if form in used or form in self._unseen(entity.id)]

    def _seen_anywhere(self) -> Iterator[tuple[str, str]]:
        for s in self._graph.statements:
            entity = self._graph.by_id.get(self._graph.canonical.get(s.subject, ""))
            if s.predicate == IS_A and entity:
                yield from ((entity.id, form) for form in {s.subject_surface, s.subject_name} if form in entity.aliases)


def _unseen(graph: Graph, seen: Shelf, entity: str) -> frozenset[str]:
    """The forms of an entity that no page is known to use."""
    return frozenset(graph.by_id[entity].aliases) - {form for (form,) in seen.find(entity)}
