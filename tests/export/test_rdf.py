"""The RDF says what the graph says, in the contract's shapes, readable by others, byte for byte the same each time."""

import gzip
import tracemalloc
from array import array
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.export.jsonld import write_jsonld
from kg.export.named_graphs import write_nquads, write_trig
from kg.export.stretches import raw_stretches
from kg.export.terms import dated, decimal, slug
from kg.export.turtle import write_rdf12, write_turtle
from kg.model import CO_OCCURS, Graph, Statement
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.export.invented import large, yunzhou

ONTOLOGY = load_ontology(find_ontology(None))
GRAPH = yunzhou()
PREFIXES = """PREFIX kg: <https://kg.example.org/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX prov: <http://www.w3.org/ns/prov#> """


def written(write: Callable[..., None], path: Path, graph: Graph = GRAPH) -> Path:
    write(graph, ONTOLOGY, Settings(), path)
    return path


@pytest.fixture(scope="module")
def turtle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(write_turtle, tmp_path_factory.mktemp("rdf") / "g.ttl")


@pytest.fixture(scope="module")
def store(turtle: Path) -> ox.Store:
    return loaded(turtle, ox.RdfFormat.TURTLE)


def loaded(path: Path, format_: ox.RdfFormat) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(path), format=format_)
    return store


