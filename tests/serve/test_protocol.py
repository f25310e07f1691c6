"""The tests of the SPARQL 1.1 protocol by the W3C (https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/).

Each row bears the W3C's name of the test; updates are refused here, with 403, where another server would take them.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import rdflib
from starlette.testclient import TestClient

from kg.export.named_graphs import write_trig
from kg.ontology import find_ontology, load_ontology
from kg.serve.app import Options, create_app
from kg.serve.disk import on_disk
from kg.settings import Settings
from tests.export.invented import yunzhou

ONTOLOGY = load_ontology(find_ontology(None))
FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
ASK = "ASK {}"
COUNT = "SELECT (COUNT(DISTINCT ?page) AS ?n) { ?page a kg:Page }"
BOTH = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?page a kg:Page } }"
CLEAR = "CLEAR ALL"


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("protocol") / "yunzhou.trig"
    write_trig(yunzhou(), ONTOLOGY, Settings(), path)
    return path


@pytest.fixture(scope="module")
def client(graphs: Path) -> Iterator[TestClient]:
    options = Options(on_disk(graphs, graphs.parent / "store"), graphs, ("testserver",), workers=1)
    with TestClient(create_app(options, ONTOLOGY), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def pages(graphs: Path) -> list[str]:
    """The named graphs: one a page."""
    return sorted({q.graph_name.value for q in ox.parse(path=str(graphs)) if isinstance(q.graph_name, ox.NamedNode)})


def post(client: TestClient, body: str | bytes, media: str | None, query: str = "", **headers: str) -> tuple[int, str]:
    sent = headers | ({"Content-Type": media} if media else {})
    data = body if isinstance(body, bytes) else body.encode()
    reply = client.post(f"/sparql{query}", content=data, headers=sent)
    return reply.status_code, reply.text


@pytest.mark.parametrize(
    ("name", "method", "address", "media", "body"),
    [
        ("query_get", "GET", "?" + urlencode({"query": ASK}), None, ""),
        ("query_post_form", "POST", "", FORM, urlencode({"query": ASK})),
        ("query_post_direct", "POST", "", QUERY, ASK),
    ],
)
def test_a_query_is_answered(
    client: TestClient, name: str, method: str, address: str, media: str | None, body: str
) -> None:
    headers = {"Content-Type": media} if media else {}
    reply = client.request(method, f"/sparql{address}", content=body, headers=headers)
    assert reply.status_code == 200 and reply.json()["boolean"] is True, name


@pytest.mark.parametrize(
    ("name", "method", "address", "media", "body", "status"),
    [
        ("bad_query_method", "PUT", "?" + urlencode({"query": ASK}), None, b"", 405),
        ("bad_multiple_queries", "GET", "?query=ASK%20%7B%7D&query=ASK%20%7B%7D", None, b"", 400),
        ("bad_query_wrong_media_type", "POST", "", "text/plain", ASK.encode(), 415),
        ("bad_query_missing_form_type", "POST", "", None, urlencode({"query": ASK}).encode(), 415),
        ("bad_query_missing_direct_type", "POST", "", None, ASK.encode(), 415),
        ("bad_query_non_utf8", "POST", "", QUERY, "ASK { ?s ?p '字' }".encode("utf-16"), 400),
        ("bad_query_syntax", "GET", "?query=ASK%20%7B", None, b"", 400),
        ("bad_update_get", "GET", "?" + urlencode({"update": CLEAR}), None, b"", 403),
        ("bad_multiple_updates", "POST", "", FORM, b"update=CLEAR%20ALL&update=CLEAR%20ALL", 403),
        ("bad_update_wrong_media_type", "POST", "", "text/plain", CLEAR.encode(), 415),
        ("bad_update_missing_form_type", "POST", "", None, urlencode({"update": CLEAR}).encode(), 415),
        ("bad_update_missing_direct_type", "POST", "", None, CLEAR.encode(), 415),
        ("bad_update_non_utf8", "POST", "", UPDATE, CLEAR.encode("utf-16"), 403),
        ("bad_update_syntax", "POST", "", FORM, b"update=CLEAR%20XYZ", 403),
        ("bad_update_dataset_conflict", "POST", "?using-graph-uri=http%3A%2F%2Fa", FORM, b"update=CLEAR%20ALL", 403),
        ("update_post_form", "POST", "", FORM, urlencode({"update": CLEAR}).encode(), 403),
        ("update_post_direct", "POST", "", UPDATE, CLEAR.encode(), 403),
    ],
)
def test_what_is_wrong_is_refused(
    client: TestClient, name: str, method: str, address: str, media: str | None, body: bytes, status: int
) -> None:
    headers = {"Content-Type": media} if media else {}
    assert client.request(method, f"/sparql{address}", content=body, headers=headers).status_code == status, name
    assert counted(client, COUNT) == len(yunzhou().pages)


def counted(client: TestClient, query: str, **graphs: str | list[str]) -> int:
    """The count that a query gives of these graphs: by GET, by a form and directly, which must be the same."""
    address = urlencode(graphs, doseq=True)
    replies = [
        client.get(f"/sparql?{urlencode({'query': query})}&{address}").text,
        post(client, f"{urlencode({'query': query})}&{address}", FORM)[1],
        post(client, query, QUERY, f"?{address}")[1],
    ]
    numbers = [int(json.loads(reply)["results"]["bindings"][0]["n"]["value"]) for reply in replies]
    assert len(set(numbers)) == 1
    return numbers[0]


def test_the_graphs_of_the_request_are_the_data_set(client: TestClient, pages: list[str]) -> None:
    """query_dataset_default_graph, _default_graphs, _named_graphs, _full, query_multiple_dataset."""
    one, two = pages[:2]
    assert counted(client, COUNT) == len(pages)
    assert counted(client, COUNT, **{"default-graph-uri": one}) == 1
    assert counted(client, COUNT, **{"default-graph-uri": [one, two]}) == 2
    assert counted(client, BOTH, **{"named-graph-uri": [one, two]}) == 2
    assert counted(client, BOTH, **{"default-graph-uri": one}) == 0
    assert counted(client, COUNT, **{"default-graph-uri": one, "named-graph-uri": two}) == 1


def test_graphs_of_the_request_go_before_those_of_the_query(client: TestClient, pages: list[str]) -> None:
    one, two = pages[:2]
    clause = COUNT.replace("{ ?page", f"FROM <{one}> FROM <{two}> {{ ?page")
    assert counted(client, clause) == 2
    assert counted(client, clause, **{"default-graph-uri": one}) == 1


@pytest.mark.parametrize(
    ("name", "query", "medias"),
    [
        ("query_content_type_select", "SELECT (1 AS ?x) {}", ["xml", "json", "csv", "tsv"]),
        ("query_content_type_ask", ASK, ["xml", "json"]),
        ("query_content_type_describe", "DESCRIBE <http://a>", ["turtle", "rdf+xml", "n-triples", "ld+json"]),
        ("query_content_type_construct", "CONSTRUCT { <http://a> <http://b> 1 } {}", ["turtle", "rdf+xml"]),
    ],
)
def test_each_form_of_query_has_a_media_type_of_its_own(
    client: TestClient, name: str, query: str, medias: list[str]
) -> None:
    full = {
        **{"xml": "application/sparql-results+xml", "json": "application/sparql-results+json", "csv": "text/csv"},
        **{"tsv": "text/tab-separated-values", "turtle": "text/turtle"},
    }
    for media in medias:
        wanted = full.get(media, f"application/{media}")
        reply = client.get("/sparql", params={"query": query}, headers={"Accept": wanted})
        assert (reply.status_code, reply.headers["content-type"].partition(";")[0]) == (200, wanted), name


def test_the_service_description_names_what_can_be_asked(client: TestClient) -> None:
    reply = client.get("/sparql", headers={"Accept": "text/turtle"})
    description = rdflib.Graph().parse(data=reply.text)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    [service] = description.subjects(rdflib.RDF.type, sd.Service)
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in description
    assert len(set(description.objects(service, sd.resultFormat))) == 8
    assert (service, sd.supportedLanguage, sd.SPARQL11Update) not in description
