"""Measures of the graph of facts, each the same on every run and machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.settings import Settings

#: Seed of everything here that draws lots.
SEED = 7
#: Distinct pair of node numbers, the lower first -> how many facts join them.
Weights = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Measures:
    """One figure a node, by node number.

    Attributes:
        degree: distinct neighbours. facts: facts that name the node.
        pagerank, betweenness: 0 to 1000, the highest 1000 (Brin and Page 1998; Brandes 2001, sampled when large).
        community: number of the Louvain community (Blondel et al. 2008), the largest 0; -1 for a node without edges.
        component: number of the connected component, likewise.
    """

    degree: tuple[int, ...]
    facts: tuple[int, ...]
    pagerank: tuple[int, ...]
    betweenness: tuple[int, ...]
    community: tuple[int, ...]
    component: tuple[int, ...]


class Network(Protocol):
    """A weighted graph without direction, in whose library the costly measures are taken; scores by node number."""

    def pagerank(self) -> Sequence[float]: ...  # noqa: D102

    def betweenness(self) -> Sequence[float]: ...  # noqa: D102

    def communities(self) -> Iterable[Iterable[int]]:
        """Sets of nodes; a node without edges is a set by itself."""
        ...

    def components(self) -> Iterable[Iterable[int]]:
        """Likewise."""
        ...


def measure(n: int, pairs: Sequence[tuple[int, int]], largest: int = Settings.networkx_edges) -> Measures:
    """Measure a graph of ``n`` nodes from the two ends of every fact (repeats count as weight).

    Args:
        n: nodes are numbered from 0.
        pairs: two node numbers a fact.
        largest: with more distinct pairs than this the measures are networkit's, below it networkx's.
    """
    weights = dict(sorted(Counter((min(p), max(p)) for p in pairs).items()))
    if not weights:
        none, zero = (-1,) * n, (0,) * n
        return Measures(zero, zero, zero, zero, none, none)
    network = _network(n, weights, largest)
    degree = Counter(end for a, b in weights if a != b for end in (a, b))
    facts = Counter(end for pair in pairs for end in pair)
    return Measures(
        degree=tuple(degree[i] for i in range(n)),
        facts=tuple(facts[i] for i in range(n)),
        pagerank=_per_mille(network.pagerank()),
        betweenness=_per_mille(network.betweenness()),
        community=_numbered(network.communities(), facts, n),
        component=_numbered(network.components(), facts, n),
    )


def _network(n: int, weights: Weights, largest: int) -> Network:
    # Either library is loaded when it is needed: both are slow to import.
    if len(weights) <= largest:
        from kg.export.measures_networkx import Small

        return Small(n, weights)
    from kg.export.measures_networkit import Large

    return Large(n, weights)


def _per_mille(scores: Sequence[float]) -> tuple[int, ...]:
    top = max(scores, default=0.0) or 1.0
    return tuple(round(1000 * score / top) for score in scores)


def _numbered(sets: Iterable[Iterable[int]], joined: Mapping[int, int], n: int) -> tuple[int, ...]:
    """Each node's set by number, the largest first; -1 where nothing is joined to the node."""
    number = [-1] * n
    found = sorted((sorted(s) for s in sets), key=lambda s: (-len(s), s[0]))
    for i, nodes in enumerate(s for s in found if s[0] in joined):
        for node in nodes:
            number[node] = i
    return tuple(number)