def values(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    return [tuple(term.value for term in row) for row in store.query(PREFIXES + query)]


def relations(graph: Graph) -> list[Statement]:
    return [s for s in graph.relations() if s.predicate != CO_OCCURS]


def test_a_statement_says_what_where_and_how(store: ox.Store) -> None:
    rows = values(
        store,
        """SELECT ?s ?o ?title ?page ?date ?headline ?text ?exact {
        ?statement a rdf:Statement , kg:Statement ; rdf:subject/skos:prefLabel ?s ; rdf:predicate kg:holdsPost ;
            rdf:object/skos:prefLabel ?o ; kg:title ?title ; kg:statedOn/dcterms:identifier ?page ; dcterms:date ?date ;
            prov:wasDerivedFrom/dcterms:title ?headline ; kg:evidence ?e ; kg:rule [] ; kg:confidence [] .
        ?e kg:text ?text ; oa:hasSelector/oa:exact ?exact } ORDER BY ?page ?s""",
    )
    assert len(rows) == sum(s.predicate == "holdsPost" for s in relations(GRAPH))
    later = [row for row in rows if row[3] == "102_yunzhou"]
    assert later[0][:3] == ("乐正雅", "云州市委", "书记") and later[0][4:6] == ("2033-10", "新材料产业链添新军")
    assert later[0][6] == later[0][7] == "市委书记乐正雅到北岭产业园考察。"


def test_every_statement_has_its_direct_triple(store: ox.Store) -> None:
    lacking = "?s a rdf:Statement ; rdf:subject ?x ; rdf:predicate ?p ; rdf:object ?y FILTER NOT EXISTS { ?x ?p ?y }"
    assert not values(store, f"SELECT ?s {{ {lacking} }}")
    assert len(values(store, "SELECT ?s { ?s a kg:Statement }")) == len(relations(GRAPH))


def test_evidence_is_the_text_at_its_place_in_the_file(store: ox.Store) -> None:
    raw = {page.id: page.raw for page in GRAPH.pages}
    rows = values(
        store,
        """SELECT ?page ?start ?end ?exact ?prefix ?suffix { ?e oa:hasSource/dcterms:identifier ?page ; oa:hasSelector
        [ oa:start ?start ; oa:end ?end ; oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix ] }""",
    )
    assert rows
    for page, start, end, exact, prefix, suffix in rows:
        assert raw[page][int(start) : int(end)] == exact
        assert raw[page][: int(start)].endswith(prefix) and raw[page][int(end) :].startswith(suffix)


def test_a_sentence_in_two_columns_has_a_selector_for_each() -> None:
    raw = "下半句结束。\n\n另一栏的字另一栏的字\n\n上半句到\n此处"
    text = "上半句到此处下半句结束。"
    up, here = raw.index("上半句到"), raw.index("此处")
    offsets = array("i", [*range(up, up + 4), here, here + 1, *range(6)])
    page = replace(GRAPH.pages[0], raw=raw, text=text, offsets=offsets)
    assert "".join(raw[a:b].replace("\n", "") for a, b in raw_stretches(page, 0, len(text))) == text
    assert len(raw_stretches(page, 0, len(text))) == 2


def test_cooccurrence_is_told_apart_from_what_a_text_says(store: ox.Store) -> None:
    near = [s for s in GRAPH.relations() if s.predicate == CO_OCCURS]
    rows = values(store, "SELECT ?weight { ?s a kg:CoOccurrence ; kg:weight ?weight ; rdf:predicate kg:coOccursWith }")
    assert len(rows) == len(near) > 0
    assert not values(store, "SELECT ?s { ?s a kg:CoOccurrence , kg:Statement }")


def test_a_relation_without_direction_is_said_once(tmp_path: Path) -> None:
    met = next(s for s in GRAPH.statements if s.predicate == "metWith")
    turned = replace(
        met, subject=met.object, object=met.subject, subject_start=met.object_start, object_start=met.subject_start
    )
    graph = replace(GRAPH, statements=(*GRAPH.statements, turned))
    store = loaded(written(write_turtle, tmp_path / "g.ttl", graph), ox.RdfFormat.TURTLE)
    both = "SELECT ?a ?b { ?a kg:metWith ?b . ?b kg:metWith ?a }"
    assert not values(store, both)


def test_what_is_no_entity_is_left_out(tmp_path: Path) -> None:
    post = replace(GRAPH.entities[0], id="post/0", types=("Post",))
    graph = replace(GRAPH, entities=(*GRAPH.entities, post))
    assert (
        written(write_turtle, tmp_path / "g.ttl", graph).read_bytes()
        == written(write_turtle, tmp_path / "h.ttl").read_bytes()
    )


def test_two_writings_are_the_same_and_have_no_blank_node(tmp_path: Path, turtle: Path) -> None:
    for write in (write_turtle, write_trig, write_nquads):
        assert written(write, tmp_path / "a").read_bytes() == written(write, tmp_path / "b").read_bytes()
    assert "_:" not in turtle.read_text(encoding="utf-8") and "[" not in turtle.read_text(encoding="utf-8")


@pytest.mark.parametrize("write", [write_turtle, write_rdf12, write_trig, write_nquads, write_jsonld])
def test_a_graph_four_times_as_large_is_written_in_the_same_memory(
    write: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.export.shelf.FEW", 100)
    small, large_ = (peak(write, large(size, size), tmp_path / "large") for size in (1_200, 4_800))
    assert large_ < 1.25 * small


def peak(write: Callable[..., None], graph: Graph, path: Path) -> int:
    """Bytes that writing takes at most, beside the graph; of a graph not written before, whose texts are as made."""
    tracemalloc.start()
    write(graph, ONTOLOGY, Settings(), path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_statements_in_no_order_are_written_as_well(tmp_path: Path) -> None:
    mixed = replace(GRAPH, statements=GRAPH.statements[::-1])
    for write, format_ in ((write_turtle, ox.RdfFormat.TURTLE), (write_trig, ox.RdfFormat.TRIG)):
        one = loaded(written(write, tmp_path / "one"), format_)
        assert set(loaded(written(write, tmp_path / "other", mixed), format_)) == set(one)


def test_rdflib_reads_the_same_triples(turtle: Path, store: ox.Store) -> None:
    graph = rdflib.Graph().parse(turtle)
    assert len(graph) == len(store)
    assert {o.language for o in graph.objects() if isinstance(o, rdflib.Literal)} == {None, "zh"}


def test_named_graphs_join_to_the_default_graph(tmp_path: Path, store: ox.Store) -> None:
    trig = loaded(written(write_trig, tmp_path / "g.trig"), ox.RdfFormat.TRIG)
    triples = {quad.triple for quad in store}
    assert {quad.triple for quad in trig} == triples
    assert {str(name) for name in trig.named_graphs()} == {
        str(s) for [s] in store.query(PREFIXES + "SELECT ?p { ?p a kg:Page }")
    }


def test_dropping_a_graph_takes_the_page_away(tmp_path: Path) -> None:
    trig = loaded(written(write_trig, tmp_path / "g.trig"), ox.RdfFormat.TRIG)
    page = GRAPH.pages[-1].id
    trig.remove_graph(ox.NamedNode(f"{Settings().base}id/page/{page}"))
    left = {quad.triple.object.value for quad in trig} | {quad.subject.value for quad in trig}
    assert not any(page in value for value in left)
    assert "碳纤维预浸料" not in left and "远山新材料公司" in left


def test_nquads_are_the_trig(tmp_path: Path) -> None:
    trig = loaded(written(write_trig, tmp_path / "g.trig"), ox.RdfFormat.TRIG)
    data = gzip.decompress(written(write_nquads, tmp_path / "g.nq.gz").read_bytes())
    assert set(ox.parse(data, format=ox.RdfFormat.N_QUADS)) == set(trig)


def test_rdf12_reifies_each_statement(tmp_path: Path) -> None:
    store = loaded(written(write_rdf12, tmp_path / "g.ttl"), ox.RdfFormat.TURTLE)
    rows = values(
        store, "SELECT ?s { ?s rdf:reifies <<( ?x ?p ?y )>> ; rdf:subject ?x ; rdf:predicate ?p ; rdf:object ?y }"
    )
    assert len(rows) == len(list(GRAPH.relations()))


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40))
def test_any_file_name_makes_a_plain_iri(name: str) -> None:
    assert ox.NamedNode(f"https://kg.example.org/id/page/{slug(name)}").value.isascii()
    assert not set(slug(name)) & set(' []%<>"{}|\\^`/#?')


def test_names_that_differ_stay_apart_and_forms_of_one_do_not() -> None:
    assert slug("株洲日报 1") != slug("株洲日报 2")
    assert slug("cafe\u0301") == slug("caf\u00e9")


@given(st.floats(0, 1))
def test_numbers_are_plain_decimals(value: float) -> None:
    literal = decimal(value)
    assert abs(float(literal.value) - value) <= 0.00005 and "e" not in literal.value


@pytest.mark.parametrize(
    ("text", "kind"), [("2031-03-12", "date"), ("2031-03", "gYearMonth"), ("2031", "gYear"), ("12日", "string")]
)
def test_dates_are_typed_as_exactly_as_known(text: str, kind: str) -> None:
    assert dated(text).datatype.value.endswith("#" + kind)
