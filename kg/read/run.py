"""Text that knows where in the file each of its characters stands."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

#: What may separate two words or two lines.
BLANK = re.compile(r"\s+")
#: What ends a clause: a single character behind it is the first of a word that white space has broken.
CLAUSE = re.compile(r"[，,；;：:、]")
#: A number with the beginning of its unit (800~1100千 伏).
UNIT = re.compile(r"[\d.]\s?[千万亿百兆毫厘微公平立]$")
#: In the text that is read, what stands for a character of no width: white space for Python, but it parts nothing.
HIDDEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of clean text with, for each character, its index in the raw text (a separator: of what follows)."""

    text: str
    offsets: array[int]

    def cut(self, start: int, end: int) -> Run:
        """The characters ``start`` to ``end`` (half-open)."""
        return Run(self.text[start:end], self.offsets[start:end])

    def __len__(self) -> int:
        return len(self.text)


def chain(runs: Iterable[Run], separator: str = "") -> Run:
    """The runs one after another, with ``separator`` (one character or none) between them."""
    texts: list[str] = []
    offsets: array[int] = array("I")
    for run in runs:
        if not run.text:
            continue
        if texts and separator:
            texts.append(separator)
            offsets.append(run.offsets[0])
        texts.append(run.text)
        offsets.extend(run.offsets)
    return Run("".join(texts), offsets)


def places(count: int) -> array[int]:
    """The numbers from 0 on, as many as given: what a stretch of places is quickly cut from."""
    numbers: array[int] = array("I")
    numbers.frombytes(np.arange(count, dtype=np.dtype(f"u{numbers.itemsize}")).tobytes())
    return numbers


def clean(raw: str, spans: Iterable[tuple[int, int]], keep_spaces: bool, numbers: array[int]) -> Run:
    """Join printed lines by script: nothing between Chinese characters, a space between Latin words.

    Args:
        raw: the text of the file.
        spans: half-open spans of the lines in ``raw``, in reading order.
        keep_spaces: whether a space within a line between two Chinese words is printed on purpose (headlines, names).
        numbers: ``places`` of ``raw``.
    """
    texts: list[str] = []
    offsets: array[int] = array("I")
    for start, end in spans:
        broken = bool(texts)
        if hyphen := broken and _hyphenated(texts[-1], raw[start : start + 1]):
            texts[-1] = texts[-1][:-1]
            offsets.pop()
        for left, right in _words(raw, start, end):
            hidden = (hyphen and broken) or (left > start and raw[left - 1] == HIDDEN and not broken)
            if texts and not hidden and (gap := _separator(texts[-1], raw[left:right], broken, keep_spaces)):
                texts.append(gap)
                offsets.append(left)
            texts.append(raw[left:right])
            offsets.extend(numbers[left:right])
            broken = False
    return Run("".join(texts), offsets)


def _hyphenated(left: str, after: str) -> bool:
    """Whether a line ends within a Latin word, at its hyphen."""
    return (
        left.endswith("-") and left[-2:-1].isascii() and left[-2:-1].islower() and after.isascii() and after.islower()
    )


def _words(raw: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    at = start
    for blank in BLANK.finditer(raw, start, end):
        if blank.start() > at:
            yield at, blank.start()
        at = blank.end()
    if at < end:
        yield at, end


def _separator(left: str, right: str, broken: bool, keep_spaces: bool) -> str:
    """What stands between two pieces: ``broken`` says that a line ended there."""
    before, after = left[-1], right[0]
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return "" if broken and before.isdigit() and after.isdigit() else " "
    if broken or not keep_spaces or min(len(CLAUSE.split(left)[-1]), len(right)) < 2 or UNIT.search(left):
        return ""
    return " " if ideograph(before) and ideograph(after) else ""


def ideograph(character: str) -> bool:
    """Whether the character is a Chinese ideograph."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or character > "\U0001ffff"


def width(text: str) -> int:
    """Printed width of a text without white space, in half characters: 1 for an ASCII character, 2 for any other."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))
