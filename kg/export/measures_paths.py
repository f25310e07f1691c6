"""Betweenness of nodes (Brandes 2001) from many sources at once: each level of all their paths is one product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def betweenness(adjacency: Any, sources: Sequence[int]) -> Floats:
    """For each node the shares of shortest paths from the sources that lead over it; no source counts for its own.

    Args:
        adjacency: sparse, symmetric, 1 where an edge is.
    """
    levels = _levels(adjacency, sources)
    above: Floats = np.zeros_like(levels[0])
    for before, level in zip(levels[-2::-1], levels[:0:-1], strict=True):
        share = np.divide(1.0 + above, level, out=np.zeros_like(level), where=level > 0)
        above += before * (adjacency @ share)
    above[sources, np.arange(len(sources))] = 0.0
    # row after row, so that no processor adds in another order
    total: Floats = np.ascontiguousarray(above.T).sum(axis=0)
    return total


def _levels(adjacency: Any, sources: Sequence[int]) -> list[Floats]:
    """How many shortest paths lead from each source (a column) to each node so many steps away, 0 where others do."""
    front = np.zeros((adjacency.shape[0], len(sources)))
    front[sources, np.arange(len(sources))] = 1.0
    levels, seen = [], np.zeros(front.shape, bool)
    while front.any():
        levels.append(front)
        seen |= front > 0
        front = adjacency @ front
        front[seen] = 0.0
    return levels
