"""The costly measures by networkx: for graphs that a person can look at."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import chain

import networkx as nx
import numpy as np

from kg.export.measures import SEED, Weights
from kg.export.measures_paths import betweenness

#: Sampled sources times nodes that betweenness may cost.
_BUDGET = 300_000


class Small:
    """A graph in networkx; a ``Network``."""

    def __init__(self, n: int, weights: Weights) -> None:
        edges = [(a, b, weight) for (a, b), weight in weights.items()]
        self._graph, self._joined = (_graph(nodes, edges) for nodes in (range(n), sorted({*chain(*weights)})))

    def pagerank(self) -> Sequence[float]:
        """By weight."""
        return self._all(nx.pagerank(self._graph))

    def betweenness(self) -> Sequence[float]:
        """Exact on small graphs; from a drawn sample of sources where exactness would take minutes."""
        nodes = list(self._joined)
        sample = min(len(nodes), max(30, _BUDGET // len(nodes)))
        drawn = sorted(random.Random(SEED).sample(range(len(nodes)), sample))
        adjacency = nx.to_scipy_sparse_array(self._joined, weight=None, dtype=np.dtype(np.float64))
        return self._all(dict(zip(nodes, betweenness(adjacency, drawn).tolist(), strict=True)))

    def communities(self) -> Iterable[Iterable[int]]:
        """Louvain's, by weight."""
        found: Iterable[set[int]] = nx.community.louvain_communities(self._joined, weight="weight", seed=SEED)
        return found

    def components(self) -> Iterable[Iterable[int]]:
        """The connected components."""
        found: Iterable[set[int]] = nx.connected_components(self._joined)
        return found

    def _all(self, scores: dict[int, float]) -> Sequence[float]:
        return [scores.get(i, 0.0) for i in range(len(self._graph))]


def _graph(nodes: Iterable[int], edges: Iterable[tuple[int, int, int]]) -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from(edges)
    return graph
