"""Fits the tagger's linear part: a CRF over hashed patterns, by AdaGrad with dropout of patterns.

Dropping most patterns of each character at each step keeps the model from leaning on the few that name one training
name by heart (Wang & Manning 2013, "Fast dropout training"); it did far better here than a penalty on the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kg.recognise.model_decode import Labels
from kg.recognise.model_linear import Linear
from kg.recognise.model_signs import PATTERN_BITS
from kg.recognise.model_text import Floats, Layout
from kg.recognise.train_fit import batches, likelihood


@dataclass(frozen=True)
class LinearPlan:
    """How to train the linear part.

    Attributes:
        fewest: characters that must have a pattern for it to get weights.
        dropout: share of a character's patterns left out at each step.
        mean_from: the epoch from which on the weights after each epoch are averaged.
        step: weights are kept in such steps. least: patterns none of whose weights has so many are left out.
    """

    epochs: int = 8
    batch: int = 48
    rate: float = 0.1
    fewest: int = 3
    dropout: float = 0.6
    mean_from: int = 3
    step: float = 0.08
    least: int = 4


#: Gives for the numbers of some sentences their layout, patterns (one row a character) and labels.
FetchPatterns = Callable[[NDArray[np.int64]], tuple[Layout, NDArray[np.int32], NDArray[np.int64]]]


class AdaGrad:
    """Weights of rows, and how far each has been moved (Duchi et al. 2011)."""

    def __init__(self, shape: tuple[int, int], rate: float) -> None:
        self.weights = np.zeros(shape, np.float32)
        self._squares = np.full(shape, 1e-3, np.float32)
        self._rate = np.float32(rate)

    def move(self, rows: slice | NDArray[np.int64], gradient: Floats) -> None:
        """One step down the gradient of these rows."""
        squares = self._squares[rows] + gradient * gradient
        self._squares[rows] = squares
        self.weights[rows] -= self._rate * gradient / np.sqrt(squares)


class LinearFit:
    """The weights on their way; row 0 stands for patterns without weights and is never moved."""

    def __init__(self, counts: NDArray[np.int64], labels: Labels, plan: LinearPlan) -> None:
        self.labels, self.plan = labels, plan
        self._numbers = np.nonzero(counts >= plan.fewest)[0].astype(np.int32)
        self._rows = np.zeros(1 << PATTERN_BITS, np.int32)
        self._rows[self._numbers] = np.arange(1, len(self._numbers) + 1)
        self._weights = AdaGrad((len(self._numbers) + 1, labels.size), plan.rate)
        self._steps = AdaGrad((labels.size, labels.size), plan.rate)
        self._sums = [np.zeros_like(self._weights.weights), np.zeros_like(self._steps.weights)]
        self._summed = 0

    def epoch(self, fetch: FetchPatterns, lengths: Sequence[int], random: np.random.Generator) -> float:
        """Once over all sentences; returns the mean loss."""
        losses = [self._step(*fetch(some), random) for some in batches(lengths, self.plan.batch, random)]
        return float(np.mean(losses))

    def add_to_mean(self) -> None:
        """Let the weights as they are now take part in the mean."""
        for total, now in zip(self._sums, (self._weights, self._steps), strict=True):
            total += now.weights
        self._summed += 1

    def _step(
        self, layout: Layout, patterns: NDArray[np.int32], gold: NDArray[np.int64], random: np.random.Generator
    ) -> float:
        rows = np.where(random.random(patterns.shape, np.float32) < self.plan.dropout, 0, self._rows[patterns])
        used, where = np.unique(rows, return_inverse=True)
        ends = np.arange(0, rows.size + 1, rows.shape[1])
        members = csr_matrix((np.ones(rows.size, np.float32), where.reshape(-1), ends), (len(rows), len(used)))
        scores: Floats = members @ self._weights.weights[used]
        loss, by_scores, by_steps = likelihood(scores, gold, layout, (self._steps.weights, self.labels))
        size = np.float32(len(layout.lengths))  # AdaGrad starts from sums: a mean would slow its first steps
        gradient: Floats = members.T @ (by_scores * size)
        gradient[used == 0] = 0
        self._weights.move(used.astype(np.int64), gradient)
        self._steps.move(slice(None), by_steps * size)
        return loss

    def result(self) -> tuple[Linear, Floats]:
        """The mean of the weights, in steps, and of the transitions."""
        weights = self._sums[0][1:] / self._summed
        steps = np.clip(np.rint(weights / self.plan.step), -127, 127).astype(np.int8)
        kept = np.nonzero(np.abs(steps).max(1) >= self.plan.least)[0]
        transitions: Floats = self._sums[1] / np.float32(self._summed)
        return Linear(self._numbers[kept], steps[kept], self.plan.step), transitions


def fit_linear(
    fit: LinearFit, fetch: FetchPatterns, lengths: Sequence[int], random: np.random.Generator
) -> Iterator[tuple[int, float]]:
    """Train for all epochs of the plan, yielding (epoch, mean loss) after each."""
    for epoch in range(fit.plan.epochs):
        loss = fit.epoch(fetch, lengths, random)
        if epoch >= fit.plan.mean_from:
            fit.add_to_mean()
        yield epoch, loss
