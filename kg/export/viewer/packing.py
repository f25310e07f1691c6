"""Text as few bytes of UTF-8 as a browser can undo by itself; ``assets/js/unpack.js`` undoes it.

Three steps: the most frequent characters get codes of one byte, the others of two; deflate; seven bits a character.
The first spares a fourth of a Chinese text, of whose characters deflate would see three bytes each. The last is a
seventh longer than what it carries, where base 64 is a third longer.
"""

from __future__ import annotations

from collections.abc import Iterable

import deflate
import numpy as np
from numpy.typing import NDArray

#: Sevens that may not stand in a page as they are: null, carriage return, ``<``.
_BARRED = (0, 13, 60)
#: A barred seven and the one after it are one character of two bytes, from here on.
_PAIRS = 0x100
#: Levels of libdeflate by bytes below which they are worth their time: its best is a twentieth smaller than zlib's, in
#: less time; the next takes half of its time for a five-hundredth more, the last a sixth for a twenty-fifth more.
_LEVELS = {1_000_000: 12, 3_000_000: 10, 1 << 62: 9}


def packed(text: str) -> str:
    """The text for a page; no ``<``, nothing that a browser reads otherwise than it stands."""
    coded = _coded(text)
    level = next(level for below, level in _LEVELS.items() if len(coded) < below)
    pressed = deflate.deflate_compress(coded, level)
    return _sevens(len(pressed).to_bytes(4, "big") + pressed)


def _coded(text: str) -> bytes:
    """The number of first bytes of two, both runs of characters in order, and the text in their codes."""
    units = np.frombuffer(text.encode("utf-16-le"), "<u2")
    count = np.bincount(units, minlength=1)
    used = np.flatnonzero(count)
    leads = max(0, -(-(len(used) - 256) // 255))  # 256 - leads of one byte, 256 * leads of two
    by_use = used[np.lexsort((used, -count[used]))]
    one, two = np.sort(by_use[: 256 - leads]), np.sort(by_use[256 - leads :])
    code = np.zeros((len(count), 2), np.uint8)
    long = np.zeros(len(count), bool)
    code[one, 0] = np.arange(len(one))
    code[two] = np.stack([256 - leads + np.arange(len(two)) // 256, np.arange(len(two)) % 256], axis=1)
    long[two] = True
    stands = np.stack([np.ones(len(units), bool), long[units]], axis=1)
    coded: bytes = code[units][stands].tobytes()
    return bytes(_numbers([leads, *_steps(one), *_steps(two)])) + coded


def _steps(run: NDArray[np.intp]) -> list[int]:
    return [len(run), *np.diff(run, prepend=0).tolist()]


def _numbers(numbers: Iterable[int]) -> Iterable[int]:
    """Each number by seven bits, high ones first; the eighth says that more follow."""
    for number in numbers:
        for shift in (14, 7):
            if number >> shift:
                yield number >> shift & 127 | 128
        yield number & 127


def _sevens(data: bytes) -> str:
    bits = np.unpackbits(np.frombuffer(data, np.uint8))
    bits = np.concatenate([bits, np.zeros(-len(bits) % 7 + 7, np.uint8)])  # one seven more, should the last be barred
    sevens = np.packbits(bits.reshape(-1, 7), axis=1)[:, 0] >> 1
    barred = np.flatnonzero(np.isin(sevens[:-1], _BARRED))
    # of several side by side the first takes the second with it, the third the fourth
    run = np.flatnonzero(np.diff(barred, prepend=-2) > 1)
    place = np.arange(len(barred)) - np.repeat(run, np.diff(run, append=len(barred)))
    first = barred[place % 2 == 0]
    units = sevens.astype("<u2")
    units[first] = _PAIRS + 128 * np.searchsorted(_BARRED, sevens[first]) + sevens[first + 1]
    stays = np.ones(len(units), bool)
    stays[first + 1] = stays[-1] = False
    return units[stays].tobytes().decode("utf-16-le")
