"""Word boundaries and parts of speech by jieba, with a tokenizer of our own: evidence for the edges of names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache

from kg.recognise.frequencies import FRONT, Frequencies

#: Stretches of text whose words are remembered.
_REMEMBERED = 4096
#: What jieba looks for words in, and how it parts the rest.
_BLOCK = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+)")
_SPACE = re.compile(r"(\r\n|\s)")


class Segmenter:
    """Cuts text into dictionary words; reads jieba's dictionary as it is asked.

    Source: jieba (longest path over its dictionary's frequencies; no hidden Markov model, which invents words). It
    cuts as ``jieba.cut(text, HMM=False)`` does, and looks for words and weighs them in one walk.
    """

    def __init__(self) -> None:
        self._words = Frequencies()

    def cut(self, text: str) -> tuple[str, ...]:
        """The words of a text, in order; together they are the text."""
        return self._cut(text)

    @cached_property
    def _cut(self) -> Callable[[str], tuple[str, ...]]:
        # Finders look at the same stretch one after another.
        return lru_cache(_REMEMBERED)(lambda text: tuple(self._walk(text)))

    def tag(self, word: str) -> str:
        """Part of speech in jieba's dictionary (``v``, ``ns``, ``nr`` ...), or "" for a word it does not have."""
        return self._words.tag(word)

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """The words of a text with their parts of speech."""
        return [(word, self.tag(word)) for word in self.cut(text)]

    def frequency(self, word: str) -> int:
        """How often jieba's corpus has the word; 0 for one it does not have."""
        return self._words.count(word)

    def _walk(self, text: str) -> Iterator[str]:
        for number, block in enumerate(_BLOCK.split(text)):
            if number % 2:
                yield from _joined(block, self._best(block))
            else:
                for spaced, part in enumerate(_SPACE.split(block)):
                    yield from (part,) if spaced % 2 else part

    def _best(self, block: str) -> list[int]:
        """For each place the end of the word that the likeliest way on from there begins with."""
        weights, once, size = self._words.weights, self._words.once, len(block)
        after, ends = [0.0] * (size + 1), [0] * size
        block += "\n"  # no word has it, so that none goes over the end
        for start in range(size - 1, -1, -1):
            words, best, last, end = weights[block[start]], FRONT, start, start + 1
            weight = words.get(block[start])
            while weight is not None:
                whole = weight + after[end]
                if whole >= best:
                    best, last = whole, end
                end += 1
                weight = words.get(block[start:end])
            if best == FRONT:
                best, last = once + after[start + 1], start + 1
            after[start], ends[start] = best, last
        return ends


def _joined(block: str, ends: Sequence[int]) -> Iterator[str]:
    """The words of a block; Latin letters and digits that are words by themselves, in a row, are one."""
    at, loose = 0, ""
    while at < len(block):
        word = block[at : ends[at]]
        at = ends[at]
        if len(word) == 1 and word.isascii() and word.isalnum():
            loose += word
            continue
        if loose:
            yield loose
            loose = ""
        yield word
    if loose:
        yield loose


class Words:
    """The words of one article; a sentence is cut when first asked about."""

    def __init__(self, segmenter: Segmenter, text: str, spans: Sequence[tuple[int, int]]) -> None:
        self.segmenter = segmenter
        self._text = text
        self._spans = spans
        self._starts = [start for start, _ in spans]
        self._cuts: dict[int, dict[int, str]] = {}

    def starting(self, at: int) -> str:
        """The word that starts at this place of the article's text, or "" where none does."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return ""
        if number not in self._cuts:
            self._cuts[number] = self._cut(*self._spans[number])
        return self._cuts[number].get(at, "")

    def is_edge(self, at: int) -> bool:
        """Whether a word starts here (or the text of a sentence ends)."""
        return bool(self.starting(at)) or at >= len(self._text) or any(end == at for _, end in self._near(at))

    def _near(self, at: int) -> Sequence[tuple[int, int]]:
        number = bisect_right(self._starts, at - 1) - 1
        return self._spans[number : number + 1] if number >= 0 else ()

    def _cut(self, start: int, end: int) -> dict[int, str]:
        cut: dict[int, str] = {}
        for word in self.segmenter.cut(self._text[start:end]):
            cut[start] = word
            start += len(word)
        return cut
