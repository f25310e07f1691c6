"""Which pieces of text the tagger need not look at: those whose words say that no name can be expected.

Much of what is printed names nobody (坚持以人民为中心, 深入推进), in words that are always the same. A logistic
regression over the characters of a piece, their pairs and threes (hashed: Weinberger et al. 2009) tells such pieces at
a small part of the network's cost; the network reads the others: a cascade (Viola & Jones 2001, "Rapid object
detection using a boosted cascade of simple features").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.recognise.model_text import Floats, Layout, shift

#: Bits of the number of a character, a pair or a three.
BITS = 18
#: Log of the odds of a name below which a piece is not read: a chance of 1 in 400.
LEAST = -6.0
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Gate:
    """Weights by number of what a piece holds, in steps of ``scale``, and the log of the odds of an empty one."""

    weights: NDArray[np.int8]
    scale: float
    bias: float

    @classmethod
    def open(cls) -> Gate:
        """One that lets every piece in."""
        return cls(np.zeros(1 << BITS, np.int8), 0.0, 0.0)

    def odds(self, layout: Layout) -> Floats:
        """Log of the odds of each sentence that it has a name."""
        weights = sum(self.weights[numbers].astype(np.int32) for numbers in numbers_of(layout))
        weights = np.where(layout.codes != 0, weights, 0)
        sums = np.add.reduceat(weights, layout.starts)
        return (sums * self.scale + self.bias).astype(np.float32)

    def opens(self, layout: Layout) -> NDArray[np.bool_]:
        """Whether each sentence is worth reading."""
        return self.odds(layout) >= LEAST


def numbers_of(layout: Layout) -> list[NDArray[np.int64]]:
    """Numbers of each character, of the pair and of the three that it begins."""
    numbers, value = [], np.zeros(len(layout.codes), np.uint64)
    for by in range(3):
        value = ((value + np.uint64(1)) ^ shift(layout.codes, by).astype(np.uint64)) * _MIX
        numbers.append((value >> np.uint64(64 - BITS)).astype(np.int64))
    return numbers
