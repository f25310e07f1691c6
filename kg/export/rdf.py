"""The graph as Turtle, in the shapes that queries rely on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.model import IS_A, Article, Graph, Page, Statement
from kg.ontology import KG, Ontology
from kg.settings import Settings

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"kg": KG, "rdf": RDF, "skos": SKOS, "dcterms": DCTERMS, "xsd": XSD}
A = ox.NamedNode(RDF + "type")


def write_turtle(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the default graph as Turtle."""
    with path.open("wb") as out:
        ox.serialize(triples(graph, settings.base), out, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def kg(name: str) -> ox.NamedNode:
    """A term of the ontology."""
    return ox.NamedNode(KG + name)


def zh(text: str) -> ox.Literal:
    """A Chinese literal."""
    return ox.Literal(text, language="zh")


def triples(graph: Graph, base: str) -> Iterator[ox.Triple]:
    """All triples, entity by entity, then pages, articles and statements, in the graph's own order."""

    def iri(key: str) -> ox.NamedNode:
        return ox.NamedNode(f"{base}id/{key}")

    for entity in graph.entities:
        node = iri(entity.id)
        yield from (ox.Triple(node, A, kg(t)) for t in entity.types)
        yield ox.Triple(node, ox.NamedNode(SKOS + "prefLabel"), zh(entity.name))
        yield from (ox.Triple(node, ox.NamedNode(SKOS + "altLabel"), zh(alias)) for alias in entity.aliases)
        yield from (ox.Triple(node, kg("mentionedOn"), iri(f"page/{p}")) for p in entity.pages)
    for page in graph.pages:
        yield from _page(page, iri(f"page/{page.id}"))
        for article in page.articles:
            yield from _article(article, iri(f"article/{article.id}"), iri(f"page/{page.id}"))
    for statement in graph.relations():
        subject, object_ = (iri(graph.canonical[x]) for x in (statement.subject, statement.object))
        yield ox.Triple(subject, kg(statement.predicate), object_)
        yield from _statement(statement, iri(f"statement/{statement.id}"), subject, object_)
        yield ox.Triple(iri(f"statement/{statement.id}"), kg("statedOn"), iri(f"page/{statement.page}"))


def _page(page: Page, node: ox.NamedNode) -> Iterator[ox.Triple]:
    yield ox.Triple(node, A, kg("Page"))
    yield ox.Triple(node, ox.NamedNode(DCTERMS + "identifier"), ox.Literal(page.id))
    if page.source.date:
        yield ox.Triple(node, ox.NamedNode(DCTERMS + "date"), ox.Literal(page.source.date))


def _article(article: Article, node: ox.NamedNode, page: ox.NamedNode) -> Iterator[ox.Triple]:
    yield ox.Triple(node, A, kg("Article"))
    yield ox.Triple(node, ox.NamedNode(DCTERMS + "isPartOf"), page)
    yield ox.Triple(node, ox.NamedNode(DCTERMS + "title"), zh(article.headline))
    yield from (ox.Triple(node, ox.NamedNode(DCTERMS + "creator"), ox.Literal(author)) for author in article.authors)


def _statement(s: Statement, node: ox.NamedNode, subject: ox.NamedNode, object_: ox.NamedNode) -> Iterator[ox.Triple]:
    assert s.predicate != IS_A
    yield ox.Triple(node, A, ox.NamedNode(RDF + "Statement"))
    yield ox.Triple(node, ox.NamedNode(RDF + "subject"), subject)
    yield ox.Triple(node, ox.NamedNode(RDF + "predicate"), kg(s.predicate))
    yield ox.Triple(node, ox.NamedNode(RDF + "object"), object_)
    if s.title:
        yield ox.Triple(node, kg("title"), zh(s.title))
