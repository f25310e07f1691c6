"""What every database is asked: SPARQL on a triple store and on the source, Cypher on a property graph."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.export.property_graph import relationship_type

PREFIXES = (
    "PREFIX kg: <https://kg.example.org/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/> "
    "PREFIX org: <http://www.w3.org/ns/org#> PREFIX time: <http://www.w3.org/2006/time#> "
    "PREFIX prov: <http://www.w3.org/ns/prov#> "
)
Answers = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class Question:
    """One question in two languages.

    Attributes:
        cypher: ``{type}`` is the type of r, ``{label}`` the class of n, as the database says them; "" where a property
            graph has nothing like it.
        said: what Cypher calls the first column's values.
    """

    sparql: str
    cypher: str = ""
    said: Callable[[str], str] = str


#: Counts of entities by type, of relations by type, of statements.
COUNTS: Mapping[str, Question] = {
    "types": Question(
        "SELECT (STRAFTER(STR(?c), '#') AS ?type) (COUNT(DISTINCT ?e) AS ?n)"
        " { ?e a ?c ; kg:mentionedOn ?page } GROUP BY ?c",
        "MATCH (n:Entity) RETURN {label} AS type, count(*)",
    ),
    "relations": Question(
        "SELECT (STRAFTER(STR(?p), '#') AS ?type) (COUNT(?s) AS ?n) { ?s rdf:predicate ?p } GROUP BY ?p",
        "MATCH (:Entity)-[r]->(:Entity) RETURN {type} AS type, count(*)",
        relationship_type,
    ),
    "statements": Question(
        "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a rdf:Statement }", "MATCH (:Entity)-[r]->(:Entity) RETURN count(r)"
    ),
    "triples": Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
}
#: Five questions, and the language tags that only RDF has.
ASKED: Mapping[str, Question] = {
    "names": Question(
        "SELECT ?name ?alias { ?e skos:prefLabel ?name ; skos:altLabel ?alias }",
        "MATCH (n:Entity) UNWIND n.aliases AS alias RETURN n.name, alias",
    ),
    "dates": Question(
        "SELECT ?name (MIN(?date) AS ?first) (MAX(?date) AS ?last)"
        " { ?e skos:prefLabel ?name ; kg:mentionedOn/dcterms:date ?date } GROUP BY ?e ?name",
        "MATCH (n:Entity) WHERE n.first IS NOT NULL RETURN n.name, n.first, n.last",
    ),
    "posts": Question(
        "SELECT ?who ?title ?body ?from ?to { ?s rdf:predicate kg:holdsPost ; rdf:subject/skos:prefLabel ?who ;"
        " rdf:object/skos:prefLabel ?body ; kg:title ?title ."
        " ?held prov:wasDerivedFrom ?s ; org:memberDuring ?during ."
        " ?during time:hasBeginning/dcterms:date ?from ; time:hasEnd/dcterms:date ?to }",
        "MATCH (a:Entity)-[r:HOLDS_POST]->(b:Entity) WHERE r.`from` IS NOT NULL"
        " RETURN a.name, r.title, b.name, r.`from`, r.`to`",
    ),
    "places": Question(
        "SELECT ?thing ?place ?confidence ?rule ?page ?text { ?s rdf:predicate kg:locatedIn ;"
        " kg:confidence ?confidence ; rdf:subject/skos:prefLabel ?thing ; rdf:object/skos:prefLabel ?place ;"
        " kg:rule ?rule ; kg:statedOn/dcterms:identifier ?page ; kg:evidence/kg:text ?text }",
        "MATCH (a:Entity)-[r:LOCATED_IN]->(b:Entity) RETURN a.name, b.name, r.confidence, r.rule, r.page, r.sentence",
    ),
    "values": Question(
        "SELECT ?s ?value { ?s kg:value ?value }",
        "MATCH (:Entity)-[r]->(:Entity) WHERE r.value IS NOT NULL"
        " RETURN 'https://kg.example.org/zhuzhou/id/statement/' + r.id, r.value",
    ),
    "colleagues": Question(
        "SELECT DISTINCT ?who ?body ?other { ?e kg:holdsPost ?b . ?f kg:holdsPost ?b . FILTER(?e != ?f)"
        " ?e skos:prefLabel ?who . ?f skos:prefLabel ?other . ?b skos:prefLabel ?body }",
        "MATCH (e:Entity)-[:HOLDS_POST]->(b:Entity)<-[:HOLDS_POST]-(f:Entity) WHERE e.id <> f.id"
        " RETURN DISTINCT e.name, b.name, f.name",
    ),
    "tags": Question("SELECT ?label (LANG(?label) AS ?tag) { ?e skos:prefLabel|kg:title|kg:text ?label }"),
}
#: Sentences, articles and pages, which a property graph has on request.
EVIDENCE = Question(
    "SELECT DISTINCT ?name ?text ?headline ?page { ?st kg:evidence ?s ; rdf:subject|rdf:object ?e ."
    " ?e skos:prefLabel ?name . ?s kg:text ?text ; dcterms:isPartOf ?a . ?a dcterms:title ?headline ;"
    " dcterms:isPartOf/dcterms:identifier ?page }",
    "MATCH (e:Entity)<-[:MENTIONS]-(s:Sentence)-[:IN_ARTICLE]->(a:Article)-[:ON_PAGE]->(p:Page)"
    " WHERE a.text IS NOT NULL RETURN DISTINCT e.name, s.text, a.text, p.id",
)
QUESTIONS = {**COUNTS, **ASKED}


def rows(answer: Iterable[Iterable[object]]) -> Answers:
    """Answers in no order, as text."""
    return Counter(tuple("" if value is None else str(value) for value in row) for row in answer)


class Source:
    """The Turtle file that was built, as what it answers."""

    def __init__(self, turtle: Path) -> None:
        self._store = ox.Store()
        self._store.bulk_load(path=str(turtle), format=ox.RdfFormat.TURTLE)

    def answers(self, question: Question, *, cypher: bool = False) -> Answers:
        """What the question's SPARQL gives; the first column as Cypher says it, if asked to."""
        found = rows(
            [node.value if node else "" for node in row] for row in self._store.query(PREFIXES + question.sparql)
        )
        return Counter({(question.said(row[0]), *row[1:]): n for row, n in found.items()}) if cypher else found
