"""What dictionaries, marks and neighbours say of each character: signs for the network, patterns by number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.recognise.model_lexicon import LONGEST, Found, Masks, Matches, matches
from kg.recognise.model_text import KINDS, Quoted, kinds_of, quoted, shift

#: Pairs of marks that are looked for around a character; patterns look at the first two.
QUOTES = (("《", "》"), ("“", "”"), ("(", ")"))
#: Neighbours whose characters make a pattern together.
NEIGHBOURS = (
    *((-1,), (0,), (1,)),
    *((-2, -1), (-1, 0), (0, 1), (1, 2)),
    *((-3, -2, -1), (-2, -1, 0), (-1, 0, 1), (0, 1, 2), (1, 2, 3)),
    *((-2, -1, 0, 1), (-1, 0, 1, 2)),
    (-2, -1, 0, 1, 2),
)
#: Patterns of a character; bits of a pattern's number.
PATTERNS, PATTERN_BITS = len(NEIGHBOURS) + 16, 22
Unsigned = NDArray[np.unsignedinteger[Any]]
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)


@dataclass(frozen=True, slots=True)
class View:
    """A batch's characters, the words that match in it, and what stands between marks (by QUOTES)."""

    codes: NDArray[np.uint32]
    words: Matches
    quotes: tuple[Quoted, ...]

    @classmethod
    def of(cls, codes: NDArray[np.uint32], found: Found) -> View:
        """The view of these characters, of which a lexicon found this."""
        return cls(codes, matches(found), tuple(quoted(codes, left, right) for left, right in QUOTES))

    def alike(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Rows, one of each kind that ``signs_of`` tells apart, and for each row which of them it is like."""
        words = self.words
        parts: list[Unsigned] = [
            words.first,
            words.inner,
            words.last,
            words.first_length,
            words.last_length,
            kinds_of(self.codes),
        ]
        parts += [quote.opened * np.uint8(2) + quote.closing for quote in self.quotes]
        key = np.zeros(len(self.codes), np.uint64)
        for part in parts:
            key ^= key >> np.uint64(31)
            key *= np.uint64(_MIX[1])
            key += part
        _, index, which = np.unique(key, return_index=True, return_inverse=True)
        return index, which

    def of_rows(self, rows: NDArray[np.intp]) -> View:
        """These rows alone, with what ``signs_of`` looks at."""
        words = Matches(*(getattr(self.words, f.name)[rows] for f in fields(Matches)))
        quotes = (Quoted(*(getattr(q, f.name)[rows] for f in fields(Quoted))) for q in self.quotes)
        return View(self.codes[rows], words, tuple(quotes))


def signs_of(view: View, classes: int) -> NDArray[np.uint8]:
    """Zeros and ones, one row a character: classes of words, lengths, kinds, marks."""
    words = view.words
    parts = [_bits(mask, classes) for mask in (words.first, words.inner, words.last)]
    one_hot = np.eye(max(KINDS, LONGEST + 1), dtype=np.uint8)
    parts += [one_hot[words.first_length][:, 1 : LONGEST + 1], one_hot[words.last_length][:, 1 : LONGEST + 1]]
    parts.append(one_hot[kinds_of(view.codes)][:, 1:KINDS])
    parts += [np.stack([q.opened & q.closing, q.opened ^ q.closing], 1).astype(np.uint8) for q in view.quotes]
    return np.concatenate(parts, 1)


def sign_count(classes: int) -> int:
    """Columns of ``signs_of``."""
    return 3 * classes + 2 * LONGEST + KINDS - 1 + 2 * len(QUOTES)


def _bits(masks: Masks, count: int) -> NDArray[np.uint8]:
    return np.unpackbits(masks.astype("<u4").view(np.uint8).reshape(-1, 4), axis=1, bitorder="little")[:, :count]


def patterns_of(view: View) -> NDArray[np.int32]:
    """Numbers of the patterns of each character, one row a pattern; different patterns may share a number."""
    at = {by: shift(view.codes, by).astype(np.uint64) for by in range(-3, 4)}
    rows = [[at[by] for by in places] for places in NEIGHBOURS]
    rows += _word_patterns(view.words, at[0])
    for quote in view.quotes[:2]:
        rows += _quote_patterns(view.codes, quote)
    return np.stack([_hash(number, parts) for number, parts in enumerate(rows)])


def _word_patterns(words: Matches, here: NDArray[np.uint64]) -> Iterator[list[NDArray[np.uint64]]]:
    first, inner, last = (mask.astype(np.uint64) for mask in (words.first, words.inner, words.last))
    yield [words.first_word]
    yield [words.last_word]
    yield [shift(words.last_word, -1)]
    yield [shift(words.first_word, 1)]
    yield [first, here]
    yield [inner, here]
    yield [last, here]
    yield [shift(last, -1), first]
    yield [last, shift(first, 1)]
    yield [first, inner, last]


def _quote_patterns(codes: NDArray[np.uint32], quote: Quoted) -> Iterator[list[NDArray[np.uint64]]]:
    between = quote.opened | quote.closing

    def near(places: NDArray[np.int64], by: int) -> NDArray[np.uint64]:
        beside = codes[np.minimum(places + by, len(codes) - 1)].astype(np.uint64)
        return np.where(between, np.where(places > 0, beside, np.uint64(1)), np.uint64(0))

    kinds = kinds_of(codes).astype(np.uint64)
    yield [near(quote.right, 1), near(quote.right, 2)]
    yield [near(quote.left, -1), near(quote.left, -2)]
    yield [near(quote.left, -1), near(quote.right, 1), shift(kinds, -1), shift(kinds, 1)]


def _hash(number: int, parts: list[NDArray[np.uint64]]) -> NDArray[np.int32]:
    value = np.full(len(parts[0]), number * 0x1000193 + 7, np.uint64)
    moved = np.empty_like(value)
    for part, factor in zip(parts, _MIX, strict=False):
        value ^= part
        value *= np.uint64(factor)
        value ^= np.right_shift(value, np.uint64(31), out=moved)
    value *= np.uint64(_MIX[3])
    value >>= np.uint64(64 - PATTERN_BITS)
    return value.astype(np.int32)
