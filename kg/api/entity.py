"""One thing of a built graph, with what is said of it and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import KG
from kg.query.graph import ask

_FACTS = """SELECT ?statement ?subject ?subject_name ?p ?object ?object_name ?title ?date ?page ?headline ?sentence
    ?confidence ?rule {
  VALUES_HERE
  { ?statement rdf:subject ?thing } UNION { ?statement rdf:object ?thing }
  ?statement a kg:Statement ; rdf:subject ?subject ; rdf:predicate ?p ; rdf:object ?object ;
    kg:statedOn/dcterms:identifier ?page ; kg:evidence/kg:text ?sentence ; kg:confidence ?confidence ; kg:rule ?rule .
  ?subject skos:prefLabel ?subject_name .
  ?object skos:prefLabel ?object_name .
  OPTIONAL { ?statement kg:title ?title }
  OPTIONAL { ?statement dcterms:date ?date }
  OPTIONAL { ?statement prov:wasDerivedFrom/dcterms:title ?headline }
} ORDER BY ?p ?date ?page ?statement"""
_THING = """SELECT ?name ?class ?alias ?page {
  THING skos:prefLabel ?name ; a ?class .
  { THING skos:altLabel ?alias } UNION { THING kg:mentionedOn/dcterms:identifier ?page }
} ORDER BY ?alias ?page"""
_NAMED = """SELECT ?thing (COUNT(DISTINCT ?page) AS ?pages) (MAX(?preferred) AS ?rank) {
  { ?thing skos:prefLabel NAME BIND(1 AS ?preferred) } UNION { ?thing skos:altLabel NAME BIND(0 AS ?preferred) }
  ?thing kg:mentionedOn ?page
} GROUP BY ?thing ORDER BY DESC(?rank) DESC(?pages) ?thing"""


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement: what it says, and the sentence that says so.

    Attributes:
        statement, subject, object: IRIs. subject_name, object_name: preferred names.
        relation: name of the property (``holdsPost``). title: the post without the body, or "".
        date: ISO, as exact as known, or "". page: the page id. headline: of the article, or "".
        confidence: 0 to 1. rule: what made it.
    """

    statement: str
    subject: str
    subject_name: str
    relation: str
    object: str
    object_name: str
    title: str
    date: str
    page: str
    headline: str
    sentence: str
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that pages name.

    Attributes:
        type: class name (``Company``). name: the preferred one. aliases: the others, sorted.
        pages: ids of the pages that name it, sorted. facts: what is said of it, by relation and date.
    """

    iri: str
    type: str
    name: str
    aliases: tuple[str, ...]
    pages: tuple[str, ...]
    facts: tuple[Fact, ...]


def find_things(store: ox.Store, name: str) -> list[str]:
    """IRIs of the things of that name: by preferred name first, then those that more pages name."""
    literal = str(ox.Literal(name, language="zh"))
    return [row[0] for row in _rows(store, _NAMED.replace("NAME", literal))]


def load_thing(store: ox.Store, iri: str) -> Thing:
    """The thing with this IRI.

    Raises:
        QueryError: the graph has no such thing.
    """
    try:
        node = str(ox.NamedNode(iri))
    except ValueError as error:
        raise QueryError(f"{iri} is no IRI") from error
    rows = _rows(store, _THING.replace("THING", node))
    if not rows:
        raise QueryError(f"nothing has the IRI {iri}")
    type_ = next(row[1] for row in rows).removeprefix(KG)
    aliases = tuple(sorted({row[2] for row in rows if row[2]}))
    pages = tuple(sorted({row[3] for row in rows if row[3]}))
    facts = load_facts(store, node)
    return Thing(iri, type_, rows[0][0], aliases, pages, facts)


def load_facts(store: ox.Store, node: str = "") -> tuple[Fact, ...]:
    """The facts of which a thing, as ``<IRI>``, is an end, or all; each once, by relation and date."""
    values = f"VALUES ?thing {{ {node} }}" if node else ""
    facts = {row[0]: _fact(row) for row in _rows(store, _FACTS.replace("VALUES_HERE", values))}
    return tuple(facts.values())


def _fact(row: Sequence[str]) -> Fact:
    statement, subject, subject_name, predicate, object_, object_name, title, date, *rest = row
    page, headline, sentence, confidence, rule = rest
    relation = predicate.removeprefix(KG)
    said = statement, subject, subject_name, relation, object_, object_name, title, date
    return Fact(*said, page, headline, sentence, float(confidence), rule)


def _rows(store: ox.Store, query: str) -> list[list[str]]:
    answer = ask(store, query)
    assert isinstance(answer, ox.QuerySolutions)
    return [[getattr(term, "value", "") for term in row] for row in answer]
