"""What the tagger sees of a text: flat arrays of normalised characters, with room between the sentences.

Sentences lie one behind the other in one array, ``PAD`` zeros before, between and after them, so that a look at the
neighbours of a character is a shifted array and never reaches into another sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.float32]
T = TypeVar("T", bound=np.generic)

#: Zeros between two sentences; the reach of every feature and convolution is at most this.
PAD = 4
#: What a character beyond the basic plane (and a lone surrogate) is read as.
RARE = 0xFFFD
#: The kinds of character: none, Han, digit, letter, other, numeral, then each of these marks by itself.
MARKS = "《》“”、,。·()-:"
KINDS = 6 + len(MARKS)
NUMERALS = "零一二三四五六七八九十百千万亿两"
_SAME = {"「": "“", "」": "”", "『": "“", "』": "”", "‘": "“", "’": "”", "—": "-", "–": "-", "•": "·", "・": "·"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Sentences as one flat array.

    Attributes:
        codes: normalised character codes, 0 where no character is.
        starts, lengths: of each sentence, in places of ``codes``.
    """

    codes: NDArray[np.uint32]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]

    def blocks(self, size: int) -> Iterator[tuple[slice, Layout]]:
        """The layout in parts of about so many places, each of whole sentences and with where it stands in this one."""
        last = np.cumsum(self.lengths) // size
        for first, end in pairwise([0, *(np.flatnonzero(np.diff(last)) + 1).tolist(), len(last)]):
            starts, lengths = self.starts[first:end], self.lengths[first:end]
            place = slice(int(starts[0]) - PAD, int(starts[-1] + lengths[-1]) + PAD)
            yield place, Layout(self.codes[place], starts - place.start, lengths)


@cache
def _folding() -> NDArray[np.uint32]:
    """Code of the basic plane -> the code it is read as: half width, lower case, one form of quotes and dashes."""
    table = np.arange(0x10000, dtype=np.uint32)
    table[0xFF01:0xFF5F] -= 0xFEE0
    table[0x3000] = 0x20
    for left, right in _SAME.items():
        table[ord(left)] = ord(right)
    upper = (table >= 0x41) & (table <= 0x5A)
    table[upper] += 32
    table[0xD800:0xE000] = RARE
    return table


def codes_of(text: str) -> NDArray[np.uint32]:
    """One normalised code a character; any string is accepted, lone surrogates included."""
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return np.where(raw < 0x10000, _folding()[np.minimum(raw, 0xFFFF)], np.uint32(RARE))


def lay_out(sentences: Sequence[str]) -> Layout:
    """The sentences as one array; none of them may be empty."""
    lengths = np.array([len(s) for s in sentences], np.int64)
    starts = PAD + np.concatenate([[0], np.cumsum(lengths + PAD)[:-1]]).astype(np.int64)
    codes = np.zeros(int(lengths.sum()) + PAD * (len(sentences) + 1), np.uint32)
    flat = codes_of("".join(sentences))
    codes[places_of(starts, lengths)] = flat
    return Layout(codes, starts, lengths)


def places_of(starts: Ints, lengths: Ints) -> NDArray[np.int64]:
    """The places of all characters of these sentences, in order."""
    before = np.cumsum(lengths) - lengths
    places: NDArray[np.int64] = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return places


def shift(array: NDArray[T], by: int) -> NDArray[T]:
    """An array whose place i has what stood at i + by; zero where nothing stood."""
    if by == 0:
        return array
    out = np.zeros_like(array)
    if by > 0:
        out[:-by] = array[by:]
    else:
        out[-by:] = array[:by]
    return out


def kinds_of(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Kind of each character, 0 to KINDS - 1."""
    return _kinds()[np.minimum(codes, 0xFFFF)]


@cache
def _kinds() -> NDArray[np.uint8]:
    table = np.full(0x10000, 4, np.uint8)
    table[0] = 0
    table[0x4E00:0xA000] = 1
    table[0x30:0x3A] = 2
    table[0x61:0x7B] = 3
    table[[ord(c) for c in NUMERALS]] = 5
    for number, mark in enumerate(MARKS):
        table[ord(mark)] = 6 + number
    return table


@dataclass(frozen=True, slots=True)
class Quoted:
    """For each character the pair of marks around it, within its sentence.

    Attributes:
        opened, closing: a left mark stands before it and is not yet closed; a right one behind, not opened first.
        left, right: their places; 0 where there is none.
    """

    opened: NDArray[np.bool_]
    closing: NDArray[np.bool_]
    left: NDArray[np.int64]
    right: NDArray[np.int64]


def quoted(codes: NDArray[np.uint32], left: str, right: str) -> Quoted:
    """What stands between these marks, or behind an open one, or before a closing one."""
    size, at = len(codes), np.arange(len(codes))
    opens, closes, none = codes == ord(left), codes == ord(right), codes == 0
    before = np.maximum.accumulate(np.where(opens, at, -1))
    shut = np.maximum.accumulate(np.where(none | closes, at, -1))
    behind = np.minimum.accumulate(np.where(closes, at, size)[::-1])[::-1]
    anew = np.minimum.accumulate(np.where(none | opens, at, size)[::-1])[::-1]
    opened, closing = (before > shut) & (before < at), (behind < anew) & (behind > at)
    return Quoted(opened, closing, np.where(opened, before, 0), np.where(closing, behind, 0))
