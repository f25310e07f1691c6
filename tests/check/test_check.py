"""A sound graph passes; each way of breaking one is found, and explained by page and sentence."""

import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.collection import Collection
from rdflib.namespace import SH

from kg.check.finding import located
from kg.check.rules import check_evidence, run_checks
from kg.check.shapes import run_shapes, sample
from kg.cli import main
from kg.errors import OntologyError
from kg.export.turtle import write_turtle
from kg.ontology import KG, find_ontology, load_ontology
from kg.query.graph import PREFIXES, open_graph
from kg.settings import Settings
from tests.export.invented import yunzhou

ONTOLOGY = load_ontology(find_ontology(None))
GRAPH = yunzhou()
POST = "?s rdf:predicate kg:holdsPost ; kg:title '董事长'@zh"

#: what is done to a sound graph, and the check that must find it
# ruff: noqa: E501  # an update a line
BROKEN = [
    ("DELETE { ?x skos:prefLabel ?n } WHERE { ?x a kg:Honor ; skos:prefLabel ?n }", "label"),
    ("INSERT { ?x skos:prefLabel '另名'@zh } WHERE { ?x a kg:Honor }", "label"),
    (f"DELETE {{ ?s kg:evidence ?e }} WHERE {{ {POST} ; kg:evidence ?e }}", "incomplete"),
    ("DELETE { ?x kg:listedOn ?y } WHERE { ?x kg:listedOn ?y }", "direct"),
    ("INSERT { ?x kg:awarded ?y } WHERE { ?x a kg:Event . ?y a kg:Honor }", "unstated"),
    (f"INSERT {{ ?s rdf:object ?x }} WHERE {{ {POST} ; rdf:subject ?x }}", "itself"),
    (f"DELETE {{ ?s kg:confidence ?c }} INSERT {{ ?s kg:confidence 1.5 }} WHERE {{ {POST} ; kg:confidence ?c }}", "confidence"),
    ("DELETE { ?s kg:statedOn ?p } INSERT { ?s kg:statedOn ?q } WHERE { ?s kg:statedOn ?p . ?q a kg:Page FILTER(?p != ?q) }",
     "evidence-page"),
    ("DELETE { ?s oa:end ?n } INSERT { ?s oa:end 100000 } WHERE { ?s oa:end ?n }", "evidence-length"),
    ("DELETE { ?x kg:mentionedOn ?p } WHERE { ?x a kg:Honor ; kg:mentionedOn ?p }", "unmentioned"),
    (f"INSERT {{ ?s dcterms:date '2031-13-01' }} WHERE {{ {POST} }}", "date"),
    ("INSERT DATA { [] kg:rule 'x' }", "blank"),
    ("INSERT { ?s kg:title '站'@zh } WHERE { ?s rdf:predicate kg:listedOn }", "title"),
    (f"DELETE {{ ?x a ?c }} INSERT {{ ?x a kg:Product }} WHERE {{ {POST} ; rdf:subject ?x . ?x a ?c }}", "ends"),
    (f"DELETE {{ ?s rdf:predicate ?p }} INSERT {{ ?s rdf:predicate kg:Post }} WHERE {{ {POST} ; rdf:predicate ?p }}", "ends"),
]  # fmt: skip
#: those that the shapes find too
SHAPED = {"label", "incomplete", "itself", "confidence", "unmentioned", "date", "ends"}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("check") / "g.ttl"
    write_turtle(GRAPH, ONTOLOGY, Settings(), path)
    return path


@pytest.fixture
def store(sound: Path) -> ox.Store:
    return open_graph(sound)


def test_a_built_graph_is_sound(store: ox.Store) -> None:
    assert list(run_checks(store, ONTOLOGY)) == []
    assert list(run_shapes(store, ONTOLOGY.folder)) == []
    assert list(check_evidence(store, {page.id: page.raw for page in GRAPH.pages})) == []


@pytest.mark.parametrize(("update", "check"), BROKEN, ids=[check for _, check in BROKEN])
def test_each_break_is_found(store: ox.Store, update: str, check: str) -> None:
    store.update(update, prefixes=PREFIXES)
    found = {f.check for f in run_checks(store, ONTOLOGY)}
    assert check in found
    if check in SHAPED:
        assert list(run_shapes(store, ONTOLOGY.folder))


def test_every_check_has_a_break() -> None:
    assert {path.stem for path in (ONTOLOGY.folder / "checks").glob("*.rq")} | {"ends"} == {c for _, c in BROKEN}


def test_a_finding_is_explained_by_page_and_sentence(store: ox.Store) -> None:
    store.update(BROKEN[6][0], prefixes=PREFIXES)
    [finding] = [located(store, f) for f in run_checks(store, ONTOLOGY)]
    assert finding.page == "100_yunzhou" and "董事长柳如松座谈" in finding.sentence
    assert finding.about == "柳如松 holdsPost 云州星河动力股份有限公司" and finding.detail == "1.5"


