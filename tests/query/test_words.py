"""Keywords are told from variables, names, strings, IRIs and comments that look like them."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.query.graph import ask
from kg.query.words import says


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * FROM <http://a> { ?s ?p ?o }", True),
        ("SELECT *\nfrom named<http://a> { ?s ?p ?o }", True),
        ("SELECT * { VALUES ?from { '1' } }", False),
        ("SELECT * { ?s kg:from 'FROM' ; <http://a/FROM> $from } # FROM", False),
        ('SELECT * { ?s ?p """a "FROM" b""" }', False),
    ],
)
def test_a_keyword_is_found_where_it_is_one(query: str, said: bool) -> None:
    assert says(query, "FROM") is said


def test_a_query_is_asked_of_the_graphs_that_it_names(tmp_path: Path) -> None:
    store = ox.Store()
    for name in "ab":
        graph = ox.NamedNode(f"http://{name}")
        store.add(ox.Quad(graph, ox.NamedNode("http://p"), ox.Literal(name), graph))
    everything, one = "SELECT ?o { ?s ?p ?o }", "SELECT ?o FROM <http://a> { ?s ?p ?o }"
    assert sorted(row[0].value for row in ask(store, everything)) == ["a", "b"]
    assert [row[0].value for row in ask(store, one)] == ["a"]
