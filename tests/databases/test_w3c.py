"""The W3C's own tests of SPARQL's syntax and of its forms of answers, put to the server over HTTP.

A query that ought to be taken is answered, one that ought not gets 400. DEVIATIONS names every other answer.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import requests

from kg.serve.negotiation import SHORT
from kg.serve.worker import Request, answer
from tests.serve.running import running

pytestmark = [pytest.mark.slow, pytest.mark.databases]
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QUERY = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
#: Tests of syntax that are answered otherwise, by name of the file: what is answered, and why.
DEVIATIONS = {
    "syntax-service-01.rq": (403, "the server asks no other endpoint"),
    "syntax-service-02.rq": (403, "the server asks no other endpoint"),
    "syntax-service-03.rq": (403, "the server asks no other endpoint"),
    "syntax-select-expr-04.rq": (400, "it calls a function that does not exist"),
    "syntax-expr-05.rq": (400, "it calls a function that does not exist"),
    "syntax-order-05.rq": (400, "it calls a function that does not exist"),
    "syntax-order-06.rq": (400, "it calls a function that does not exist"),
    "syntax-function-01.rq": (400, "it calls a function that does not exist"),
    "syntax-function-02.rq": (400, "it calls a function that does not exist"),
    "syntax-function-03.rq": (400, "it calls a function that does not exist"),
    "syntax-function-04.rq": (400, "it calls a function that does not exist"),
    "qname-escape-01.rq": (400, "Oxigraph undoes no \\u outside strings and IRIs"),
    "syntax-esc-04.rq": (400, "Oxigraph undoes no \\u outside strings and IRIs"),
    "syntax-esc-05.rq": (400, "Oxigraph undoes no \\u outside strings and IRIs"),
    "syntax-lit-08.rq": (400, "in SPARQL 1.0 a number may end with its dot"),
    "syn-bad-26.rq": (200, "Oxigraph takes < before a variable for less than"),
}
#: Answered, or stopped for its time or size: some join everything with everything.
UNDERSTOOD = {200, 413, 503}


@dataclass(frozen=True)
class Case:
    """A test of a manifest: its kind, the file of its query, and those of its data and result where it has them."""

    kind: str
    query: Path
    data: Path | None = None
    result: Path | None = None

    @property
    def positive(self) -> bool:
        return self.kind.startswith("Positive")


@pytest.fixture(scope="module")
def suite(classpath: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tests."""
    folder = tmp_path_factory.mktemp("w3c")
    with zipfile.ZipFile(classpath("w3c")) as jar:
        jar.extractall(folder, [name for name in jar.namelist() if "-w3c/" in name])
    return folder


def cases(suite: Path, places: str) -> Iterator[Case]:
    for manifest in sorted(suite.glob(f"{places}/manifest.ttl")):
        store = ox.Store()
        store.load(path=str(manifest), format=ox.RdfFormat.TURTLE, base_iri=manifest.as_uri())
        for kind in sorted(store.quads_for_pattern(None, TYPE, None), key=str):
            if isinstance(kind.object, ox.NamedNode) and (action := one(store, kind.subject, MANIFEST + "action")):
                files = [action, None] if isinstance(action, ox.NamedNode) else pair(store, action)
                result = one(store, kind.subject, MANIFEST + "result")
                found = [path(manifest, file) for file in (*files, result)]
                if found[0]:
                    yield Case(kind.object.value.rpartition("#")[2], found[0], found[1], found[2])


def one(store: ox.Store, subject: ox.NamedNode, predicate: str) -> ox.NamedNode | ox.BlankNode | None:
    return next((q.object for q in store.quads_for_pattern(subject, ox.NamedNode(predicate), None)), None)


def pair(store: ox.Store, action: ox.BlankNode) -> list[ox.NamedNode | None]:
    return [one(store, action, QUERY + name) for name in ("query", "data")]


def path(manifest: Path, file: ox.NamedNode | None) -> Path | None:
    return manifest.parent / file.value.rpartition("/")[2] if isinstance(file, ox.NamedNode) else None


