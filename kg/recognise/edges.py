"""Where a name begins, when its end is known: a walk to the left over words, up to what cannot be part of a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Context
from kg.recognise.industries import read_names
from kg.recognise.nouns import BRAND, Nouns, Word, joined
from kg.recognise.wordlists import load_wordlists

_KEYS = ("before", "joints", "inside", "measures", "common", "not_places", "loose")
#: Characters looked at to the left of a name's known end.
REACH = 40
#: A clause up to its end: no punctuation, but brackets that are part of a name: 蓝思科技(长沙)有限公司.
_CLAUSE = re.compile(
    r"(?:[^\s,.;:!?。、“”‘’\"'《》<>()\[\]【】…—▶●■|/#*-]|\((?!以下|简称|下称|即|记者|通讯员)[一-龥]{2,6}\))+$"
)
#: Parts of speech that names of two characters or more are not made of.
_FOREIGN = ("r", "p", "c", "d", "t", "u", "y", "f", "m", "v", "i", "o", "e", "z")
_VERB_AS_NOUN = ("vn", "vg")
_NUMBER = re.compile(r"[0-9.%]+$|[一二三四五六七八九十百千万亿两几多余数第]+$")
#: Numbered parts of groups of builders: 中铁二十四局.
_BUREAU = "局冶航"
#: Parts of speech by which a word is a proper name.
_PROPER = ("ns", "nr", "nz", "nt", "x", "eng")
#: Words that jieba does not know and that are adjectives all the same: 紧密型, 世界级.
_ADJECTIVE = re.compile(r"..+[型性级类化式]$")


class Edges:
    """Finds the left edge of names; the words that bound names are data (``names/edges.toml``)."""

    def __init__(self, ontology: Ontology) -> None:
        lists = load_wordlists(ontology.folder, "edges", _KEYS)
        self.brands = read_names(ontology.folder, "brands")
        inside = frozenset(lists["inside"])
        verbs = (word for word in lists["before"] if not {word[:2], word[2:]} <= inside)  # 投资建设 is in names
        self._nouns = Nouns(read_names(ontology.folder, "industries"), self.brands, verbs)
        self._before = frozenset(lists["before"])
        self._joints = frozenset(lists["joints"])
        self._inside = inside
        self._measures = frozenset(lists["measures"])
        self._loose = frozenset(lists["loose"])
        self._common = frozenset(lists["common"])
        self._not_places = frozenset(lists["not_places"])
        self._places = frozenset(e.form for e in ontology.entries if e.type == "Place" and len(e.form) > 1)

    def left(self, context: Context, floor: int, end: int, *, also: Collection[str] = ()) -> list[Word]:
        """The words, in order, of the longest stretch that ends at ``end`` and may be the front of a name.

        Args:
            context: the article. floor: where its sentence starts. end: where the known part starts.
            also: further words that names of this kind do not have.

        Returns:
            Words with spans of the article's text; none where a name cannot end here.
        """
        low = max(floor, end - REACH)
        clause = _CLAUSE.search(context.text, low, end)
        words = self.read(context, clause.start(), end) if clause else []
        first = len(words)
        while first and words[first - 1].text not in also and not self._stops(words, first - 1):
            first -= 1
        counted = bool(first and _NUMBER.match(words[first - 1].text))
        while counted and words[first:] and words[first].text in self._measures:
            first += 1
        return self._trimmed(words[first:])

    def read(self, context: Context, start: int, end: int) -> list[Word]:
        """The words of a stretch of the article; a place that jieba does not know (岳阳) is one all the same."""
        words = self._nouns.cut(context.segmenter, context.text, (start, end))
        return list(_placed(words, context.place_ends))

    def is_place(self, word: Word) -> bool:
        """Whether the word is a place's name, by the dictionaries or by jieba's."""
        if word.text in self._not_places:
            return False
        return word.text in self._places or (word.pos == "ns" and len(word.text) > 1 and word.text not in self._common)

    def bounds(self, word: Word) -> bool:
        """Whether no name of any kind has the word."""
        return word.text in self._before

    def goes_inside(self, word: Word) -> bool:
        """Whether names are built with the word, though it is a verb, a number or the like."""
        return word.text in self._inside

    def is_specific(self, words: Sequence[Word]) -> bool:
        """Whether the words hold something that common nouns do not: a place, a proper name, or an unknown word."""
        return any(
            self.is_place(w) or (w.text not in self._common and not _ADJECTIVE.match(w.text) and _is_proper(w))
            for w in words
        )

    def _stops(self, words: Sequence[Word], i: int) -> bool:
        word = words[i]
        if word.text in self._before:
            return True
        if word.text in self._joints:
            return not self._stands_in_unknown(words, i)
        if _NUMBER.match(word.text) and i + 1 < len(words) and words[i + 1].text in self._measures:
            return True
        if len(word.text) == 1 or word.text in self._inside or word.pos in _VERB_AS_NOUN:
            return False
        if _NUMBER.match(word.text) and i and i + 1 < len(words) and words[i + 1].text[0] in _BUREAU:
            return False
        foreign = word.pos.startswith(_FOREIGN) and not self.is_place(word)  # 保定 and 大连 are verbs to jieba
        return foreign and not self._follows_place(words, i)

    def _stands_in_unknown(self, words: Sequence[Word], i: int) -> bool:
        """和 of 湖南泰和木业: one unknown character to the left, then nothing, or a place not far."""
        if not i or len(words[i - 1].text) > 1 or words[i - 1].text in self._before | self._common:
            return False
        return i == 1 or any(self.is_place(word) for word in words[max(0, i - 4) : i - 1])

    def _follows_place(self, words: Sequence[Word], i: int) -> bool:
        """前进 of 绵阳前进电机: a word of another kind between a place that begins the stretch and common nouns."""
        if not i or not self.is_place(words[i - 1]) or self.is_specific(words[i + 1 :]):
            return False
        return i == 1 or self._stops(words, i - 2)

    def _trimmed(self, words: list[Word]) -> list[Word]:
        """Without loose ends: joints and verbs that jieba cuts up (做优) in front, and common nouns before
        a place (新材料领域湖南……)."""
        while words and words[0].text in self._joints | self._loose:
            words = words[1:]
        for i, word in enumerate(words):
            named = self.is_place(word) or (word.pos == BRAND and word.text not in self._common)
            loose = i and word.start - words[0].start > 1 and named
            if loose and not self.is_specific(words[:i]) and "区域" not in joined(words[i:]):
                return words[i:]
        return words


def _placed(words: Sequence[Word], places: Mapping[int, int]) -> Iterator[Word]:
    """The words, those that together are a place's name joined.

    Args:
        places: where a place starts -> where it ends.
    """
    at = 0
    while at < len(words):
        first, size = words[at], 1
        end = places.get(first.start, first.end)
        if end > first.end:
            size = next((n for n, word in enumerate(words[at : at + end - first.start], 1) if word.end == end), 1)
        yield Word(joined(words[at : at + size]), first.start, end, "ns") if size > 1 else first
        at += size


def _is_proper(word: Word) -> bool:
    return word.pos in _PROPER or (len(word.text) == 1 and not _NUMBER.match(word.text))
