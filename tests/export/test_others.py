"""What other tools get: JSON-LD, descriptions, networks and tables, read back by readers not written here."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib
from pyoxigraph import RdfFormat

from kg import store
from kg.export import description, jsonld, network, tables
from kg.export.registry import EXPORTERS, RDF12
from kg.export.turtle import write_turtle
from kg.model import CO_OCCURS, Graph
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.export.invented import entity_id, yunzhou

ONTOLOGY = load_ontology(find_ontology(None))
GRAPH = yunzhou()
STAR = entity_id("云州星河动力股份有限公司", "Company")
NASTY = '=甲<乙>&"丙"\u0000\n丁;🀄'


def written(write: Callable[..., None], path: Path, graph: Graph = GRAPH) -> Path:
    write(graph, ONTOLOGY, Settings(), path)
    return path


def renamed(name: str) -> Graph:
    """The graph with a thing of that name."""
    entities = [replace(e, name=name) if e.type == "Honor" else e for e in GRAPH.entities]
    return replace(GRAPH, entities=tuple(entities))


@pytest.mark.parametrize(("template", "write"), {**EXPORTERS, **RDF12}.items())
def test_two_writings_are_the_same(template: str, write: Callable[..., None], tmp_path: Path) -> None:
    for graph in (GRAPH, renamed(NASTY)):
        assert written(write, tmp_path / "a", graph).read_bytes() == written(write, tmp_path / "b", graph).read_bytes()


@pytest.mark.parametrize("name", ["国家科技进步奖二等奖", NASTY])
def test_jsonld_says_what_the_turtle_says(name: str, tmp_path: Path) -> None:
    turtle = written(write_turtle, tmp_path / "g.ttl", renamed(name))
    document = written(jsonld.write_jsonld, tmp_path / "g.jsonld", renamed(name))
    expected = {q.triple for q in ox.parse(path=str(turtle), format=RdfFormat.TURTLE)}
    assert {q.triple for q in ox.parse(path=str(document), format=RdfFormat.JSON_LD)} == expected
    assert len(rdflib.Graph().parse(document)) == len(expected)


def test_context_alone_is_the_context_inside(tmp_path: Path) -> None:
    alone = json.loads(written(jsonld.write_context, tmp_path / "c.jsonld").read_text(encoding="utf-8"))
    inside = json.loads(written(jsonld.write_jsonld, tmp_path / "g.jsonld").read_text(encoding="utf-8"))
    assert alone["@context"] == inside["@context"]
    company = next(node for node in inside["@graph"] if node["@id"] == STAR.replace("/", ":"))
    assert company["skos:prefLabel"] == "云州星河动力股份有限公司" and company["@type"] == "kg:Company"


def test_void_counts_what_is_there(tmp_path: Path) -> None:
    turtle = rdflib.Graph().parse(written(write_turtle, tmp_path / "g.ttl"))
    void = rdflib.Graph().parse(written(description.write_void, tmp_path / "v.ttl"))
    [[triples, subjects]] = void.query("SELECT ?t ?s { ?d void:triples ?t ; void:distinctSubjects ?s }")
    assert (int(triples), int(subjects)) == (len(turtle), len(set(turtle.subjects())))
    for property_, count in void.query("SELECT ?p ?n { [] void:property ?p ; void:triples ?n }"):
        assert len(list(turtle.triples((None, property_, None)))) == int(count)
    [[start, end]] = void.query("SELECT ?a ?b { [] dcat:startDate ?a ; dcat:endDate ?b }")
    assert (str(start), str(end)) == ("2031-03-12", "2033-10")


def test_provenance_leads_from_files_to_pages_without_a_clock(tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(written(description.write_prov, tmp_path / "p.ttl"))
    found = graph.query(
        "SELECT DISTINCT ?page { ?file prov:wasGeneratedBy/prov:wasInformedBy*/prov:used ?used ."
        " ?page prov:wasDerivedFrom ?used }"
    )
    assert len(list(found)) == len(GRAPH.pages)
    assert not list(graph.query("SELECT ?x { ?x prov:startedAtTime|prov:endedAtTime|prov:generatedAtTime ?t }"))


@pytest.mark.parametrize(
    ("write", "read"), [(network.write_graphml, nx.read_graphml), (network.write_gexf, nx.read_gexf)]
)
@pytest.mark.parametrize("name", ["国家科技进步奖二等奖", NASTY])
def test_networks_open_with_types_weights_and_dates(
    write: Callable[..., None], read: Callable[..., nx.MultiDiGraph], name: str, tmp_path: Path
) -> None:
    graph = read(written(write, tmp_path / "g.xml", renamed(name)))
    assert set(graph) == {e.id for e in GRAPH.entities}
    star = graph.nodes[STAR]
    assert (star["label"], star["type"], star["type_zh"]) == ("云州星河动力股份有限公司", "Company", "企业")
    assert star["first"] == "2031-03-12" and star["last"] == "2033-10"
    said = [d for _, _, d in graph.edges(data=True) if d["relation"] != CO_OCCURS]
    assert sum(d["statements"] for d in said) == sum(s.predicate != CO_OCCURS for s in GRAPH.relations())
    assert all(d["weight"] == d["statements"] and d["sentence"] for d in said)


def test_gexf_begins_things_on_whole_days(tmp_path: Path) -> None:
    root = ElementTree.parse(written(network.write_gexf, tmp_path / "g.gexf")).getroot()
    starts = {node.get("start") for node in root.iter("{http://www.gexf.net/1.2draft}node")}
    assert starts == {"2031-03-12", "2032-06-01", "2033-10-01"}


def test_gexf_begins_a_fact_of_an_interval_with_it(tmp_path: Path) -> None:
    dated = [replace(s, date="2031-01/2031-06") if s.predicate == "listedOn" else s for s in GRAPH.statements]
    path = written(network.write_gexf, tmp_path / "g.gexf", replace(GRAPH, statements=tuple(dated)))
    starts = {
        edge.get("start") for edge in ElementTree.parse(path).getroot().iter("{http://www.gexf.net/1.2draft}edge")
    }
    assert "2031-01-01" in starts and all(len(start or "") == 10 for start in starts)


def test_tables_for_people_open_in_a_spreadsheet(tmp_path: Path) -> None:
    path = written(tables.write_entities, tmp_path / "e.csv", renamed(NASTY))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    assert len(rows) == len(GRAPH.entities)
    assert [row["名称"] for row in rows if row["类型"] == "荣誉"] == [f"'{NASTY}"]
    facts = list(csv.DictReader(written(tables.write_facts, tmp_path / "f.csv").open(encoding="utf-8-sig", newline="")))
    post = next(row for row in facts if row["主语"] == "柳如松" and row["关系"] == "任职")
    assert (post["职务"], post["日期"], post["报纸"]) == ("董事长", "2031-03-12", "云州日报") and "柳如松座谈" in post[
        "原句"
    ]


def test_parquet_holds_all_statements_and_their_entities(tmp_path: Path) -> None:
    path = written(tables.write_parquet, tmp_path / "s.parquet")
    assert tuple(store.from_table(pq.read_table(path))) == GRAPH.statements
    row = next(r for r in pq.read_table(path).to_pylist() if r["predicate"] == "listedOn")
    assert row["subject_entity"] == STAR