def test_syntax_is_told_from_what_is_none(suite: Path, tmp_path: Path) -> None:
    wrong, seen = {}, 0
    with running(tmp_path, seconds=1.0) as address:
        for case in (c for places in ("*-1.1-w3c/*", "*-1.0-w3c/*/*") for c in cases(suite, places)):
            if "Syntax" in case.kind and "Update" not in case.kind and case.query.suffix == ".rq":
                seen += 1
                headers = {"Content-Type": "application/sparql-query"}
                reply = requests.post(f"{address}/sparql", case.query.read_bytes(), headers=headers, timeout=20)
                if reply.status_code not in (UNDERSTOOD if case.positive else {400}):
                    wrong[case.query.name] = reply.status_code
    assert seen > 290
    assert wrong == {name: status for name, (status, _) in DEVIATIONS.items()}


def test_an_update_is_no_query_and_is_refused_as_an_update(suite: Path, tmp_path: Path) -> None:
    updates = [c.query.read_bytes() for c in cases(suite, "*-1.1-w3c/*") if "UpdateSyntax" in c.kind]
    assert len(updates) > 50
    with running(tmp_path) as address:
        for update in updates:
            for media, status in (("query", 400), ("update", 403)):
                headers = {"Content-Type": f"application/sparql-{media}"}
                reply = requests.post(f"{address}/sparql", update, headers=headers, timeout=20)
                assert reply.status_code == status, update


@pytest.mark.parametrize(("place", "ending"), [("csv-tsv-res", "csv"), ("csv-tsv-res", "tsv"), ("json-res", "srj")])
def test_answers_have_the_form_that_the_tests_give(suite: Path, place: str, ending: str) -> None:
    found = [c for c in cases(suite, f"*-1.1-w3c/{place}") if c.result and c.result.suffix == f".{ending}"]
    assert len(found) >= 3
    for case in found:
        store = ox.Store()
        if case.data:
            store.load(path=str(case.data), format=ox.RdfFormat.TURTLE)
        media = SHORT["json" if ending == "srj" else ending]
        reply = answer(store, Request(case.query.read_text(encoding="utf-8"), (media,)))
        assert (reply.outcome, reply.media) == ("ok", media)
        assert read(reply.body, ending) == read(case.result.read_bytes(), ending), case.result.name


def read(data: bytes, ending: str) -> object:
    """The answer, whatever the order of its rows and columns, the names of its blank nodes, and how numbers are put.

    Oxigraph keeps the value of a number, not its spelling.
    """
    if ending == "srj":
        said = json.loads(data)
        if "boolean" in said:
            return said["boolean"]
        rows = [{name: plain(term) for name, term in row.items()} for row in said["results"]["bindings"]]
        return sorted(said["head"]["vars"]), sorted(sorted(row.items()) for row in rows)
    text = data.decode().replace("\r\n", "\n")
    lines = list(csv.reader(io.StringIO(text))) if ending == "csv" else [line.split("\t") for line in text.splitlines()]
    return sorted(sorted(zip(lines[0], map(value, line), strict=True)) for line in lines[1:])


def plain(term: dict[str, str]) -> list[tuple[str, str]]:
    """A term of JSON; text is text, whether its type is named or, since RDF 1.1, not."""
    kept = {name: part for name, part in term.items() if (name, part) != ("datatype", XSD + "string")}
    kept["type"] = term["type"].removeprefix("typed-")
    kept["value"] = "_:" if term["type"] == "bnode" else value(term["value"])
    return sorted(kept.items())


def value(cell: str) -> str:
    """A cell of CSV or TSV, numbers by their value."""
    cell = re.sub(rf'"(.*)"\^\^<{re.escape(XSD)}(?:integer|negativeInteger|decimal|double)>', r"\1", cell)
    cell = cell.removesuffix(f"^^<{XSD}string>")
    try:
        return str(float(cell))
    except ValueError:
        return "_:" if cell.startswith("_:") else cell
