"""The tagger's linear part: a weight for each label and each pattern that the training saw often enough.

A linear-chain CRF (Lafferty et al. 2001) over hashed patterns (Weinberger et al. 2009). What it remembers by heart
goes well with what the network generalises; their scores are summed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kg.recognise.model_signs import PATTERN_BITS
from kg.recognise.model_text import Floats


@dataclass(frozen=True)
class Linear:
    """Weights by pattern.

    Attributes:
        numbers: sorted numbers of the patterns that have weights.
        weights: one row for each of them, one column a label; in steps of ``scale``.
    """

    numbers: NDArray[np.int32]
    weights: NDArray[np.int8]
    scale: float

    @cached_property
    def _rows(self) -> NDArray[np.int32]:
        """Number of a pattern -> its row of ``_table``."""
        rows = np.zeros(1 << PATTERN_BITS, np.int32)
        rows[self.numbers] = np.arange(1, len(self.numbers) + 1)
        return rows

    @cached_property
    def _table(self) -> NDArray[np.int8]:
        """The weights behind a row of zeros, for patterns without."""
        return np.concatenate([np.zeros((1, self.weights.shape[1]), np.int8), self.weights])

    def scores(self, patterns: NDArray[np.int32]) -> Floats:
        """Scores of labels, one row a character; ``patterns`` has one row a pattern."""
        table, rows = self._table, self._rows
        sums = np.zeros((patterns.shape[1], table.shape[1]), np.int16)
        taken = np.empty(sums.shape, np.int8)
        for numbers in patterns:
            np.take(table, np.take(rows, numbers, mode="clip"), axis=0, out=taken, mode="clip")
            sums += taken
        return sums * np.float32(self.scale)
