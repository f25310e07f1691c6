"""Embeddings of characters and pairs of characters from plain text.

Positive pointwise mutual information with the characters around, reduced by a randomised singular value decomposition
(Levy & Goldberg 2014; Halko, Martinsson & Tropp 2011).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from kg.recognise.model_net import Vocabulary
from kg.recognise.model_text import Floats, codes_of

#: Commonest characters that count as context; most characters and pairs with an embedding; fewest occurrences.
CONTEXTS, CHARACTERS, PAIRS, FEWEST = 4000, 5500, 60000, 3
#: Places of the context around a character, and around a pair that starts here.
AROUND_CHARACTER = ((-1,), (1,), (-2, -3), (2, 3))
AROUND_PAIR = ((-1,), (2,), (-2, -3), (3, 4))
#: Length of every vector, times the root of its size.
LENGTH = 0.3


@dataclass(frozen=True, slots=True)
class Embeddings:
    """A vocabulary and its vectors; row 0 of each table is 0 and stands for the unknown."""

    codes: NDArray[np.uint32]
    vocabulary: Vocabulary
    character: Floats
    pair: Floats


def embed_text(texts: Sequence[tuple[str, float]], sizes: tuple[int, int], seed: int) -> Embeddings:
    """Vectors of these sizes (of characters, of pairs) from texts, each with the weight of its characters.

    A NUL, a space or a line break separates: nothing is seen across it.
    """
    codes = np.concatenate([codes_of(text) for text, _ in texts])
    weights = np.repeat(np.array([w for _, w in texts], np.float32), [len(text) for text, _ in texts])
    codes[(codes == 10) | (codes == 32)] = 0
    counts = np.bincount(codes, weights=weights, minlength=0x10000)
    counts[0] = 0
    chosen = _commonest(counts, CHARACTERS).astype(np.uint32)
    bare = Vocabulary.of(chosen, np.zeros(1, np.int64))
    numbers = bare.characters[codes]
    following = np.append(numbers[1:], 0)
    keys = np.where((numbers > 0) & (following > 0), numbers.astype(np.int64) * bare.size + following, 0)
    unique, where = np.unique(keys, return_inverse=True)
    counts = np.bincount(where, weights=weights)
    counts[unique == 0] = 0
    kept = np.sort(_commonest(counts, PAIRS))
    number_of = np.zeros(len(unique), np.int32)
    number_of[kept] = np.arange(1, len(kept) + 1)
    vocabulary = Vocabulary.of(chosen, unique[kept])
    tables = [
        _vectors(_together((rows, numbers, weights), places), size, seed)
        for rows, places, size in (
            (numbers, AROUND_CHARACTER, sizes[0]),
            (number_of[where].astype(np.int32), AROUND_PAIR, sizes[1]),
        )
    ]
    return Embeddings(chosen, vocabulary, tables[0], tables[1])


def _commonest(counts: NDArray[Any], most: int) -> NDArray[np.int64]:
    order = np.argsort(-counts, kind="stable")[:most]
    return order[counts[order] >= FEWEST]


def _together(
    given: tuple[NDArray[np.int32], NDArray[np.int32], Floats], places: Sequence[Sequence[int]]
) -> csr_matrix:
    """How often each row's character or pair has each character in each group of places around it."""
    rows, numbers, weights = given
    groups = []
    for group in places:
        total = csr_matrix((int(rows.max()) + 1, CONTEXTS + 1), dtype=np.float32)
        for by in group:
            context = np.roll(numbers, -by)
            seen = (rows > 0) & (context > 0) & (context <= CONTEXTS)
            total = total + csr_matrix((weights[seen], (rows[seen], context[seen])), shape=total.shape)
        groups.append(total)
    return hstack(groups).tocsr()


def _vectors(counts: csr_matrix, size: int, seed: int) -> Floats:
    entries = counts.tocoo()
    total = entries.data.sum(dtype=np.float64)
    rows, columns = np.asarray(counts.sum(1)).ravel(), np.asarray(counts.sum(0)).ravel() ** 0.75
    columns *= total / columns.sum()
    information = np.log(entries.data * total / (rows[entries.row] * columns[entries.col])) - 0.5
    matrix = csr_matrix((np.maximum(information, 0).astype(np.float32), (entries.row, entries.col)), shape=counts.shape)
    matrix.eliminate_zeros()
    found = matrix @ np.random.default_rng(seed).standard_normal((matrix.shape[1], size + 16)).astype(np.float32)
    for _ in range(3):
        found = matrix @ np.linalg.qr(matrix.T @ np.linalg.qr(found)[0])[0]
    basis = np.linalg.qr(found)[0]
    left, strength, _ = np.linalg.svd((matrix.T @ basis).T, full_matrices=False)
    vectors = (basis @ left[:, :size]) * np.sqrt(strength[:size])
    vectors[0] = 0
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    scaled: Floats = (vectors * np.sqrt(size) * LENGTH).astype(np.float32)
    return scaled
