"""The graph as TriG and N-Quads with one named graph a page, so that a page is replaced by dropping its graph."""

from __future__ import annotations

import gzip
import itertools
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.export.rdf import Triples
from kg.model import IS_A, Entity, Graph
from kg.ontology import Ontology
from kg.settings import Settings


def write_trig(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the pages' graphs as TriG."""
    triples = Triples(graph, ontology, settings.base)
    with path.open("wb") as out:
        ox.serialize(quads(triples), out, format=ox.RdfFormat.TRIG, prefixes=triples.prefixes)


def write_nquads(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the pages' graphs as N-Quads under gzip, without a time or a file name in its head."""
    quads_ = quads(Triples(graph, ontology, settings.base))
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as out:
        ox.serialize(quads_, _binary(out), format=ox.RdfFormat.N_QUADS)


def _binary(out: gzip.GzipFile) -> IO[bytes]:
    return out  # type: ignore[return-value]  # it has all of IO that is used


def quads(triples: Triples) -> Iterator[ox.Quad]:
    """Page by page, what the page says, whole by itself, in a graph whose name is the page's IRI.

    An entity stands in the graph of each page that names it, with its preferred name and the forms that the page uses;
    a form that no page is known to use stands on all of its pages. A post stands in those of the pages that tell of it,
    the first and last sighting each where it was printed. The union of the graphs is the default graph of
    the Turtle.
    """
    named_on: dict[str, list[Entity]] = defaultdict(list)
    for entity in triples.entities:
        for page_id in entity.pages:
            named_on[page_id].append(entity)
    forms = Forms(triples.graph)
    for page in triples.graph.pages:
        name = triples.page_node(page.id)
        facts = triples.facts(triples.statements[page.id].values())
        for entity in named_on[page.id]:
            used = forms.on(entity, page.id)
            for t in triples.entity(entity, pages=[page.id], forms=used, facts=facts.get(entity.id, [])):
                yield ox.Quad(t.subject, t.predicate, t.object, name)
        for t in itertools.chain(triples.posts.on(page.id), triples.record(page)):
            yield ox.Quad(t.subject, t.predicate, t.object, name)


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
