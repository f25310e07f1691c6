"""Which pairs of nodes are worth a score: those that share a key, so that the work grows with the number of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.resolve.derived import LONGEST, SHORTENED, beginnings
from kg.resolve.naming import BRIEF, Naming
from kg.resolve.node import Node

#: A key that more nodes share than this tells too little; a longer one is tried instead.
CROWD = 48

Pairs = Iterator[tuple[Node, Node]]


def same_core_pairs(nodes: Iterable[Node]) -> Pairs:
    """Each node with the first of its family and core: n - 1 pairs for n nodes, more where the core says little.

    A series without its edition is paired by ``series_pairs`` before, and given here only where that found none.
    """
    first: dict[tuple[str, object, str], Node] = {}
    for node in nodes:
        homes = ("", *sorted(node.homes - {""})) if len(node.core.text) <= BRIEF else ("",)
        for home in homes:
            key = (node.family, node.core, home)
            if first.setdefault(key, node) is not node:
                yield first[key], node


def named_alike(nodes: Sequence[Node]) -> Pairs:
    """Nodes of which one's name is a printed form of the other, or is its name read as another type."""
    by_name: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        by_name[node.folded].append(node)
    for node in nodes:
        for form in (node.folded, *sorted(node.forms)):
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
    for head, group in _heads(candidates, "", naming):
        for short in group:
            text = short.core.text
            if len(text) <= LONGEST and text.startswith(head):
                yield from ((short, n) for n in group if len(n.core.text) > len(text) and n.family == short.family)


def _heads(nodes: Iterable[Node], head: str, naming: Naming) -> Iterator[tuple[str, list[Node]]]:
    """Nodes by the first two characters at which they may begin; where that is a crowd, by the first three, or four."""
    size = max(2, len(head) + 1)
    heads: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        begun = (b for b in beginnings(node.core.text, naming) if b.startswith(head) and len(b) >= size)
        for key in {b[:size] for b in begun}:
            heads[key].append(node)
    for key, group in heads.items():
        if 1 < len(group) <= CROWD:
            yield key, group
        elif len(group) > CROWD and size < 4:
            yield from _heads(group, key, naming)
