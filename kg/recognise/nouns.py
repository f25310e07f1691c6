"""Words with spans and parts of speech, where names of several words (轨道交通装备) may be one word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.recognise.words import Segmenter

#: Dictionary words that are joined into one at most.
_MOST = 4
#: Part of speech of the brands given.
BRAND = "nt"


class Word(NamedTuple):
    """A word of an article's text: its half-open span there, and its part of speech ("x" where jieba has none)."""

    text: str
    start: int
    end: int
    pos: str


class Nouns:
    """Cuts by jieba's dictionary and joins neighbours that make a noun known here, or another word (做大做强).

    A name that no dictionary has falls into single characters, which is evidence of a name.
    """

    def __init__(self, nouns: Iterable[str], brands: Iterable[str], verbs: Iterable[str] = ()) -> None:
        tags = ((verbs, "v"), (nouns, "n"), (brands, BRAND))
        self._tags = {word: tag for words, tag in tags for word in sorted(words) if len(word) > 1}
        self._fronts = {name[:size] for name in self._tags for size in (1, 2)}

    def cut(self, segmenter: Segmenter, text: str, span: tuple[int, int]) -> list[Word]:
        """The words of ``text[start:end]``, with spans of ``text``."""
        start, end = span
        cut = segmenter.cut(text[start:end])
        words = []
        for word in self._joined(cut):
            words.append(Word(word, start, start + len(word), self._tags.get(word) or segmenter.tag(word) or "x"))
            start += len(word)
        return words

    def _joined(self, cut: Sequence[str]) -> Iterator[str]:
        at = 0
        while at < len(cut):
            size, word = 1, cut[at]
            if word[:2] in self._fronts:
                size = next((n for n in range(_MOST, 1, -1) if "".join(cut[at : at + n]) in self._tags), 1)
                word = "".join(cut[at : at + size])
            yield word
            at += size


def joined(words: Sequence[Word]) -> str:
    """The text that the words cover."""
    return "".join(word.text for word in words)
