"""Triple stores that speak the Graph Store Protocol get the graph as it was built, once and twice."""

import csv
import io
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import requests
from click.testing import CliRunner, Result

from kg.cli import main
from kg.errors import OutputError
from kg.load.registry import load
from kg.load.target import parse_target

pytestmark = [pytest.mark.slow, pytest.mark.databases]
GRAPH = "http://kg.test/zhuzhou"
#: Server fixture -> path of its Graph Store and of its query service below the server's address.
STORES = {
    "oxigraph": ("/store?default", "/query"),
    "fuseki": ("/data?default", "/query"),
    "virtuoso": (f"/sparql-graph-crud-auth?graph-uri={GRAPH}", f"/sparql?default-graph-uri={GRAPH}"),
}
QUESTIONS = [
    "SELECT ?c (COUNT(DISTINCT ?e) AS ?n) { ?e a ?c } GROUP BY ?c ORDER BY ?c",
    "SELECT ?p (COUNT(*) AS ?n) { ?s rdf:predicate ?p } GROUP BY ?p ORDER BY ?p",
    "SELECT ?label (LANG(?label) AS ?tag) { ?e skos:prefLabel ?label } ORDER BY ?label ?tag",
    "SELECT ?who ?title ?body { ?s rdf:predicate kg:holdsPost ; rdf:subject/skos:prefLabel ?who ;"
    " rdf:object/skos:prefLabel ?body ; kg:title ?title } ORDER BY ?who ?title ?body",
    "SELECT ?page ?date { ?page a kg:Page ; dcterms:date ?date } ORDER BY ?page",
]
PREFIXES = (
    "PREFIX kg: <https://kg.example.org/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/> "
)


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Graph Store address for ``kg load`` and query address of a running store."""
    if request.param == "virtuoso":
        monkeypatch.setenv("KG_LOAD_USER", "dba")
        monkeypatch.setenv("KG_LOAD_PASSWORD", "dba")
    address = request.getfixturevalue(request.param)
    graph_store, query = STORES[request.param]
    return f"sparql+{address}{graph_store}", f"{address}{query}"


def kg_load(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["load", *map(str, words)])


def ask(query_address: str, question: str) -> list[list[str]]:
    answer = requests.post(
        query_address, data={"query": PREFIXES + question}, headers={"Accept": "text/csv"}, timeout=60
    )
    answer.raise_for_status()
    answer.encoding = "utf-8"
    return list(csv.reader(io.StringIO(answer.text)))[1:]


def ask_source(turtle: Path, question: str) -> list[list[str]]:
    source = ox.Store()
    source.bulk_load(path=str(turtle), format=ox.RdfFormat.TURTLE)
    return [[node.value if node else "" for node in row] for row in source.query(PREFIXES + question)]


def test_the_store_answers_as_the_source_does_after_one_load_and_after_two(store: tuple[str, str], built: Path) -> None:
    address, query = store
    turtle = built / "zhuzhou.ttl"
    expected = {question: ask_source(turtle, question) for question in QUESTIONS}
    assert all(expected[question] for question in QUESTIONS[:1] + QUESTIONS[2:3])
    for words in [["--replace"], []]:
        result = kg_load(address, "--graph", turtle, *words)
        assert result.exit_code == 0, result.stderr
        for question, rows in expected.items():
            assert Counter(map(tuple, ask(query, question))) == Counter(map(tuple, rows))


def test_what_was_cut_off_is_finished_by_running_it_again(
    store: tuple[str, str], built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, query = store
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    total = int(ask_source(built / "zhuzhou.ttl", count)[0][0])
    monkeypatch.setattr("kg.load.graph_store.BATCH", total // 6)

    def cut(sent: int, _: int) -> None:
        if sent > total // 2:
            raise KeyboardInterrupt

    target = parse_target(address, replace=True)
    with pytest.raises(KeyboardInterrupt):
        load(built / "zhuzhou.ttl", target, cut)
    assert ask(query, count) != ask_source(built / "zhuzhou.ttl", count)
    load(built / "zhuzhou.ttl", parse_target(address))
    assert ask(query, count) == ask_source(built / "zhuzhou.ttl", count)


def test_chinese_quotes_commas_and_line_breaks_come_back_as_they_went(store: tuple[str, str], tmp_path: Path) -> None:
    address, query = store
    text = '说“好”, "行"、\\斜线，\n第二行\t制表 𬭚'
    turtle = tmp_path / "odd.ttl"
    quad = ox.Triple(ox.NamedNode("http://x.test/s"), ox.NamedNode("http://x.test/p"), ox.Literal(text, language="zh"))
    ox.serialize([quad], str(turtle), format=ox.RdfFormat.TURTLE)
    load(turtle, parse_target(address, replace=True))
    assert ask(query, "SELECT ?o (LANG(?o) AS ?tag) { <http://x.test/s> ?p ?o }") == [[text, "zh"]]


def test_a_wrong_port_is_one_line_that_says_what_to_do(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.load.graph_store.WAITS", (0.0,))
    result = kg_load("sparql+http://127.0.0.1:9/store?default", "--graph", built / "zhuzhou.ttl")
    assert result.exit_code == 1
    assert "127.0.0.1:9" in result.stderr and "port" in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_address_that_is_no_graph_store_is_refused_with_advice(oxigraph: str, built: Path) -> None:
    with pytest.raises(OutputError, match="Graph Store address"):
        load(built / "zhuzhou.ttl", parse_target(f"sparql+{oxigraph}/nothing"))
