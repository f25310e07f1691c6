"""Replays people's decisions on the nodes: what they join, part, drop, name and type no score can change."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.resolve.judgements import Judgement, References
from kg.resolve.linker import Linker, Pair
from kg.resolve.node import Node


class Ruling:
    """What the decisions come to.

    Attributes:
        dropped: ids of nodes that are no entities.
        names, types: node id -> the name or class decided.
        used: the decisions that still apply.
    """

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self.dropped: set[str] = set()
        self.names: dict[str, str] = {}
        self.types: dict[str, str] = {}
        self.used: set[Judgement] = set()

    def apply(self, judgements: Iterable[Judgement], references: References) -> None:
        """Replay the decisions that are about these nodes, those that part things first."""
        for judgement in sorted(judgements, key=lambda j: (j.verdict != "different", j.line)):
            left = references.find(judgement.type, judgement.left)
            if left and self._rule(judgement, left, references):
                self.used.add(judgement)

    def _rule(self, judgement: Judgement, left: list[Node], references: References) -> bool:
        if judgement.verdict in {"same", "different"}:
            right = references.find(judgement.type, judgement.right)
            decide = self._same if judgement.verdict == "same" else self._different
            return bool(right) and decide(left, right, f"decided in judgements.tsv, line {judgement.line}")
        if judgement.verdict == "not-an-entity":
            self.dropped |= {n.id for n in left}
        elif judgement.verdict == "preferred-name":
            self.names |= dict.fromkeys((n.id for n in left), judgement.right)
        else:
            self.types |= dict.fromkeys((n.id for n in left), judgement.right)
        return True

    def _same(self, left: list[Node], right: list[Node], reason: str) -> bool:
        return self._each(left[:1], [*left[1:], *right], self._linker.join, Pair("", "", 1.0, reason))

    def _different(self, left: list[Node], right: list[Node], reason: str) -> bool:
        return self._each(left, right, self._linker.keep_apart, Pair("", "", -1.0, reason))

    @staticmethod
    def _each(left: list[Node], right: list[Node], decide: Callable[[Pair], bool], said: Pair) -> bool:
        done = []
        for a in left:
            for b in right:
                first, second = sorted((a.id, b.id))
                done.append(decide(Pair(first, second, said.score, said.reason)))
        return all(done)
