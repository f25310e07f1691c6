"""How much of what a headline says is said in an article, by pairs of characters that few articles share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log

NOT_WORD = re.compile(r"[^\w]+")


class Topics:
    """The pairs of characters of some texts, each weighted by how few of the texts have it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._pairs = [pairs(text) for text in texts]

    def alike(self, text: str) -> list[float]:
        """For each of the texts the share, 0 to 1, of the pairs of ``text`` that it has; rare pairs count more."""
        wanted = sorted(pairs(text))
        weights = [self._weight(pair) for pair in wanted]
        total = sum(weights) or 1.0
        return [sum(w for p, w in zip(wanted, weights, strict=True) if p in own) / total for own in self._pairs]

    def _weight(self, pair: str) -> float:
        return log(1.5 + len(self._pairs)) - log(1 + sum(pair in own for own in self._pairs))


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of the text, punctuation taken out."""
    plain = NOT_WORD.sub("", text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))
