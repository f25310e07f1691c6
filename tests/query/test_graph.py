"""Graphs are opened from what is there, and what cannot be answered is said in one line."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import InputError, QueryError
from kg.query.answers import as_bytes, rows
from kg.query.graph import ask, open_graph


def test_opens_files_compressed_files_and_stores_on_disk(yunzhou_ttl: Path, store: ox.Store, tmp_path: Path) -> None:
    packed = tmp_path / "g.ttl.gz"
    packed.write_bytes(gzip.compress(yunzhou_ttl.read_bytes()))
    on_disk = ox.Store(str(tmp_path / "store"))
    on_disk.bulk_load(path=str(yunzhou_ttl), format=ox.RdfFormat.TURTLE)
    on_disk.flush()
    del on_disk
    assert len(open_graph(packed)) == len(open_graph(tmp_path / "store")) == len(store)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("g.ttl", None, "no graph here; build it"),
        ("g.ttl", b"kg:a kg:b", "cannot be read as RDF"),
        ("g.pdf", b"", "no RDF"),
    ],
)
def test_what_is_no_graph_is_named(tmp_path: Path, name: str, content: bytes | None, problem: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=problem):
        open_graph(tmp_path / name)


def test_damaged_gzip_is_named(tmp_path: Path) -> None:
    (tmp_path / "g.nq.gz").write_bytes(gzip.compress(b"<a:a> <a:b> <a:c> .")[:-6])
    with pytest.raises(InputError, match=r"g\.nq\.gz"):
        open_graph(tmp_path / "g.nq.gz")


def test_usual_prefixes_need_no_declaration(store: ox.Store) -> None:
    _, lines = rows(ask(store, "SELECT ?n { ?x a kg:Honor ; skos:prefLabel ?n }"))
    assert lines == [["国家科技进步奖二等奖"]]


@pytest.mark.parametrize(
    ("query", "problem"),
    [("SELECT ?x {", "not SPARQL"), ("DELETE WHERE { ?s ?p ?o }", "is an update"), ("CLEAR ALL", "is an update")],
)
def test_what_is_no_query_is_refused(store: ox.Store, query: str, problem: str) -> None:
    before = len(store)
    with pytest.raises(QueryError, match=problem):
        ask(store, query)
    assert len(store) == before


def test_answers_have_the_formats_of_their_shape(store: ox.Store) -> None:
    def honours() -> ox.QuerySolutions:
        return ask(store, "SELECT ?n { ?x a kg:Honor ; skos:prefLabel ?n }")

    assert as_bytes(honours(), "csv").decode() == "n\r\n国家科技进步奖二等奖\r\n"
    assert '"xml:lang":"zh"' in as_bytes(honours(), "json").decode()
    triples = as_bytes(ask(store, "CONSTRUCT { ?x a kg:Honor } { ?x a kg:Honor }"), "ttl").decode()
    assert "a kg:Honor" in triples
    assert as_bytes(ask(store, "ASK { ?x a kg:Honor }"), "json") == b'{"head":{},"boolean":true}'
    with pytest.raises(QueryError, match="cannot be written as ttl"):
        as_bytes(honours(), "ttl")
