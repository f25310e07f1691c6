"""Why names were taken for one thing, and which things may yet be one: rows for the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from kg.export.viewer.strings import Strings
from kg.model import IS_A, Graph

#: Decisions shown of one entity; the surest stay.
_AN_ENTITY = 6


def joins(graph: Graph, number: Mapping[str, int], strings: Strings) -> dict[str, list[list[int]]]:
    """Rows ``joined``: entity, both names, score in per cent, reason; and ``unsure``: both entities, score, reason.

    Names that are the same need no reason and are left out.
    """
    asked = {local for m in graph.merges for local in (m.left, m.right)}
    names = {s.subject: s.subject_name for s in graph.statements if s.subject in asked and s.predicate == IS_A}
    joined: list[list[int]] = []
    unsure: list[list[int]] = []
    shown: Counter[int] = Counter()
    for m in sorted(graph.merges, key=lambda m: (-m.score, m.left, m.right)):
        ends = [number.get(graph.canonical.get(local, "")) for local in (m.left, m.right)]
        left, right = ends
        if left is None or right is None or max(shown[left], shown[right]) >= _AN_ENTITY:
            continue
        score, reason = round(100 * m.score), strings.number(m.reason)
        both = [names.get(local, "") for local in (m.left, m.right)]
        if m.verdict == "same" and left == right and both[0] != both[1]:
            joined.append([left, *map(strings.number, both), score, reason])
        elif m.verdict == "unsure" and left != right:
            unsure.append([left, right, score, reason])
        else:
            continue
        shown.update({left, right})
    return {"joined": sorted(joined), "unsure": sorted(unsure)}
