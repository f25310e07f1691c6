"""Differences of two graphs, for people and as a patch."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.diff import changes, find_turtle, load, patch
from kg.errors import InputError

HEAD = """@prefix kg: <https://kg.example.org/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://x/> .
:b a kg:GovernmentBody ; skos:prefLabel "甲市人民政府"@zh .
:p1 a kg:Official ; skos:prefLabel "李强"@zh .
"""
POST = 'a rdf:Statement ; rdf:predicate kg:holdsPost ; rdf:object :b ; kg:title "市长"@zh ; rdf:subject'
OLD = f"{HEAD}:s1 {POST} :p1 .\n"
NEW = (
    HEAD.replace('"甲市人民政府"@zh', '"甲市人民政府"@zh ; skos:altLabel "甲市政府"@zh')
    + ':p2 a kg:Official ; skos:prefLabel "王立"@zh .\n'
    + f":s2 {POST} :p2 .\n"
)


@pytest.fixture
def graphs(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "g.ttl").write_text(text, encoding="utf-8")
        (tmp_path / name / "g.void.ttl").write_text("# about the graph\n", encoding="utf-8")
    return tmp_path / "old", tmp_path / "new"


def test_what_is_new_gone_and_changed_is_said(graphs: tuple[Path, Path]) -> None:
    found = [(c.kind, c.how, c.text) for c in changes(*map(load, graphs))]
    assert found == [
        ("entity", "added", "Official 王立"),
        ("entity", "changed", "GovernmentBody 甲市人民政府: +甲市政府"),
        ("relation", "added", "王立 holdsPost 甲市人民政府 市长 (new holder)"),
        ("relation", "gone", "李强 holdsPost 甲市人民政府 市长"),
    ]


def test_a_graph_does_not_differ_from_itself(graphs: tuple[Path, Path]) -> None:
    old = load(graphs[0])
    assert changes(old, old) == []
    assert patch(old, old) == "TX .\nTC .\n"


def test_the_patch_makes_the_new_graph_of_the_old(graphs: tuple[Path, Path]) -> None:
    old, new = map(load, graphs)
    triples = set(old.triples)
    for row in patch(old, new).splitlines()[1:-1]:
        triple = next(iter(ox.parse(row[2:], format=ox.RdfFormat.N_TRIPLES))).triple
        if row[0] == "D":
            triples.remove(triple)
        else:
            triples.add(triple)
    assert triples == new.triples


def test_a_folder_without_one_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="0 built graphs"):
        find_turtle(tmp_path)
