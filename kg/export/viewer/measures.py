"""Measures of the graph of facts, each the same on every run and machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

#: Seed of everything here that draws lots.
SEED = 7
#: Sampled sources times nodes that betweenness may cost.
_BETWEENNESS_BUDGET = 300_000


@dataclass(frozen=True, slots=True)
class Measures:
    """One figure a node, by node number.

    Attributes:
        degree: distinct neighbours. facts: facts that name the node.
        pagerank, betweenness: 0 to 1000, the highest 1000 (Brin and Page 1998; Brandes 2001, sampled when large).
        community: number of the Louvain community (Blondel et al. 2008), the largest 0; -1 for a node without edges.
    """

    degree: tuple[int, ...]
    facts: tuple[int, ...]
    pagerank: tuple[int, ...]
    betweenness: tuple[int, ...]
    community: tuple[int, ...]


def measure(n: int, pairs: Sequence[tuple[int, int]]) -> Measures:
    """Measure a graph of ``n`` nodes from the two ends of every fact (repeats count as weight)."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(n))
    for (a, b), weight in sorted(Counter((min(p), max(p)) for p in pairs).items()):
        graph.add_edge(a, b, weight=weight)
    facts = Counter(end for pair in pairs for end in pair)
    return Measures(
        degree=tuple(graph.degree(i) for i in range(n)),
        facts=tuple(facts[i] for i in range(n)),
        pagerank=_per_mille(nx.pagerank(graph) if graph.size() else {}, n),
        betweenness=_per_mille(_betweenness(graph), n),
        community=_communities(graph),
    )


def _per_mille(scores: dict[int, float], n: int) -> tuple[int, ...]:
    top = max(scores.values(), default=0.0) or 1.0
    return tuple(round(1000 * scores.get(i, 0.0) / top) for i in range(n))


def _betweenness(graph: nx.Graph[int]) -> dict[int, float]:
    """Exact on small graphs; from a drawn sample of sources where exactness would take minutes."""
    joined = nx.Graph(graph.subgraph(sorted(node for node, degree in graph.degree() if degree)))
    if not joined:
        return {}
    sample = min(len(joined), max(30, _BETWEENNESS_BUDGET // len(joined)))
    scores: dict[int, float] = nx.betweenness_centrality(joined, k=None if sample == len(joined) else sample, seed=SEED)
    return scores


def _communities(graph: nx.Graph[int]) -> tuple[int, ...]:
    joined = nx.Graph(graph.subgraph(sorted(node for node, degree in graph.degree() if degree)))
    number = dict.fromkeys(range(len(graph)), -1)
    if joined.size():
        found = nx.community.louvain_communities(joined, weight="weight", seed=SEED)
        for i, community in enumerate(sorted(found, key=lambda c: (-len(c), min(c)))):
            number |= dict.fromkeys(community, i)
    return tuple(number[i] for i in range(len(graph)))
