"""The server answers by the protocol, shows what is there, and outlives what is sent at it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kg.api.entity import find_things
from kg.ontology import find_ontology, load_ontology
from kg.query.graph import open_graph
from kg.serve.app import Options, create_app
from kg.serve.disk import on_disk
from kg.serve.negotiation import accepted, pick
from kg.serve.protocol import MOST_BYTES
from kg.serve.worker import Request, answer, asks_elsewhere
from tests.query.conftest import yunzhou_ttl

__all__ = ["yunzhou_ttl"]
ONTOLOGY = load_ontology(find_ontology(None))
NAMES = "SELECT ?n { ?x a kg:Honor ; skos:prefLabel ?n }"
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def options(yunzhou_ttl: Path, tmp_path_factory: pytest.TempPathFactory) -> Options:
    folder = tmp_path_factory.mktemp("serve")
    (yunzhou_ttl.parent / "yunzhou.html").write_text("<p>图</p>", encoding="utf-8")
    return Options(on_disk(yunzhou_ttl, folder / "store"), yunzhou_ttl, ("testserver",), workers=2, seconds=2.0)


@pytest.fixture(scope="module")
def client(options: Options) -> Iterator[TestClient]:
    with TestClient(create_app(options, ONTOLOGY), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def star(yunzhou_ttl: Path) -> str:
    iri = find_things(open_graph(yunzhou_ttl), "星河动力")[0]
    return "/id/" + iri.partition("/id/")[2]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", JSON),
        ("application/json", JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.9, text/html;q=1", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/*", "text/csv"),
    ],
)
def test_select_comes_as_asked(client: TestClient, accept: str, media: str) -> None:
    for reply in (
        client.get("/sparql", params={"query": NAMES}, headers={"Accept": accept}),
        client.post("/sparql", data={"query": NAMES}, headers={"Accept": accept}),
        client.post(
            "/sparql",
            content=NAMES,
            headers={"Accept": accept, "Content-Type": "application/sparql-query; charset=utf-8"},
        ),
    ):
        assert reply.status_code == 200 and reply.headers["content-type"].partition(";")[0] == media
        assert "国家科技进步奖二等奖" in reply.text


def test_construct_and_ask_come_in_their_forms(client: TestClient) -> None:
    construct = {"query": "CONSTRUCT { ?x a kg:Honor } { ?x a kg:Honor }"}
    for media, name in (("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml")):
        reply = client.get("/sparql", params=construct, headers={"Accept": media})
        assert reply.headers["content-type"].startswith(media)
        assert len(rdflib.Graph().parse(data=reply.text, format=name)) == 1
    assert client.get("/sparql", params={"query": "ASK {}", "format": "json"}).json() == {"head": {}, "boolean": True}


def test_graphs_of_the_protocol_are_those_asked(client: TestClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    reply = client.get("/sparql", params={"query": count, "default-graph-uri": "https://kg.example.org/none"})
    assert reply.json()["results"]["bindings"][0]["n"]["value"] == "0"


def test_service_describes_itself(client: TestClient) -> None:
    reply = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=reply.text)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert [str(o) for o in graph.objects(None, sd.endpoint)] == ["http://testserver/sparql"]
    assert client.get("/sparql", headers={"Accept": "text/html"}).headers["location"] == "/query"


@pytest.mark.parametrize(
    ("method", "arguments", "status"),
    [
        ("GET", {"params": {"query": "SELECT {"}}, 400),
        ("GET", {"params": [("query", NAMES), ("query", NAMES)]}, 400),
        ("GET", {"params": {"query": NAMES}, "headers": {"Accept": "image/png"}}, 406),
        ("GET", {"params": {"query": "DROP ALL"}}, 400),
        ("GET", {"params": {"update": "DROP ALL"}}, 403),
        ("POST", {"data": {"update": "DROP ALL"}}, 403),
        ("POST", {"content": "DROP ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403),
        ("POST", {"content": "{}", "headers": {"Content-Type": "application/json"}}, 415),
        ("POST", {"data": {}, "headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 400),
        ("POST", {"content": b"\xff\xfe", "headers": {"Content-Type": "application/sparql-query"}}, 400),
        ("POST", {"content": "#" * (MOST_BYTES + 1), "headers": {"Content-Type": "application/sparql-query"}}, 413),
        ("PUT", {"content": NAMES}, 405),
        ("DELETE", {}, 405),
        ("GET", {"params": {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}}, 403),
        ("GET", {"params": {"query": NAMES, "default-graph-uri": "no iri"}}, 400),
    ],
)
def test_what_the_protocol_does_not_allow_is_refused(
    client: TestClient, method: str, arguments: dict, status: int
) -> None:
    reply = client.request(method, "/sparql", **arguments)
    assert reply.status_code == status and len(reply.text) < 1000
    assert client.get("/sparql", params={"query": NAMES}).status_code == 200


@pytest.mark.parametrize(
    ("query", "elsewhere"),
    [
        ("SELECT * { service silent ?x {} }", True),
        ("SELECT * { \\u0053ERVICE <http://a/> {} }", True),
        ("SELECT * { ?x ?y 'it\\'s' . SERVICE<http://a/>{} }", True),
        ("SELECT * { ?service kg:service 'SERVICE' . # SERVICE\n }", False),
        ('SELECT * { ?x ?y """a "SERVICE" b""" ; <http://a/SERVICE> 1 }', False),
    ],
)
def test_asking_elsewhere_is_seen_through(query: str, elsewhere: bool) -> None:
    assert asks_elsewhere(query) is elsewhere


def test_a_bomb_is_stopped_while_others_are_answered(client: TestClient) -> None:
    with ThreadPoolExecutor(2) as threads:
        bomb = threads.submit(client.get, "/sparql", params={"query": BOMB})
        assert client.get("/sparql", params={"query": NAMES}).status_code == 200
        assert bomb.result().status_code == 503
    assert client.get("/sparql", params={"query": NAMES}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/search?q=星河", "star", "star?format=ttl"])
def test_pages_have_the_time_limit_of_queries(options: Options, star: str, path: str) -> None:
    with TestClient(create_app(replace(options, seconds=0.0, workers=1), ONTOLOGY)) as hurried:
        reply = hurried.get(path.replace("star", star))
        assert (reply.status_code, reply.headers["retry-after"]) == (503, "10") and "longer than 0 s" in reply.text
        assert hurried.get("/health").text == "ok\n"


def test_a_search_that_takes_too_long_is_stopped(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.app._SEARCH", BOMB)
    with TestClient(create_app(replace(options, seconds=1.0, workers=1), ONTOLOGY)) as client:
        assert client.get("/search?q=星河").status_code == 503
        assert client.get("/sparql", params={"query": NAMES}).status_code == 200


def test_a_function_that_does_not_exist_is_named(client: TestClient) -> None:
    reply = client.get("/sparql", params={"query": "SELECT (<http://a/none>(1) AS ?x) {}"})
    assert reply.status_code == 400 and "http://a/none" in reply.text


def test_iris_without_a_scheme_are_relative_to_the_endpoint(client: TestClient) -> None:
    reply = client.get("/sparql", params={"query": "SELECT (STR(<#a>) AS ?x) {}", "format": "csv"})
    assert reply.text.splitlines()[1] == "http://testserver/sparql#a"


def test_many_at_once_are_all_answered(client: TestClient) -> None:
    with ThreadPoolExecutor(20) as threads:
        replies = list(threads.map(lambda _: client.get("/sparql", params={"query": NAMES}).status_code, range(60)))
    assert replies == [200] * 60


def test_an_answer_beyond_the_bound_is_refused(yunzhou_ttl: Path) -> None:
    request = Request("SELECT * { ?s ?p ?o }", (JSON,), most_bytes=1000)
    assert answer(open_graph(yunzhou_ttl), request).outcome == "too large"


def test_a_thing_has_a_page_for_people_and_forms_for_programs(client: TestClient, star: str) -> None:
    page = client.get(star, headers={"Accept": "text/html,application/xhtml+xml;q=0.9"})
    assert "云州星河动力股份有限公司" in page.text and "星河动力昨日在东交所挂牌上市。" in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    for accept, name in (("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml")):
        reply = client.get(star, headers={"Accept": accept})
        graph = rdflib.Graph().parse(data=reply.text, format=name)
        assert rdflib.Literal("星河动力", lang="zh") in set(graph.objects())
    assert client.get(star, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    "path",
    [
        *("/id/company/none", "/id/company/a%20b%3E", "/id/%3Cscript%3E/x", "/id/a/%0d%0aSet-Cookie:x=1"),
        *("/assets/..%2f..%2fapp.py", "/../kg.toml", "/none"),
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 404 and "set-cookie" not in reply.headers and "<script>" not in reply.text


def test_pages_for_people_are_there_and_ask_nothing_of_the_network(client: TestClient) -> None:
    for path in ("/", "/query", "/search?q=星河", "/graph"):
        reply = client.get(path)
        assert reply.status_code == 200 and "http://" not in reply.text.replace("http://www.w3.org", "").replace(
            "http://purl", ""
        )
    assert "谁在什么时候任什么职务" in client.get("/query").text
    assert "云州星河动力股份有限公司" in client.get("/search", params={"q": "星河"}).text
    assert client.get("/assets/query.js").headers["content-type"].startswith("text/javascript")
    assert client.get("/health").text == "ok\n"


def test_what_is_searched_for_is_escaped(client: TestClient) -> None:
    reply = client.get("/search", params={"q": '<script>alert(1)</script>"'})
    assert reply.status_code == 200 and "<script>alert" not in reply.text


def test_other_hosts_and_sites_are_not_served_unless_asked(client: TestClient, options: Options) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    origin = {"Origin": "https://other.example"}
    assert "access-control-allow-origin" not in client.get("/health", headers=origin).headers
    with TestClient(create_app(replace(options, cors=True, workers=1), ONTOLOGY)) as open_client:
        assert open_client.get("/health", headers=origin).headers["access-control-allow-origin"] == "*"


def test_the_store_on_disk_is_the_graph(options: Options, yunzhou_ttl: Path) -> None:
    assert set(ox.Store.read_only(str(options.store))) == set(open_graph(yunzhou_ttl))
    assert on_disk(options.store, Path("unused")) == options.store


@given(st.text(max_size=60))
def test_any_accept_header_is_read(header: str) -> None:
    assert pick(["text/html"], accepted(header)) in {"text/html", None}


def test_results_are_the_w3c_json(client: TestClient) -> None:
    reply = json.loads(client.get("/sparql", params={"query": NAMES}).text)
    [row] = reply["results"]["bindings"]
    assert row["n"] == {"type": "literal", "value": "国家科技进步奖二等奖", "xml:lang": "zh"}
