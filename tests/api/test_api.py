"""A built graph from Python: answers with the types of their values, things with their sentences, other forms."""

import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.api.graph import BuiltGraph
from kg.errors import InputError, QueryError
from kg.model import CO_OCCURS
from tests.export.invented import yunzhou
from tests.query.conftest import yunzhou_ttl

__all__ = ["yunzhou_ttl"]
STAR = "云州星河动力股份有限公司"
SAID = [s for s in yunzhou().relations() if s.predicate != CO_OCCURS]


@pytest.fixture(scope="module")
def g(yunzhou_ttl: Path) -> BuiltGraph:
    return kg.open(yunzhou_ttl)


def test_questions_and_sparql_give_rows(g: BuiltGraph) -> None:
    rows = g.query("posts", person="柳如松")
    assert [(row["title"], row["at"], row["pages"]) for row in rows] == [("董事长", STAR, 1)]
    assert g.query("SELECT ?c { ?s a kg:Statement ; kg:confidence ?c } ORDER BY ?c LIMIT 1") == [{"c": 0.55}]
    assert g.query("ASK { ?x a kg:Honor }") == [{"answer": True}]
    assert (
        g.query("CONSTRUCT { ?x a kg:Honor } { ?x a kg:Honor }")[0]["object"] == "https://kg.example.org/ontology#Honor"
    )
    assert len(g.query("shortest-link", from_="柳如松", to="碳纤维预浸料")) == 3


def test_a_thing_has_its_names_pages_facts_and_sentences(g: BuiltGraph) -> None:
    star = g.entity("星河动力")
    assert (star.name, star.type, star.aliases) == (STAR, "Company", ("星河动力",))
    assert g.entity(star.iri) == g.entity(STAR) == star
    assert "100_yunzhou" in star.pages
    listed = next(f for f in star.facts if f.relation == "listedOn")
    assert (listed.object_name, listed.date, listed.headline) == ("东陵证券交易所", "2031-03-12", "星河动力登陆东交所")
    assert listed.sentence == "星河动力昨日在东交所挂牌上市。"
    assert len(star.facts) == sum(STAR in {s.subject_name, s.object_name} for s in SAID)


@pytest.mark.parametrize(
    "name", ["查无此人", "https://kg.example.org/none", "https://kg.example.org/a b", '"@zh . } #']
)
def test_what_is_not_there_is_named(g: BuiltGraph, name: str) -> None:
    with pytest.raises(QueryError):
        g.entity(name)


def test_other_forms_hold_the_same_facts(g: BuiltGraph) -> None:
    graph = g.to_networkx()
    assert graph.number_of_edges() == g.to_arrow().num_rows == len(g.facts()) == len(SAID)
    assert graph.nodes[g.entity(STAR).iri] == {"name": STAR, "type": "Company"}
    assert len(g.to_rdflib()) == len(g)
    assert sum(len(thing.facts) for thing in g.things()) == 2 * len(SAID)


def test_view_is_the_page_beside_the_graph(g: BuiltGraph, tmp_path: Path) -> None:
    (tmp_path / "g.html").write_text('<p class="x">云州</p>', encoding="utf-8")
    beside = BuiltGraph(g.store, tmp_path / "g.nq.gz")
    assert "&lt;p class=&quot;x&quot;&gt;云州" in beside.view()._repr_html_()
    with pytest.raises(InputError, match="no page beside"):
        BuiltGraph(g.store, tmp_path / "h.ttl").view()


def test_import_is_cheap() -> None:
    code = "import sys, kg; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pyoxigraph", "rdflib", "networkx", "pyarrow", "kg.api.graph"} & set(modules)


def test_measures_name_each_thing_the_best_connected_first(g: BuiltGraph) -> None:
    rows = g.measures()
    assert {row["node"] for row in rows} == set(g.to_networkx())
    assert rows[0]["pagerank"] == 1000
    assert rows[0]["node"] == g.measures(largest=0)[0]["node"]
    assert sum(int(str(row["facts"])) for row in rows) == 2 * len(SAID)
