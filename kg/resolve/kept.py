"""Which set of nodes keeps which id of an earlier build, so that no page added renames what was there.

A set keeps the id of its earliest mention that had one. Of two that a page joins the later goes and leads to the other;
of two that fall apart the earlier keeps it. An id that was given never comes to mean another thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.model import Issued
from kg.resolve.node import Node


class Kept:
    """The ids of an earlier build and who keeps them.

    Args:
        sets: all sets of nodes, the earliest first.
        issued: the ids that the earlier build gave.

    Attributes:
        ids: for each set the id that it keeps, or "". gone: for each set those that lead to it now.
        taken: ids that no other set may have.
    """

    def __init__(self, sets: Sequence[Sequence[Node]], issued: Issued) -> None:
        claims = [_claims(nodes, issued) for nodes in sets] if issued.ids else [[] for _ in sets]
        self.taken = set(issued.replaced)
        self.ids = [self._first_free(claimed) for claimed in claims]
        heirs: dict[str, list[str]] = defaultdict(list)
        for old, new in issued.replaced.items():
            heirs[new].append(old)
        lost = [[c for c in claimed if c not in self.taken] for claimed in claims]
        self.taken |= {id_ for ids in lost for id_ in ids}
        self.gone = [
            {*ids, *(old for new in (kept, *ids) for old in heirs.get(new, ()))}
            for kept, ids in zip(self.ids, lost, strict=True)
        ]

    def _first_free(self, claimed: Sequence[str]) -> str:
        id_ = next((c for c in claimed if c not in self.taken), "")
        self.taken |= {id_} - {""}
        return id_


def _claims(nodes: Sequence[Node], issued: Issued) -> list[str]:
    """The ids that the nodes had, that of the earliest first."""
    ordered = sorted(nodes, key=lambda n: (n.first, n.id))
    return list(dict.fromkeys(id_ for node in ordered for local in node.locals for id_ in issued.of(local)))
