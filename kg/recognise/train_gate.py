"""Fits the tagger's gate: which pieces have a name, told from their characters alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.recognise.model import CLASS_OF, Tagger
from kg.recognise.model_decode import Span
from kg.recognise.model_gate import BITS, Gate, numbers_of
from kg.recognise.model_text import lay_out, places_of

#: Weight of the sum of squares, and steps of L-BFGS.
HELD, STEPS = 1.0, 60


#: Types of names that dictionaries mostly have; of these the others count.
_LISTED = frozenset({"address", "government"})
#: Least marginal of a name that counts.
_LEAST = 0.5


def expected(tagger: Tagger, pieces: Sequence[str]) -> NDArray[np.bool_]:
    """Whether the tagger finds a name in each of these that no dictionary has, of a type that gives things."""

    def counts(text: str, span: Span) -> bool:
        if span.type not in CLASS_OF or span.score < _LEAST:
            return False
        return span.type not in _LISTED or not tagger.model.lexicon.mask_of(text[span.start : span.end])

    found = zip(pieces, tagger.tag(pieces), strict=True)
    return np.array([any(counts(text, span) for span in spans) for text, spans in found])


def fit_gate(pieces: Sequence[str], named: NDArray[np.bool_]) -> Gate:
    """The gate for these pieces of text, by whether each has a name; none may be empty."""
    counts = _counts(pieces)

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, bias = values[:-1], values[-1]
        odds = counts @ weights + bias
        lost = np.logaddexp(0, np.where(named, -odds, odds)).sum() + HELD / 2 * (weights**2).sum()
        flow = 1 / (1 + np.exp(-odds)) - named
        return float(lost), np.append(counts.T @ flow + HELD * weights, flow.sum())

    found = minimize(loss, np.zeros((1 << BITS) + 1), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    scale = float(np.abs(found[:-1]).max()) / 127
    return Gate(np.rint(found[:-1] / scale).astype(np.int8), scale, float(found[-1]))


def _counts(pieces: Sequence[str]) -> csr_matrix:
    """One row a piece, one column a number: how often the piece has it."""
    layout = lay_out(pieces)
    places, rows = places_of(layout.starts, layout.lengths), np.repeat(np.arange(len(pieces)), layout.lengths)
    numbers = np.concatenate([some[places] for some in numbers_of(layout)])
    size = (len(pieces), 1 << BITS)
    return csr_matrix((np.ones(len(numbers)), (np.tile(rows, 3), numbers)), shape=size)