def test_quote_is_compared_with_the_file(store: ox.Store) -> None:
    files = {GRAPH.pages[0].id: GRAPH.pages[0].raw.replace("星河", "云河")}
    found = [located(store, f) for f in check_evidence(store, files)]
    assert found and all("星河" in f.sentence for f in found)


def test_a_sample_is_whole_by_itself(store: ox.Store) -> None:
    triples, whole = sample(store, 300, 300)
    assert 0 < len(triples) < len(store)
    assert all(q.triple in triples for node in whole for q in store.quads_for_pattern(ox.NamedNode(node), None, None))
    assert list(run_shapes(store, ONTOLOGY.folder, 300, 300)) == []


def test_a_sample_is_as_large_as_asked_and_the_same_each_time(store: ox.Store) -> None:
    small, large = sample(store, 300, 100), sample(store, 300, 400)
    assert len(small[0]) < len(large[0]) and small[1] < large[1]
    assert sample(store, 300, 100) == small


def test_a_relation_without_statement_is_found_once(store: ox.Store) -> None:
    store.update(BROKEN[4][0], prefixes=PREFIXES)
    found = [f for f in run_checks(store, ONTOLOGY) if f.check == "unstated"]
    pairs = store.query("SELECT DISTINCT ?x ?y { ?x kg:awarded ?y . ?x a kg:Event }", prefixes=PREFIXES)
    assert isinstance(pairs, ox.QuerySolutions) and len(found) == len(list(pairs))


def test_a_break_is_found_in_a_sample(store: ox.Store) -> None:
    store.update("DELETE { ?s kg:rule ?r } WHERE { ?s kg:rule ?r }", prefixes=PREFIXES)
    assert list(run_shapes(store, ONTOLOGY.folder, 300, 300))


def test_shapes_have_the_ends_of_the_ontology() -> None:
    shapes = rdflib.Graph().parse(ONTOLOGY.folder / "shapes.ttl")

    def allowed(shape: rdflib.term.Node) -> set[str]:
        alternatives = shapes.value(shape, SH["or"])
        nodes = [shape] if alternatives is None else list(Collection(shapes, alternatives))
        return {str(shapes.value(node, SH["class"])).removeprefix(KG) for node in nodes}

    for name, relation in ONTOLOGY.relations.items():
        shape = shapes.value(None, SH.targetSubjectsOf, rdflib.URIRef(KG + name))
        ends = allowed(shape), allowed(shapes.value(shape, SH.property))
        assert [set(ONTOLOGY.types) if e == {"Thing"} else e for e in ends] == [relation.domain, relation.range], name


def test_an_end_may_be_of_a_class_below(store: ox.Store) -> None:
    said = "?s rdf:predicate kg:foundedBy ; rdf:object ?x . ?x a ?c"
    store.update(f"DELETE {{ ?x a ?c }} INSERT {{ ?x a kg:Official }} WHERE {{ {said} }}", prefixes=PREFIXES)
    assert [f for f in run_checks(store, ONTOLOGY) if f.check == "ends"] == []
    assert list(run_shapes(store, ONTOLOGY.folder)) == []


def test_a_malformed_check_is_named(tmp_path: Path, store: ox.Store) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "a.rq").write_text("# zh: 甲\nSELECT", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"a\.rq"):
        list(run_checks(store, replace(ONTOLOGY, folder=tmp_path)))


def test_command_says_sound_or_explains(sound: Path, store: ox.Store, tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["check", str(sound)]).exit_code == 0
    store.update(BROKEN[6][0], prefixes=PREFIXES)
    store.dump(str(tmp_path / "g.ttl"), format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    result = CliRunner().invoke(main, ["check", str(tmp_path / "g.ttl"), "--fast"])
    assert result.exit_code == 1 and "置信度" in result.stdout and "100_yunzhou" in result.stdout
    as_json = CliRunner().invoke(main, ["check", str(tmp_path / "g.ttl"), "--json"])
    assert {v["check"] for v in json.loads(as_json.stdout)["violations"]} == {"confidence", "shape"}


def test_command_names_a_missing_graph() -> None:
    result = CliRunner().invoke(main, ["check", "none.ttl"])
    assert result.exit_code == 1 and result.stderr.startswith("kg: none.ttl: no graph here")


def test_command_names_the_size_past_which_it_takes_a_sample(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "sample" not in CliRunner().invoke(main, ["check", str(sound)]).stderr
    monkeypatch.setattr("kg.check.shapes.LIMIT", 100)
    monkeypatch.setattr("kg.check.shapes.SAMPLE", 200)
    assert (
        "past 100 the shapes are run on a sample of about 200 (seed 1)"
        in CliRunner().invoke(main, ["check", str(sound)]).stderr
    )
