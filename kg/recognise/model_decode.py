"""From scores of labels to names: marginals of a linear-chain CRF, and the set of names that they speak for most.

Labels are O and, for each type, B I E S (begin, inside, end, single). Decoding does not take the best path (Viterbi)
but the well-formed path whose labels have the largest sum of marginals (minimum Bayes risk: Goodman 1996, "Parsing
algorithms and metrics"), which is better here and needs no step over pairs of labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.recognise.model_text import Floats, Layout, places_of

#: The lowest a label's score may be below the best's at a character; what is lower cannot matter.
LEAST = np.float32(-60)


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


class Abreast:
    """Sentences side by side, the longest first: at step t the first ``counts[t]`` of them have a character.

    Arrays over it have one row a character, step after step; ``rows`` says which row of a flat array each is.
    """

    def __init__(self, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> None:
        self.order = np.argsort(-lengths, kind="stable")
        lengths = lengths[self.order]
        self.counts = np.searchsorted(-lengths, -np.arange(int(lengths[0])), side="left")
        self.ends = np.cumsum(self.counts)
        steps = np.repeat(np.arange(len(self.counts)), self.counts)
        columns = np.arange(len(steps)) - np.repeat(self.ends - self.counts, self.counts)
        self.rows = starts[self.order][columns] + steps

    def step(self, t: int, first: int = 0, end: int | None = None) -> slice:
        """The rows of step t for the sentences from ``first`` to ``end``, by their order."""
        start = int(self.ends[t] - self.counts[t])
        return slice(start + first, start + int(self.counts[t] if end is None else end))


@dataclass(frozen=True, slots=True)
class Chain:
    """What forward-backward gives.

    Attributes:
        marginals: one row a character as Abreast has them, one column a label.
        log_sum: log of the sum over all well-formed paths, summed over the sentences.
        transitions: expected number of each pair of labels, over all sentences; None where not asked for.
    """

    marginals: Floats
    log_sum: float
    transitions: NDArray[np.float64] | None


def forward_backward(scores: Floats, abreast: Abreast, chain: tuple[Floats, Labels], count: bool = False) -> Chain:
    """Marginals of the labels of all characters.

    Args:
        scores: one row a character, as Abreast has them. chain: the transitions, and what labels there are.
        count: whether to count the pairs of labels as well.
    """
    transitions, labels = chain
    step = np.where(labels.allowed, np.exp(transitions), 0).astype(np.float32)
    top = scores.max(1, keepdims=True)
    local = np.exp(np.maximum(scores - top, LEAST))
    alphas, norms = _forward(local, abreast, step, labels)
    betas, pairs, ends = _backward(local, abreast, step, (alphas, norms, labels, count))
    log_sum = float(np.log(norms).sum(dtype=np.float64) + top.sum(dtype=np.float64) + ends)
    alphas *= betas
    return Chain(alphas, log_sum, pairs)


def _forward(local: Floats, abreast: Abreast, step: Floats, labels: Labels) -> tuple[Floats, Floats]:
    alphas, norms = np.empty_like(local), np.empty(len(local), np.float32)
    for t, count in enumerate(abreast.counts.tolist()):
        here = abreast.step(t)
        alpha = alphas[abreast.step(t - 1, 0, count)] @ step if t else labels.first.astype(np.float32)[None, :]
        alpha = alpha * local[here]
        norm = alpha.sum(1)
        norms[here] = norm
        np.divide(alpha, norm[:, None], out=alphas[here])
    return alphas, norms


def _backward(
    local: Floats, abreast: Abreast, step: Floats, given: tuple[Floats, Floats, Labels, bool]
) -> tuple[Floats, NDArray[np.float64] | None, float]:
    alphas, norms, labels, count = given
    betas = np.empty_like(local)
    pairs = np.zeros(step.shape) if count else None
    back, ends, longer = np.ascontiguousarray(step.T), 0.0, 0
    for t in range(len(abreast.counts) - 1, -1, -1):
        if longer:
            after = abreast.step(t + 1)
            weight = local[after] * betas[after]
            weight /= norms[after, None]
            here = abreast.step(t, 0, longer)
            np.matmul(weight, back, out=betas[here])
            if pairs is not None:
                pairs += alphas[here].T @ weight
        ending = abreast.step(t, longer)
        end = alphas[ending] @ labels.last.astype(np.float32)
        ends += float(np.log(end).sum(dtype=np.float64))
        betas[ending] = labels.last / end[:, None]
        longer = int(abreast.counts[t])
    return betas, None if pairs is None else pairs * step, ends


def decode(scores: Floats, layout: Layout, transitions: Floats, labels: Labels) -> list[list[Span]]:
    """The names of each sentence, in order; ``scores`` has one row a place of the layout."""
    abreast = Abreast(layout.starts, layout.lengths)
    packed = forward_backward(scores[abreast.rows], abreast, (transitions, labels)).marginals
    best = best_path(packed, abreast)
    path, marginals = np.zeros(len(scores), np.int16), np.zeros(len(scores), np.float32)
    path[abreast.rows] = best
    marginals[abreast.rows] = packed[np.arange(len(best)), best]
    return _names(path, marginals, layout, labels)


def _names(path: NDArray[np.int16], marginals: Floats, layout: Layout, labels: Labels) -> list[list[Span]]:
    """The names that the labels spell; ``marginals`` has at each place that of its label."""
    names: list[list[Span]] = [[] for _ in layout.starts]
    named, kind = path > 0, path % 4
    first = np.nonzero(named & ((kind == 1) | (kind == 0)))[0]
    lengths = np.nonzero(named & ((kind == 3) | (kind == 0)))[0] + 1 - first
    if not len(first):
        return names
    sums = np.add.reduceat(marginals[places_of(first, lengths)], np.cumsum(lengths) - lengths)
    owners = np.searchsorted(layout.starts, first, side="right") - 1
    starts, types = first - layout.starts[owners], (path[first] - 1) // 4
    columns = owners, starts, starts + lengths, types, np.divide(sums, lengths, dtype=np.float32)
    for owner, start, end, type_, score in zip(*(column.tolist() for column in columns), strict=True):
        names[owner].append(Span(start, end, labels.types[type_], score))
    return names


def best_path(marginals: Floats, abreast: Abreast) -> NDArray[np.int16]:
    """The well-formed labels with the largest sum of marginals; rows as Abreast has them."""
    outs, inners = _best_ways(marginals, abreast)
    path = np.empty(len(marginals), np.int16)
    at = np.zeros(0, np.int16)
    for t in range(len(abreast.counts) - 1, -1, -1):
        going_on = abreast.step(t, 0, len(at))
        owner = np.maximum(at - 1, 0) // 4
        inner = (at > 0) & ((at % 4 == 2) | (at % 4 == 3))
        before = 4 * owner + 1 + inners[going_on][np.arange(len(at)), owner]
        at = np.concatenate([np.where(inner, before, outs[going_on]), outs[abreast.step(t, len(at))]]).astype(np.int16)
        path[abreast.step(t)] = at
    return path


def _best_ways(marginals: Floats, abreast: Abreast) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """At each character the best label that may end a name or be none, and whether I beats B for each type."""
    size = marginals.shape[1]
    types = (size - 1) // 4
    parts = np.ascontiguousarray(marginals[:, 1:].reshape(-1, types, 4).transpose(2, 0, 1))
    chosen, inners = np.empty(len(marginals), np.int16), np.empty((len(marginals), types), np.bool_)
    count = int(abreast.counts[0])
    out, inner = np.zeros((count, 1), np.float32), np.full((count, types), -np.inf, np.float32)
    best = np.empty((count, 1 + 2 * types), np.float32)
    for t, count in enumerate(abreast.counts.tolist()):
        here = abreast.step(t)
        out, inner, best = out[:count], inner[:count], best[:count]
        best[:, :1] = out + marginals[here, :1]
        np.add(inner, parts[2, here], out=best[:, 1 : 1 + types])
        np.add(out, parts[3, here], out=best[:, 1 + types :])
        begun, gone = out + parts[0, here], inner + parts[1, here]
        chosen[here] = best.argmax(1)
        np.greater(gone, begun, out=inners[here])
        out, inner = best.max(1, keepdims=True), np.maximum(begun, gone)
    return np.array([0, *range(3, size, 4), *range(4, size, 4)], np.int16)[chosen], inners
