"""Which pairs of nodes are worth a score: those that share a key, so that the work grows with the number of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.resolve.derived import LONGEST, beginnings
from kg.resolve.naming import Naming
from kg.resolve.node import Node

#: A key that more nodes share than this tells too little; a longer one is tried instead.
CROWD = 48
#: Families whose names are shortened by leaving out parts.
SHORTENED = frozenset({"body", "IndustrialPark"})

Pairs = Iterator[tuple[Node, Node]]


def same_core_pairs(nodes: Iterable[Node]) -> Pairs:
    """Each node with the first of its family and core: n - 1 pairs for n nodes.

    A series without its edition is paired by ``series_pairs`` before, and given here only where that found none.
    """
    first: dict[tuple[str, object], Node] = {}
    for node in nodes:
        key = (node.family, node.core)
        if first.setdefault(key, node) is not node:
            yield first[key], node


def named_alike(nodes: Sequence[Node]) -> Pairs:
    """Nodes of which one's name is a printed form of the other, or is its name read as another type."""
    by_name: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        by_name[node.folded].append(node)
    for node in nodes:
        for form in sorted(node.forms | {node.folded}):
            for other in by_name.get(form, ())[:CROWD]:
                if other.folded != node.folded or other.family != node.family:
                    yield node, other


def series_pairs(nodes: Iterable[Node]) -> Pairs:
    """Nodes of one series: each edition with the names of its page that leave it out, and with the edition before."""
    series: dict[tuple[str, str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        series[node.family, node.core.scope, node.core.text].append(node)
    for group in series.values():
        editions = [n for n in group if n.core.edition][:CROWD]
        for at, node in enumerate(editions):
            yield from ((node, other) for other in editions[:at])
            yield from ((bare, node) for bare in group if bare.series and bare.pages & node.pages)


def short_pairs(nodes: Sequence[Node], naming: Naming) -> Pairs:
    """Short names with the longer ones that begin alike, from any point at which a short name may begin."""
    candidates = [n for n in nodes if n.family in SHORTENED]
    heads: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in candidates:
        for key in {b[:size] for b in beginnings(node.core.text, naming) for size in (2, 3, 4)}:
            if len(head := heads[node.family, key]) <= CROWD:
                head.append(node)
    for node in candidates:
        text = node.core.text
        if 2 <= len(text) <= LONGEST:
            yield from ((node, full) for full in _longer(node, text, heads))


def _longer(node: Node, text: str, heads: dict[tuple[str, str], list[Node]]) -> list[Node]:
    """The nodes in the widest head that is no crowd, longer than this text; none where all are."""
    for size in (2, 3, 4):
        found = heads.get((node.family, text[:size]), [])
        if len(found) <= CROWD:
            return [n for n in found if len(n.core.text) > len(text)]
    return []
