"""What is sent to hurt the server is refused or stopped, and the others are answered meanwhile and afterwards."""

import http.client
import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlsplit

import pytest
import requests

from tests.serve.running import NAMES, children, clients, resident, running

SPARQL = {"Content-Type": "application/sparql-query"}
BOMBS = [
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?i",
    "SELECT (COUNT(*) AS ?n) { ?a (!<http://a>|^!<http://a>)*/(!<http://a>)* ?b . ?c (!<http://b>)* ?d . ?e ?f ?g }",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("attacked"), workers=2, seconds=2.0) as address:
        yield address


@pytest.fixture(autouse=True)
def others_are_answered(address: str) -> Iterator[None]:
    yield
    reply = requests.get(f"{address}/sparql", {"query": NAMES}, timeout=20)
    assert reply.status_code == 200 and "国家科技进步奖二等奖" in reply.text


def raw(address: str, data: bytes) -> bytes:
    """What comes back over the wire for these bytes, or nothing where the server hangs up."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=20) as wire:
        try:
            wire.sendall(data)
            return b"".join(iter(lambda: wire.recv(65536), b""))
        except (BrokenPipeError, ConnectionResetError):
            return b""


@pytest.mark.parametrize(
    "query",
    [
        *("", "SELECT", "{" * 5000, "SELECT * { " + "(" * 20000, "SELECT ?x { ?x ?y }", "\0", "🧨" * 99, "ASK { 'a }"),
        *("SELECT * { ?s ?p \\u00 }", "BASE <::> ASK {<a> a <b>}", "SELECT (1 AS ?x) (2 AS ?x) {}"),
        *(
            "INSERT DATA { <http://a> <http://b> 1 }",
            "DELETE WHERE { ?s ?p ?o }",
            "LOAD <file:///etc/passwd>",
            "CLEAR ALL",
        ),
    ],
)
def test_what_is_no_query_is_refused(address: str, query: str) -> None:
    for reply in (
        requests.post(f"{address}/sparql", query.encode(), headers=SPARQL, timeout=20),
        requests.post(f"{address}/sparql", {"query": query}, timeout=20),
    ):
        assert reply.status_code == 400 and len(reply.text) < 2000, query[:40]


@pytest.mark.parametrize(
    "body", ["#" * 10_000_000, "SELECT * { " + "?a ?b ?c . " * 900_000 + "}"], ids=["note", "query"]
)
def test_ten_megabytes_are_refused(address: str, body: str) -> None:
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
    try:
        connection.request("POST", "/sparql", body.encode(), SPARQL)
        assert connection.getresponse().status == 413
    except (BrokenPipeError, ConnectionResetError):
        pass  # the server hung up while we were still sending
    line = f"GET /sparql?query={quote(body[:10_000_000])} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    assert raw(address, line.encode())[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 414", b"HTTP/1.1 431", b""}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_stopped_while_others_are_answered(address: str, bomb: str) -> None:
    with ThreadPoolExecutor(1) as thread:
        reply = thread.submit(requests.post, f"{address}/sparql", bomb.encode(), headers=SPARQL, timeout=60)
        assert requests.get(f"{address}/sparql", {"query": NAMES}, timeout=20).status_code == 200
        assert reply.result().status_code in {413, 500, 503}


@pytest.mark.parametrize(
    "path",
    [
        *("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../app.py", "/assets/vendor/../../app.py"),
        *("/assets/..%2fapp.py", "/assets/%2e%2e/app.py", "/assets//etc/passwd", "/assets/vendor%00yasgui.min.js"),
        *("/id/../../etc/passwd", "/id/company/..%5c..%5cwindows", "file:///etc/passwd", "/assets/vendor/"),
    ],
)
def test_no_path_leads_out(address: str, path: str) -> None:
    reply = raw(address, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    assert reply[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 404"} and b"root:" not in reply and b"import" not in reply


@pytest.mark.parametrize(
    "head",
    [
        "GET /id/company/a%0d%0aSet-Cookie:%20x=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        "GET /search?q=%0d%0aSet-Cookie:%20x=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        "GET /sparql?query=ASK%20%7B%7D&format=json%0d%0aSet-Cookie:%20x=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        "GET /sparql HTTP/1.1\r\nHost: 127.0.0.1/\r\n\tSet-Cookie: x=1\r\nAccept: text/turtle\r\n",
        "GET /sparql HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: 127.0.0.1\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "a" * 1_000_000 + "\r\n",
        "GET /\0 HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
    ids=str,
)
def test_no_header_gets_in(address: str, head: str) -> None:
    reply = raw(address, f"{head}Connection: close\r\n\r\n".encode())
    headers = reply.partition(b"\r\n\r\n")[0].lower()
    assert b"set-cookie" not in headers and reply[:10] != b"HTTP/1.1 5"
    if b"evil" in head.encode():
        assert reply[:12] == b"HTTP/1.1 400"


def test_those_who_send_nothing_or_hang_up_hold_nobody(address: str) -> None:
    place = urlsplit(address)
    silent = [socket.create_connection((place.hostname, place.port)) for _ in range(100)]
    for number, wire in enumerate(silent):
        wire.sendall(b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99\r\n"[: 20 + number])
    assert requests.get(f"{address}/sparql", {"query": NAMES}, timeout=20).status_code == 200
    for wire in silent:
        wire.close()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_fifty_clients_at_once_get_answers_and_memory_does_not_grow(address: str) -> None:
    clients(address, 50, 1.0)  # what is set up at first use
    before = {process: resident(process) for process in children()}
    statuses = clients(address, 50, 4.0)
    assert set(statuses) == {200} and len(statuses) > 50
    grown = [resident(process) - size for process, size in before.items()]
    assert max(grown) < 8 * 1024**2
