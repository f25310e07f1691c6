"""Who was seen in which post, and where two were seen in one: rows for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.export.viewer.strings import Strings
from kg.model import Graph, Statement


def seats(
    graph: Graph, number: Mapping[str, int], facts: Sequence[Statement], strings: Strings
) -> dict[str, list[list[int]]]:
    """Rows ``posts``: person, body, title, 1 for acting + 2 for former, first and last date seen, a fact that says so;
    and ``contradictions``: the numbers of two such rows.

    Args:
        number: entity id -> number in the page. facts: in the order in which the page numbers them.
    """
    fact = {s.id: i for i, s in enumerate(facts) if s.predicate == "holdsPost"}
    rows: list[list[int]] = []
    at: dict[str, int] = {}
    for m in graph.memberships:
        said = [fact[s] for s in m.statements if s in fact]
        if said and m.person in number and m.body in number:
            at[m.id] = len(rows)
            words = [strings.number(text) for text in (m.title, m.first, m.last)]
            rows.append([number[m.person], number[m.body], words[0], m.acting + 2 * m.former, *words[1:], min(said)])
    both = [[at[c.left.id], at[c.right.id]] for c in graph.contradictions if c.left.id in at and c.right.id in at]
    return {"posts": rows, "contradictions": both}
