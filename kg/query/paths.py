"""The shortest link between two things: a search from both ends, for which SPARQL is the wrong tool."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import KG

SKOS = "http://www.w3.org/2004/02/skos/core#"
NOT_LINKS = frozenset({KG + "mentionedOn", KG + "coOccursWith"})

Node = ox.NamedNode
#: For each node reached: the triple that led to it, and the node it came from; None at the start.
Reached = dict[Node, tuple[ox.Triple, Node] | None]


def find_path(store: ox.Store, start: str, goal: str, most: int = 8) -> list[ox.Triple]:
    """The triples that link two named things, in order; [] where no more than ``most`` steps do.

    A breadth-first search from both ends over the relations that texts say, in either direction; of equally short
    links the first by IRI.

    Raises:
        QueryError: nothing has one of the names.
    """
    sides: list[Reached] = [dict.fromkeys(named(store, name)) for name in (start, goal)]
    edges = [list(side) for side in sides]
    for _ in range(most):
        if meeting := sorted(sides[0].keys() & sides[1].keys(), key=str):
            return [*reversed(_trail(sides[0], meeting[0])), *_trail(sides[1], meeting[0])]
        turn = 0 if len(edges[0]) <= len(edges[1]) else 1
        edges[turn] = _grow(store, sides[turn], edges[turn])
    return []


def named(store: ox.Store, name: str) -> list[Node]:
    """The things that have this preferred or other name, sorted.

    Raises:
        QueryError: there is none.
    """
    label = ox.Literal(name, language="zh")
    quads = [q for p in ("prefLabel", "altLabel") for q in store.quads_for_pattern(None, Node(SKOS + p), label)]
    if not quads:
        raise QueryError(f"nothing is called {name}", advice="names are those of skos:prefLabel and skos:altLabel")
    return sorted({q.subject for q in quads if isinstance(q.subject, Node)}, key=str)


def _grow(store: ox.Store, reached: Reached, edge: list[Node]) -> list[Node]:
    """The nodes one step beyond the edge, marked as reached."""
    new = []
    for node in edge:
        for triple, other in sorted(_links(store, node), key=str):
            if other not in reached:
                reached[other] = (triple, node)
                new.append(other)
    return new


def _links(store: ox.Store, node: Node) -> Iterator[tuple[ox.Triple, Node]]:
    quads = [*store.quads_for_pattern(node, None, None), *store.quads_for_pattern(None, None, node)]
    for quad in quads:
        predicate = quad.predicate.value
        if predicate.startswith(KG) and predicate not in NOT_LINKS:
            other = quad.object if quad.subject == node else quad.subject
            if isinstance(other, Node):
                yield quad.triple, other


def _trail(reached: Reached, node: Node) -> list[ox.Triple]:
    """The triples from a node back to the start of its side."""
    trail = []
    while step := reached[node]:
        trail.append(step[0])
        node = step[1]
    return trail


def as_values(path: list[ox.Triple]) -> str:
    """The rows for ``VALUES (?step ?a ?p ?b)``."""
    return " ".join(f"({i} {t.subject} {t.predicate} {t.object})" for i, t in enumerate(path, 1))
