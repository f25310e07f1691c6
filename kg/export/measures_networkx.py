"""The costly measures by networkx: for graphs that a person can look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx

from kg.export.measures import SEED, Weights

#: Sampled sources times nodes that betweenness may cost.
_BUDGET = 300_000


class Small:
    """A graph in networkx; a ``Network``."""

    def __init__(self, n: int, weights: Weights) -> None:
        self._graph: nx.Graph[int] = nx.Graph()
        self._graph.add_nodes_from(range(n))
        self._graph.add_edges_from((a, b, {"weight": weight}) for (a, b), weight in weights.items())
        joined = sorted(node for node, degree in self._graph.degree() if degree)
        self._joined = nx.Graph(self._graph.subgraph(joined))

    def pagerank(self) -> Sequence[float]:
        """By weight."""
        return self._all(nx.pagerank(self._graph))

    def betweenness(self) -> Sequence[float]:
        """Exact on small graphs; from a drawn sample of sources where exactness would take minutes."""
        sample = min(len(self._joined), max(30, _BUDGET // len(self._joined)))
        k = None if sample == len(self._joined) else sample
        return self._all(nx.betweenness_centrality(self._joined, k=k, seed=SEED))

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
