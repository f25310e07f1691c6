"""The costly measures by NetworKit: for graphs of up to many million edges.

One thread does the work: with more, Louvain's moves depend on which thread comes first.
Staudt, Sazonovs, Meyerhenke 2016, NetworKit: a tool suite for large-scale complex network analysis; MIT licence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import networkit as nk
import numpy as np

from kg.export.measures import SEED, Weights

#: Up to this many nodes times edges, betweenness is exact.
_EXACT = 50_000_000
#: Sources drawn for it above that.
_SAMPLE = 64
_DAMPING, _TOLERANCE = 0.85, 1e-10


class Large:
    """A graph in NetworKit; a ``Network``."""

    def __init__(self, n: int, weights: Weights) -> None:
        ends = np.array(list(weights), dtype=np.uint64)
        lower, upper = (np.ascontiguousarray(ends[:, side]) for side in (0, 1))
        counts = np.fromiter(weights.values(), np.float64, len(weights))
        self._weighted = nk.GraphFromCoo((counts, (lower, upper)), n=n, weighted=True)
        self._plain = nk.graphtools.toUnweighted(self._weighted)

    def pagerank(self) -> Sequence[float]:
        """By weight."""
        return self._scores(nk.centrality.PageRank(self._weighted, _DAMPING, _TOLERANCE))

    def betweenness(self) -> Sequence[float]:
        """Exact on small graphs, from a drawn sample of sources on larger ones."""
        if self._plain.numberOfNodes() * self._plain.numberOfEdges() <= _EXACT:
            return self._scores(nk.centrality.Betweenness(self._plain))
        return self._scores(nk.centrality.EstimateBetweenness(self._plain, _SAMPLE, False, False))

    def communities(self) -> Iterable[Iterable[int]]:
        """Louvain's, by weight."""
        return self._sets(nk.community.PLM(self._weighted, refine=False, par="none"))

    def components(self) -> Iterable[Iterable[int]]:
        """The connected components."""
        return self._sets(nk.components.ConnectedComponents(self._plain))

    @staticmethod
    def _scores(algorithm: nk.base.Algorithm) -> Sequence[float]:
        with _repeatable():
            scores: Sequence[float] = algorithm.run().scores()
        return scores

    @staticmethod
    def _sets(algorithm: nk.base.Algorithm) -> Iterable[Iterable[int]]:
        with _repeatable():
            number = np.asarray(algorithm.run().getPartition().getVector())
        order = np.argsort(number, kind="stable")
        borders = np.flatnonzero(np.diff(number[order])) + 1
        return [nodes.tolist() for nodes in np.split(order, borders)]


@contextmanager
def _repeatable() -> Iterator[None]:
    """One thread and the same lots, for NetworKit has these for the whole process."""
    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)
    nk.setSeed(SEED, False)
    try:
        yield
    finally:
        nk.setNumberOfThreads(threads)
