"""The graph as TriG and N-Quads with one named graph a page, so that a page is replaced by dropping its graph."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import starmap
from pathlib import Path

import pyoxigraph as ox

from kg.export.rdf import Triples
from kg.export.terms import Row
from kg.model import IS_A, Entity, Graph, Page
from kg.ontology import Ontology
from kg.settings import Settings

#: Of gzip: a fifth of the time of 9, for files a quarter larger.
LEVEL = 3


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
    named_on: dict[str, list[Entity]] = defaultdict(list)
    for entity in triples.entities:
        for page_id in entity.pages:
            named_on[page_id].append(entity)
    forms = Forms(triples.graph)
    for page in triples.graph.pages:
        yield page.id, _said(triples, page, named_on[page.id], forms)


def _said(triples: Triples, page: Page, entities: Iterable[Entity], forms: Forms) -> Iterator[Row]:
    facts = triples.facts(triples.statements[page.id].values())
    for entity in entities:
        used = forms.on(entity, page.id)
        yield from triples.entity(entity, pages=[page.id], forms=used, facts=facts.get(entity.id, []))
    yield from triples.posts.on(page.id)
    yield from triples.record(page)


class Forms:
    """Which of an entity's other forms each page uses, as the statements of type say."""

    def __init__(self, graph: Graph) -> None:
        self._used: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._anywhere: dict[str, set[str]] = defaultdict(set)
        for s in graph.statements:
            if s.predicate == IS_A and s.subject in graph.canonical:
                entity = graph.canonical[s.subject]
                self._used[entity, s.page] |= {s.subject_surface, s.subject_name}
                self._anywhere[entity] |= {s.subject_surface, s.subject_name}

    def on(self, entity: Entity, page: str) -> list[str]:
        """The forms for one page, in the entity's order."""
        used, anywhere = self._used.get((entity.id, page), set()), self._anywhere.get(entity.id, set())
        return [form for form in entity.aliases if form in used or form not in anywhere]
