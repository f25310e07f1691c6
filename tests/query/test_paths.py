"""Links are found in either direction, are the shortest, and always the same."""

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.ontology import KG
from kg.query.paths import SKOS, find_path


def made(edges: list[tuple[int, int]]) -> ox.Store:
    store = ox.Store()
    for n in range(8):
        store.add(ox.Quad(node(n), ox.NamedNode(SKOS + "prefLabel"), ox.Literal(f"n{n}", language="zh")))
    for a, b in edges:
        store.add(ox.Quad(node(a), ox.NamedNode(KG + "suppliesTo"), node(b)))
    return store


def node(n: int) -> ox.NamedNode:
    return ox.NamedNode(f"https://kg.example.org/x/{n}")


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14))
def test_as_short_as_networkx_finds(edges: list[tuple[int, int]]) -> None:
    graph = nx.Graph(edges)
    graph.add_nodes_from(range(8))
    path = find_path(made(edges), "n0", "n7")
    assert len(path) == (nx.shortest_path_length(graph, 0, 7) if nx.has_path(graph, 0, 7) else 0)
    at = node(0)
    for triple in path:
        assert at in {triple.subject, triple.object}
        at = triple.object if triple.subject == at else triple.subject
    assert at == node(7) or not path


def test_standing_near_is_no_link(store: ox.Store) -> None:
    assert all("coOccursWith" not in t.predicate.value for t in find_path(store, "曾长乐", "柳如松"))


def test_unknown_end_is_named(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="nothing is called 查无此人"):
        find_path(store, "柳如松", "查无此人")
