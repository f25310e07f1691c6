"""Text as few bytes of UTF-8 as a browser can undo by itself; ``assets/js/unpack.js`` undoes it.

Three steps: the most frequent characters get codes of one byte, the others of two; deflate; seven bits a character.
The first spares a fourth of a Chinese text, of whose characters deflate would see three bytes each. The last is a
seventh longer than what it carries, where base 64 is a third longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import deflate
import numpy as np
from numpy.typing import NDArray

#: Sevens that may not stand in a page as they are: null, carriage return, ``<``.
_BARRED = (0, 13, 60)
#: A barred seven and the one after it are one character of two bytes, from here on.
_PAIRS = 0x100
#: Levels of libdeflate: its best is a twenty-fifth smaller than the one that is taken from so many bytes on, in ten
#: times its time.
_BEST, _FAST, _MANY = 12, 6, 1_000_000


def packed(text: str) -> str:
    """The text for a page; no ``<``, nothing that a browser reads otherwise than it stands."""
    coded = _coded(text)
    pressed = deflate.deflate_compress(coded, _BEST if len(coded) < _MANY else _FAST)
    return _sevens(len(pressed).to_bytes(4, "big") + pressed)


def _coded(text: str) -> bytes:
    """The number of first bytes of two, both runs of characters in order, and the text in their codes."""
    units = np.frombuffer(text.encode("utf-16-le"), "<u2")
    count = np.bincount(units, minlength=1)
    used = np.flatnonzero(count)
    leads = max(0, -(-(len(used) - 256) // 255))  # 256 - leads of one byte, 256 * leads of two
    by_use = used[np.lexsort((used, -count[used]))]
    one, two = np.sort(by_use[: 256 - leads]), np.sort(by_use[256 - leads :])
    code, stands = np.zeros((len(count), 2), np.uint8), np.zeros((len(count), 2), bool)
    code[one, 0] = np.arange(len(one))
    code[two] = np.stack([256 - leads + np.arange(len(two)) // 256, np.arange(len(two)) % 256], axis=1)
    stands[:, 0] = stands[two, 1] = True
    coded: bytes = _of_each(code, units)[_of_each(stands, units)].tobytes()
    return bytes(_numbers([leads, *_steps(one), *_steps(two)])) + coded


def _of_each(table: NDArray[Any], units: NDArray[np.uint16]) -> NDArray[Any]:
    """The two bytes that a table has for each, side by side: taken as one number of two bytes, which is faster."""
    there: NDArray[Any] = table.view(np.uint16)[:, 0][units].view(table.dtype)
    return there


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
    count = -(-len(data) * 8 // 7) + 1  # one more, should the last be barred
    octets = np.zeros((-(-count // 8), 8), np.uint8)
    octets[:, 1:] = np.frombuffer(data.ljust(len(octets) * 7, b"\0"), np.uint8).reshape(-1, 7)
    words, sevens = octets.view(">u8").astype(np.uint64)[:, 0], np.empty_like(octets)
    for nth, shift in enumerate(range(49, -1, -7)):
        sevens[:, nth] = words >> np.uint64(shift) & np.uint64(127)
    sevens = sevens.ravel()[:count]
    barred = np.flatnonzero(np.isin(np.arange(128), _BARRED)[sevens[:-1]])
    # of several side by side the first takes the second with it, the third the fourth
    run = np.flatnonzero(np.diff(barred, prepend=-2) > 1)
    place = np.arange(len(barred)) - np.repeat(run, np.diff(run, append=len(barred)))
    first = barred[place % 2 == 0]
    units = sevens.astype("<u2")
    units[first] = _PAIRS + 128 * np.searchsorted(_BARRED, sevens[first]) + sevens[first + 1]
    stays = np.ones(len(units), bool)
    stays[first + 1] = stays[-1] = False
    return units[stays].tobytes().decode("utf-16-le")
