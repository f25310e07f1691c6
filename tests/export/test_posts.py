"""Posts in time stand in the RDF as the W3C's memberships, with an interval that says how exactly it is known."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.check.shapes import run_shapes
from kg.export.named_graphs import write_trig
from kg.export.turtle import write_turtle
from kg.model import Graph, Succession
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.export.invented import yunzhou

ONTOLOGY = load_ontology(find_ontology(None))
INVENTED = yunzhou()
SECRETARIES = sorted((m for m in INVENTED.memberships if m.title == "书记"), key=lambda m: m.first)
GRAPH = replace(INVENTED, successions=(Succession(SECRETARIES[0], SECRETARIES[1]),))
PREFIXES = """PREFIX kg: <https://kg.example.org/ontology#> PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX time: <http://www.w3.org/2006/time#> PREFIX dcterms: <http://purl.org/dc/terms/>"""


def loaded(write: Callable[..., None], path: Path, graph: Graph = GRAPH) -> ox.Store:
    write(graph, ONTOLOGY, Settings(), path)
    store = ox.Store()
    store.bulk_load(path=str(path))
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    return loaded(write_turtle, tmp_path_factory.mktemp("posts") / "g.ttl")


def rows(store: ox.Store, query: str) -> set[tuple[str, ...]]:
    return {tuple(term.value for term in row) for row in store.query(PREFIXES + query)}


def test_each_membership_has_its_person_body_post_and_interval(store: ox.Store) -> None:
    found = rows(
        store,
        """SELECT ?who ?body ?label ?acting ?first ?last { ?m a org:Membership ; org:member/skos:prefLabel ?who ;
        org:organization ?b ; kg:post ?post ; kg:acting ?acting ; kg:former false ; org:memberDuring ?during .
        ?b skos:prefLabel ?body . ?post a org:Post ; org:postIn ?b ; rdfs:label ?label .
        ?during a time:Interval ; time:hasBeginning/dcterms:date ?first ; time:hasEnd/dcterms:date ?last }""",
    )
    name = {e.id: e.name for e in GRAPH.entities}
    expected = {
        (name[m.person], name[m.body], name[m.body] + m.title, "false", m.first, m.last) for m in GRAPH.memberships
    }
    assert found == expected and len(found) == len(GRAPH.memberships)


def test_an_instant_says_how_exactly_it_is_known(store: ox.Store) -> None:
    found = rows(
        store,
        "SELECT ?date ?unit { ?i a time:Instant ; ?exact ?value ; dcterms:date ?date ; kg:granularity ?unit"
        " FILTER(?exact IN (time:inXSDDate, time:inXSDgYearMonth) && STR(?value) = ?date) }",
    )
    unit = "http://www.w3.org/2006/time#unit"
    assert ("2031-03-12", unit + "Day") in found and ("2033-10", unit + "Month") in found


def test_who_followed_whom_stands_between_memberships(store: ox.Store) -> None:
    name = {e.id: e.name for e in GRAPH.entities}
    found = rows(store, "SELECT ?a ?b { [] kg:follows/org:member/skos:prefLabel ?a ; org:member/skos:prefLabel ?b }")
    assert found == {(name[SECRETARIES[0].person], name[SECRETARIES[1].person])}


def test_a_membership_leads_to_its_statements(store: ox.Store) -> None:
    found = rows(store, "SELECT ?m ?s { ?m a kg:Membership ; prov:wasDerivedFrom ?s . ?s rdf:predicate kg:holdsPost }")
    assert len(found) == sum(len(m.statements) for m in GRAPH.memberships)


def test_the_pages_together_say_what_the_whole_says(store: ox.Store, tmp_path: Path) -> None:
    pages = loaded(write_trig, tmp_path / "g.trig")
    assert {quad.triple for quad in pages} == {quad.triple for quad in store}


def test_the_shapes_hold_and_notice_what_is_missing(store: ox.Store) -> None:
    assert not [f for f in run_shapes(store, ONTOLOGY.folder) if "/membership/" in f.node or "/post/" in f.node]
    broken = ox.Store()
    broken.extend(q for q in store if not q.predicate.value.endswith(("org#member", "postIn", "granularity")))
    wrong = {f.node.split("/")[-2] for f in run_shapes(broken, ONTOLOGY.folder)}
    assert {"membership", "post", "instant"} <= wrong


def test_an_id_that_is_gone_leads_to_the_entity_that_replaced_it(tmp_path: Path) -> None:
    first, *rest = GRAPH.entities
    graph = replace(GRAPH, entities=(replace(first, replaces=("company/0000000000000000",)), *rest))
    found = rows(loaded(write_turtle, tmp_path / "g.ttl", graph), "SELECT ?old ?new { ?old dcterms:isReplacedBy ?new }")
    base = Settings().base
    assert found == {(f"{base}id/company/0000000000000000", f"{base}id/{first.id}")}
