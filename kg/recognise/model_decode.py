"""From scores of labels to names: marginals of a linear-chain CRF, and the set of names that they speak for most.

Labels are O and, for each type, B I E S (begin, inside, end, single). Decoding does not take the best path (Viterbi)
but the well-formed path whose labels have the largest sum of marginals (minimum Bayes risk: Goodman 1996, "Parsing
algorithms and metrics"), which is better here and needs no step over pairs of labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.recognise.model_text import Floats, Layout

#: Sentences decoded side by side.
ABREAST = 256


@dataclass(frozen=True, slots=True)
class Span:
    """A name in a sentence: half-open span of its characters, the type, and the mean marginal of its labels (0-1)."""

    start: int
    end: int
    type: str
    score: float


class Labels:
    """The labels for some types: 0 is O, then B I E S of the first type, and so on."""

    def __init__(self, types: Sequence[str]) -> None:
        self.types = tuple(types)
        self.size = 1 + 4 * len(types)
        kind = np.array([0, *[1, 2, 3, 4] * len(types)])
        owner = np.array([-1, *np.repeat(np.arange(len(types)), 4)])
        going_on = (kind == 1) | (kind == 2)
        entering = (kind == 0) | (kind == 1) | (kind == 4)
        same = owner[:, None] == owner[None, :]
        self.allowed = np.where(going_on[:, None], ~entering[None, :] & same, entering[None, :])
        self.first, self.last = entering, ~going_on

    def encode(self, spans: Sequence[tuple[int, int, str]], length: int) -> NDArray[np.int64]:
        """Labels of a sentence with these names; of names one in another the shorter is kept."""
        labels = np.zeros(length, np.int64)
        for start, end, type_ in sorted(spans, key=lambda s: (s[0] - s[1], s)):
            begin = 1 + 4 * self.types.index(type_)
            labels[start:end] = begin + 1
            labels[start], labels[end - 1] = begin, begin + 2
            if end - start == 1:
                labels[start] = begin + 3
        return labels


@dataclass(frozen=True, slots=True)
class Chain:
    """What forward-backward gives for a batch of sentences, padded to the longest.

    Attributes:
        marginals: (sentences, characters, labels), 0 beyond a sentence's end.
        log_sums: log of the sum over all well-formed paths, one a sentence.
        transitions: expected number of each pair of labels, over the batch.
    """

    marginals: Floats
    log_sums: NDArray[np.float64]
    transitions: NDArray[np.float64]


def forward_backward(scores: Floats, inside: NDArray[np.bool_], transitions: Floats, labels: Labels) -> Chain:
    """Marginals of padded scores (sentences, characters, labels); ``inside`` says which places are characters."""
    step = np.where(labels.allowed, np.exp(transitions), 0).astype(np.float32)
    top = scores.max(2, keepdims=True)
    local = np.exp(scores - top)
    alphas, norms = _forward(local, inside, step, labels)
    end = (alphas[:, -1] * labels.last).sum(1)
    betas, pairs = _backward(local, inside, step, (labels.last / end[:, None], alphas, norms))
    log_sums = (np.log(norms, dtype=np.float64) * inside).sum(1) + (top[:, :, 0] * inside).sum(1) + np.log(end)
    alphas *= betas
    alphas *= inside[:, :, None]
    return Chain(alphas, log_sums, pairs)


def _forward(local: Floats, inside: NDArray[np.bool_], step: Floats, labels: Labels) -> tuple[Floats, Floats]:
    alphas, norms = np.empty_like(local), np.ones(local.shape[:2], np.float32)
    alpha = local[:, 0] * labels.first
    for t in range(local.shape[1]):
        if t:
            alpha = (alphas[:, t - 1] @ step) * local[:, t]
        norm = alpha.sum(1)
        norms[:, t] = np.where(inside[:, t], norm, 1)
        here = inside[:, t, None]
        alphas[:, t] = np.where(here, alpha / norm[:, None], alphas[:, t - 1])
    return alphas, norms


def _backward(
    local: Floats, inside: NDArray[np.bool_], step: Floats, given: tuple[Floats, Floats, Floats]
) -> tuple[Floats, NDArray[np.float64]]:
    beta, alphas, norms = given
    betas = np.empty_like(local)
    betas[:, -1] = beta
    pairs = np.zeros(step.shape)
    for t in range(local.shape[1] - 1, 0, -1):
        here = inside[:, t, None]
        weight = np.where(here, local[:, t] * betas[:, t] / norms[:, t, None], 0)
        pairs += alphas[:, t - 1].T @ weight
        betas[:, t - 1] = np.where(here, weight @ step.T, betas[:, t])
    return betas, pairs * step


def pad(flat: Floats, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> tuple[Floats, NDArray[np.bool_]]:
    """Rows of a flat array as (sentences, longest, ...), and which places are characters."""
    steps = np.arange(int(lengths.max()))[None, :]
    return flat[starts[:, None] + np.minimum(steps, lengths[:, None] - 1)], steps < lengths[:, None]


def decode(scores: Floats, layout: Layout, transitions: Floats, labels: Labels) -> list[list[Span]]:
    """The names of each sentence, in order; ``scores`` has one row a place of the layout."""
    names: list[list[Span]] = [[] for _ in layout.starts]
    order = np.argsort(layout.lengths, kind="stable")
    for some in (order[k : k + ABREAST] for k in range(0, len(order), ABREAST)):
        padded, inside = pad(scores, layout.starts[some], layout.lengths[some])
        marginals = forward_backward(padded, inside, transitions, labels).marginals
        paths = best_paths(marginals, layout.lengths[some], labels)
        for row in np.nonzero(paths.any(1))[0].tolist():
            names[some[row]] = list(_spans(paths[row], marginals[row], labels))
    return names


def best_paths(marginals: Floats, lengths: NDArray[np.int64], labels: Labels) -> NDArray[np.int16]:
    """For each sentence the well-formed labels with the largest sum of marginals; 0 beyond its end."""
    count, width, _ = marginals.shape
    outs, inners = _best_ways(marginals)
    path = np.zeros((count, width), np.int16)
    at, rows = np.zeros(count, np.int16), np.arange(count)
    for t in range(width - 1, -1, -1):
        at = np.where(lengths - 1 == t, outs[:, t], at).astype(np.int16)
        path[:, t] = at
        if t:
            owner = np.maximum(at - 1, 0) // 4
            inner = (at > 0) & ((at % 4 == 2) | (at % 4 == 3))
            at = np.where(inner, 4 * owner + 1 + inners[rows, t - 1, owner], outs[:, t - 1]).astype(np.int16)
    path[np.arange(width)[None, :] >= lengths[:, None]] = 0
    return path


def _best_ways(marginals: Floats) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """At each place the best label that may end a name or be none, and whether I beats B for each type."""
    count, width, size = marginals.shape
    types = (size - 1) // 4
    outs, inners = np.zeros((count, width), np.int16), np.zeros((count, width, types), np.bool_)
    parts = marginals[:, :, 1:].reshape(count, width, types, 4)
    out, inner = np.zeros(count, np.float32), np.full((count, types), -np.inf, np.float32)
    best = np.empty((count, 1 + 2 * types), np.float32)
    name_of = np.array([0, *range(3, size, 4), *range(4, size, 4)], np.int16)
    for t in range(width):
        best[:, 0] = out + marginals[:, t, 0]
        best[:, 1 : 1 + types] = inner + parts[:, t, :, 2]
        best[:, 1 + types :] = out[:, None] + parts[:, t, :, 3]
        begun, gone = out[:, None] + parts[:, t, :, 0], inner + parts[:, t, :, 1]
        chosen = best.argmax(1)
        outs[:, t], inners[:, t] = name_of[chosen], gone > begun
        out, inner = best[np.arange(count), chosen], np.maximum(begun, gone)
    return outs, inners


def _spans(path: NDArray[np.int16], marginals: Floats, labels: Labels) -> Iterator[Span]:
    for t in np.nonzero((path > 0) & ((path % 4 == 0) | (path % 4 == 3)))[0].tolist():
        label, at = int(path[t]), t
        while label % 4 == 3 and path[at] % 4 != 1:
            at -= 1
        score = float(marginals[np.arange(at, t + 1), path[at : t + 1]].mean())
        yield Span(at, t + 1, labels.types[(label - 1) // 4], score)
