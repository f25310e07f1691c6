"""Measures of a graph with a million edges by NetworKit, and of the largest that networkx is given by both."""

from __future__ import annotations

import random
import resource
import sys
from pathlib import Path

from benchmarks.row import Row, timed
from kg.export.measures import measure
from kg.settings import Settings

#: Nodes and edges of the large graph.
NODES, EDGES = 250_000, 1_000_000
#: Nodes that know each other, most of the time.
CIRCLE = 200


def rows(data: Path) -> list[Row]:
    """Seconds for all measures, and peak memory."""
    small = Settings.networkx_edges
    pairs = generated(small // 4, small)
    by_networkx, _ = timed(lambda: measure(small // 4, pairs, sys.maxsize))
    by_networkit, _ = timed(lambda: measure(small // 4, pairs, 0))
    large = generated(NODES, EDGES)
    seconds, measures = timed(lambda: measure(NODES, large))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return [
        Row(f"networkx, {small:,} edges", by_networkx, "s"),
        Row(f"NetworKit, {small:,} edges", by_networkit, "s", "networkx", by_networkx / by_networkit),
        Row(f"NetworKit, {EDGES:,} edges", seconds, "s"),
        Row("communities found there", max(measures.community) + 1, "communities"),
        Row("peak memory", peak / 2**20, "GiB"),
    ]


def generated(nodes: int, edges: int) -> list[tuple[int, int]]:
    """Distinct pairs: seven of ten within a circle, the others to well-known nodes anywhere."""
    chance = random.Random(5)
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < edges:
        a = chance.randrange(nodes)
        circle = a // CIRCLE * CIRCLE
        near = chance.random() < 0.7
        b = min(circle + chance.randrange(CIRCLE), nodes - 1) if near else int(nodes * chance.random() ** 3)
        if a != b:
            pairs[min(a, b), max(a, b)] = None
    return list(pairs)
