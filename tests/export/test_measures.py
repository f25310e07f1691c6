"""Both libraries measure a graph alike; past the size that the settings name, NetworKit does it."""

import random
import sys

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.measures import Measures, measure

TWO_STARS = [(0, i) for i in range(1, 6)] + [(6, i) for i in range(7, 12)] + [(0, 6)]
#: Edges above which NetworKit measures: never, always.
NETWORKX, NETWORKIT = sys.maxsize, 0


@pytest.mark.parametrize("largest", [NETWORKX, NETWORKIT])
def test_measures_name_hubs_and_communities(largest: int) -> None:
    measures = measure(15, [*TWO_STARS, (13, 14)], largest)
    assert measures.degree[0] == measures.degree[6] == 6 == measures.facts[0]
    assert measures.pagerank[0] > 900 and measures.betweenness[6] > 900 and measures.betweenness[1] == 0
    assert measures.community[1] == measures.community[0] != measures.community[7]
    assert measures.component[1] == measures.component[7] == 0 and measures.component[14] == 1
    assert measures.community[12] == measures.component[12] == -1


@pytest.mark.parametrize("largest", [NETWORKX, NETWORKIT])
def test_a_graph_without_edges_has_no_hub(largest: int) -> None:
    assert measure(2, [], largest) == Measures((0, 0), (0, 0), (0, 0), (0, 0), (-1, -1), (-1, -1))
    assert measure(0, [], largest) == Measures((), (), (), (), (), ())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)).filter(lambda p: p[0] != p[1]), max_size=70))
def test_both_libraries_agree(pairs: list[tuple[int, int]]) -> None:
    small, large = measure(25, pairs, NETWORKX), measure(25, pairs, NETWORKIT)
    assert (small.degree, small.facts, small.component) == (large.degree, large.facts, large.component)
    assert all(abs(a - b) <= 2 for a, b in zip(small.pagerank, large.pagerank, strict=True))
    assert all(abs(a - b) <= 1 for a, b in zip(small.betweenness, large.betweenness, strict=True))
    assert abs(modularity(pairs, small) - modularity(pairs, large)) < 0.1  # Louvain's answer depends on its order


def modularity(pairs: list[tuple[int, int]], measures: Measures) -> float:
    graph: nx.Graph[int] = nx.Graph()
    for a, b in pairs:
        graph.add_edge(a, b, weight=graph.get_edge_data(a, b, {"weight": 0})["weight"] + 1)
    sets: dict[int, set[int]] = {}
    for node in graph:
        sets.setdefault(measures.community[node], set()).add(node)
    assert all(measures.community[node] >= 0 for node in graph)
    return nx.community.modularity(graph, list(sets.values())) if graph else 0.0


@pytest.mark.parametrize("largest", [NETWORKX, NETWORKIT])
def test_communities_that_are_there_are_found(largest: int) -> None:
    chance = random.Random(1)
    dense = [(20 * c + a, 20 * c + b) for c in range(5) for a in range(20) for b in range(a) if chance.random() < 0.5]
    bridges = [(20 * c, 20 * c + 20) for c in range(4)]
    measures = measure(100, [*dense, *bridges], largest)
    found = {frozenset(n for n in range(100) if measures.community[n] == c) for c in range(5)}
    assert found == {frozenset(range(20 * c, 20 * c + 20)) for c in range(5)}


@pytest.mark.parametrize("largest", [NETWORKX, NETWORKIT])
def test_two_runs_say_the_same_and_the_order_of_facts_does_not_show(largest: int) -> None:
    chance = random.Random(3)
    pairs = [(chance.randrange(2000), chance.randrange(2000)) for _ in range(6000)]
    first = measure(2000, pairs, largest)
    chance.shuffle(pairs)
    assert measure(2000, pairs, largest) == first


def test_the_size_decides() -> None:
    chance = random.Random(4)
    pairs = [(chance.randrange(50), chance.randrange(50, 100)) for _ in range(200)]
    distinct = len(set(pairs))
    assert measure(100, pairs, distinct) == measure(100, pairs, NETWORKX)
    assert measure(100, pairs, distinct - 1) == measure(100, pairs, NETWORKIT) != measure(100, pairs, NETWORKX)
