"""Where words may begin in a text, told by their first two characters in whole arrays."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

#: Bits of a number that stands for two characters.
_BITS = 20
#: Texts whose numbers are remembered: an article's and its page's.
_REMEMBERED = 2


class Fronts:
    """What some words begin with, each of two characters or more."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = np.zeros(1 << _BITS, np.bool_)
        fronts = "".join(sorted({word[:2] for word in words}))
        self._known[_numbers(fronts)[::2]] = True

    def places(self, text: str) -> NDArray[np.intp]:
        """Where in the text two characters stand that a word begins with, in order; a few others as well."""
        return np.flatnonzero(np.take(self._known, _remembered(text)))


@lru_cache(_REMEMBERED)
def _remembered(text: str) -> NDArray[np.uint32]:
    return _numbers(text)


def _numbers(text: str) -> NDArray[np.uint32]:
    """For every two neighbours in a text a number that stands for them; other two may have the same."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    numbers: NDArray[np.uint32] = (codes[:-1] * np.uint32(40503) + codes[1:]) & np.uint32((1 << _BITS) - 1)
    return numbers
