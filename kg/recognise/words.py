"""Word boundaries and parts of speech by jieba, with a tokenizer of our own: evidence for the edges of names."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from math import log

import jieba

#: Stretches of text whose words are remembered.
_REMEMBERED = 4096


class _Tokenizer(jieba.Tokenizer):  # type: ignore[misc]  # jieba has no types
    """jieba's own, which looks for words and weighs them in one walk; it cuts the same."""

    def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # jieba's name
        """Nothing: ``calc`` needs no graph of words."""
        return {}

    def calc(self, sentence: str, DAG: dict[int, list[int]], route: dict[int, tuple[float, int]]) -> None:
        """Put the best way on from each place into ``route``: its weight, and the last character of its first word."""
        frequency, total, size = self.FREQ.get, log(self.total), len(sentence)
        after = [0.0] * (size + 1)
        route[size] = (0, 0)
        for start in range(size - 1, -1, -1):
            end = start + 1
            count, best, last = frequency(sentence[start]), None, start
            while count is not None:
                if count:
                    weight = log(count) - total + after[end]
                    if best is None or weight >= best:
                        best, last = weight, end - 1
                end += 1
                count = frequency(sentence[start:end]) if end <= size else None
            after[start] = log(1) - total + after[start + 1] if best is None else best
            route[start] = (after[start], last)


class Segmenter:
    """Cuts text into dictionary words; loads jieba's dictionary when first asked.

    Source: jieba (longest path over its dictionary's frequencies; no hidden Markov model, which invents words).
    """

    @cached_property
    def _tokenizer(self) -> jieba.Tokenizer:
        jieba.setLogLevel(logging.WARNING)  # it announces its dictionary on stderr
        tokenizer = _Tokenizer()
        tokenizer.initialize()
        return tokenizer

    @cached_property
    def _tags(self) -> dict[str, str]:
        with self._tokenizer.get_dict_file() as lines:
            return {word: tag for word, _, tag in (line.decode("utf-8").split() for line in lines)}

    def cut(self, text: str) -> tuple[str, ...]:
        """The words of a text, in order; together they are the text."""
        return self._cut(text)

    @cached_property
    def _cut(self) -> Callable[[str], tuple[str, ...]]:
        # Finders look at the same stretch one after another.
        return lru_cache(_REMEMBERED)(lambda text: tuple(self._tokenizer.cut(text, HMM=False)))

    def tag(self, word: str) -> str:
        """Part of speech in jieba's dictionary (``v``, ``ns``, ``nr`` ...), or "" for a word it does not have."""
        return self._tags.get(word, "")

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """The words of a text with their parts of speech."""
        return [(word, self.tag(word)) for word in self.cut(text)]

    def frequency(self, word: str) -> int:
        """How often jieba's corpus has the word; 0 for one it does not have."""
        return int(self._tokenizer.FREQ.get(word, 0))


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
