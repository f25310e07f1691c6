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
_MIX = np.uint64(0xC2B2AE3D27D4EB4F)
_SEED = np.uint64(0x9E3779B97F4A7C15)

Masks = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Matches:
    """For each character the classes of the words that start, go on or end there, and the longest's length."""

    first: Masks
    inner: Masks
    last: Masks
    first_length: NDArray[np.uint8]
    last_length: NDArray[np.uint8]


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
        self._maybe[(hashes >> np.uint64(_BITS - _FILTER)).astype(np.int64)] = True

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

    def find(self, codes: NDArray[np.uint32]) -> list[Masks]:
        """For n = 2 to LONGEST: the classes of the word of n characters that starts at each place, 0 for none."""
        found = []
        for n, hashes in enumerate(hashes_of(codes), start=1):
            if n == 1:
                continue
            masks = np.zeros(len(codes), np.uint32)
            at = np.nonzero(self._maybe[(hashes >> np.uint64(_BITS - _FILTER)).astype(np.int64)])[0]
            if len(at):
                place = np.minimum(np.searchsorted(self.hashes, hashes[at]), len(self.hashes) - 1)
                masks[at] = np.where(self.hashes[place] == hashes[at], self.masks[place], 0)
            found.append(masks)
        return found


def matches(found: Sequence[Masks]) -> Matches:
    """What ``Lexicon.find`` gives, seen from each character."""
    size = len(found[0])
    first, inner, last = np.zeros(size, np.uint32), np.zeros(size, np.uint32), np.zeros(size, np.uint32)
    first_length, last_length = np.zeros(size, np.uint8), np.zeros(size, np.uint8)
    for n, masks in enumerate(found, start=2):
        ends = shift(masks, 1 - n)
        first |= masks
        last |= ends
        first_length[masks != 0] = n
        last_length[ends != 0] = n
        for by in range(1, n - 1):
            inner |= shift(masks, -by)
    return Matches(first, inner, last, first_length, last_length)
