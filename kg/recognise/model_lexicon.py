"""A large dictionary for the tagger's eyes: which classes of words start, go on and end at each character.

A word is kept as a hash of 40 bits and the classes it belongs to, so that half a million words take two megabytes and
all matches in a text are found by a few array operations a word length, whatever the number of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kg.recognise.model_text import codes_of, shift

#: Longest word, in characters; the shortest has two.
LONGEST = 9
#: Classes a lexicon can have: bits of a mask.
CLASSES = 32
_BITS = 40
_FILTER = 24
#: Bits of a hash that say on which shelf of the list it stands.
_SHELVES = 20
_MIX = np.uint64(0xC2B2AE3D27D4EB4F)
_SEED = np.uint64(0x9E3779B97F4A7C15)

Masks = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Found:
    """For n = 2 to LONGEST: the hash of the n characters that start at each place, and the classes of that word."""

    hashes: list[NDArray[np.uint64]]
    masks: list[Masks]

    def __or__(self, other: Found) -> Found:
        """What both lexicons say of the same text."""
        return Found(self.hashes, [a | b for a, b in zip(self.masks, other.masks, strict=True)])


@dataclass(frozen=True, slots=True)
class Matches:
    """For each character the classes of the words that start, go on or end there.

    Attributes:
        first_length, last_length: of the longest word that starts or ends there; 0 for none.
        first_word, last_word: its hash; 0 for none.
    """

    first: Masks
    inner: Masks
    last: Masks
    first_length: NDArray[np.uint8]
    last_length: NDArray[np.uint8]
    first_word: NDArray[np.uint64]
    last_word: NDArray[np.uint64]


def hashes_of(codes: NDArray[np.uint32]) -> Iterable[NDArray[np.uint64]]:
    """For n = 1 to LONGEST: the hash of the n characters that start at each place."""
    single = codes.astype(np.uint64) * _SEED
    value = single
    yield value >> np.uint64(64 - _BITS)
    for n in range(2, LONGEST + 1):
        value = (value ^ (value >> np.uint64(29))) * _MIX + shift(single, n - 1)
        yield value >> np.uint64(64 - _BITS)


class Lexicon:
    """Words by hash.

    Args:
        hashes: sorted. masks: the classes of each. names: of the classes, by bit.
    """

    def __init__(self, hashes: NDArray[np.uint64], masks: Masks, names: Sequence[str]) -> None:
        self.hashes, self.masks, self.names = hashes, masks, tuple(names)
        self._maybe = np.zeros(1 << _FILTER, np.bool_)
        self._maybe[_head(hashes, _FILTER)] = True
        held = np.bincount(_head(hashes, _SHELVES), minlength=1 << _SHELVES)
        self._shelves = np.concatenate([[0], np.cumsum(held)]).astype(np.int32)

    @classmethod
    def of(cls, words: Mapping[str, Iterable[str]]) -> Self:
        """A lexicon of these classes of words; those shorter than 2 or longer than LONGEST are left out."""
        masks: dict[str, int] = {}
        for bit, name in enumerate(words):
            for word in words[name]:
                masks[word] = masks.get(word, 0) | 1 << bit
        hashes: list[NDArray[np.uint64]] = []
        values: list[Masks] = []
        for n in range(2, LONGEST + 1):
            some = sorted(word for word in masks if len(word) == n)
            if some:
                hashes.append(list(hashes_of(codes_of("".join(some))))[n - 1][::n])
                values.append(np.array([masks[word] for word in some], np.uint32))
        if not hashes:
            return cls(np.zeros(0, np.uint64), np.zeros(0, np.uint32), list(words))
        unique, where = np.unique(np.concatenate(hashes), return_inverse=True)
        joined = np.zeros(len(unique), np.uint32)
        np.bitwise_or.at(joined, where, np.concatenate(values))
        return cls(unique, joined, list(words))

    def find(self, codes: NDArray[np.uint32]) -> Found:
        """The words at each place."""
        hashes = list(hashes_of(codes))[1:]
        lasts = (shift(codes, n - 1) != 0 for n in range(2, LONGEST + 1))
        return Found(hashes, [self._masks_of(values, last) for values, last in zip(hashes, lasts, strict=True)])

    def mask_of(self, word: str) -> int:
        """The classes of one word of 2 to LONGEST characters; 0 for one it does not have."""
        found = self.find(codes_of(word)).masks
        return int(found[len(word) - 2][0]) if 2 <= len(word) <= LONGEST else 0

    def _masks_of(self, hashes: NDArray[np.uint64], possible: NDArray[np.bool_]) -> Masks:
        masks = np.zeros(len(hashes), np.uint32)
        at = np.flatnonzero(np.take(self._maybe, _head(hashes, _FILTER)) & possible)
        wanted = hashes[at]
        place = np.take(self._shelves, _head(wanted, _SHELVES))
        while len(at):  # few words are on a shelf
            place = np.minimum(place, len(self.hashes) - 1)
            known = np.take(self.hashes, place)
            found = known == wanted
            masks[at[found]] = self.masks[place[found]]
            later = np.flatnonzero((known < wanted) & (place < len(self.hashes) - 1))
            at, wanted, place = at[later], wanted[later], place[later] + 1
        return masks


def _head(hashes: NDArray[np.uint64], bits: int) -> NDArray[np.int64]:
    """The first bits of each hash."""
    return (hashes >> np.uint64(_BITS - bits)).view(np.int64)


def matches(found: Found) -> Matches:
    """What ``Lexicon.find`` gives, seen from each character."""
    size = len(found.masks[0])
    first, inner, last = np.zeros(size, np.uint32), np.zeros(size, np.uint32), np.zeros(size, np.uint32)
    first_length, last_length = np.zeros(size, np.uint8), np.zeros(size, np.uint8)
    first_word, last_word = np.zeros(size, np.uint64), np.zeros(size, np.uint64)
    for n, (hashes, masks) in enumerate(zip(found.hashes, found.masks, strict=True), start=2):
        starts = np.nonzero(masks)[0]
        ends = starts + n - 1
        first[starts] |= masks[starts]
        last[ends] |= masks[starts]
        first_length[starts], last_length[ends] = n, n
        first_word[starts], last_word[ends] = hashes[starts], hashes[starts]
        for by in range(1, n - 1):
            inner[starts + by] |= masks[starts]
    return Matches(first, inner, last, first_length, last_length, first_word, last_word)
