"""Joins nodes by the score of their evidence, best first, and never across what must stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kg.model import Merge

#: A pair that scores this much is one thing.
SAME = 0.9
#: A pair that scores this much, and less than SAME, is shown to a person.
UNSURE = 0.55


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes and what the features say of them.

    Attributes:
        left, right: node ids, left the smaller.
        score: sum of what the features gave; below zero keeps the two apart, whatever else joins them.
        reason: their sentences, joined.
    """

    left: str
    right: str
    score: float
    reason: str


class Linker:
    """A union-find over node ids that remembers who must stay apart and why each decision was made."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._size: dict[str, int] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self.merges: list[Merge] = []

    def find(self, node: str) -> str:
        """The id that stands for the node's set."""
        root = node
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while self._parent.get(node, node) != root:
            self._parent[node], node = root, self._parent[node]
        return root

    def keep_apart(self, pair: Pair) -> bool:
        """Note that the two are different things; False where they are one already."""
        left, right = self.find(pair.left), self.find(pair.right)
        if left == right:
            return False
        self._apart[left].add(right)
        self._apart[right].add(left)
        self._say(pair, "different")
        return True

    def join(self, pair: Pair) -> bool:
        """Make the two one thing; False where a decision keeps them apart."""
        left, right = self.find(pair.left), self.find(pair.right)
        if left == right:
            return True
        if right in self._apart[left]:
            return False
        self._say(pair, "same")
        if self._size.get(left, 1) < self._size.get(right, 1):
            left, right = right, left
        self._parent[right] = left
        self._size[left] = self._size.get(left, 1) + self._size.get(right, 1)
        for other in self._apart.pop(right, ()):
            self._apart[other].discard(right)
            self._apart[other].add(left)
            self._apart[left].add(other)
        return True

    def link(self, pairs: Iterable[Pair]) -> None:
        """Decide all pairs: first who stays apart, then joins from the best score down, then what is unsure."""
        ranked = sorted(pairs, key=lambda p: (-p.score, p.left, p.right))
        for pair in reversed(ranked):
            if pair.score >= 0:
                break
            self.keep_apart(pair)
        doubts = [pair for pair in ranked if pair.score >= 0 and not (pair.score >= SAME and self.join(pair))]
        for pair in doubts:
            if pair.score >= UNSURE and self.find(pair.left) != self.find(pair.right):
                self._say(pair, "unsure")

    def _say(self, pair: Pair, verdict: Literal["same", "different", "unsure"]) -> None:
        self.merges.append(Merge(pair.left, pair.right, verdict, round(pair.score, 3), pair.reason))
