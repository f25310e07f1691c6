"""Where a person's name ends: surname, given name, what follows, and how often the page prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

from kg.errors import OntologyError
from kg.recognise.tables import read_tsv, read_yaml
from kg.recognise.words import Segmenter

#: Least score (natural logarithm, an unsaid scale) of a name: after a post, after what a person is, alone.
TITLED, BORNE, ALONE = -19.5, -16.5, -13.5
#: Bearers of a surname that is not rare.
KNOWN = 10
#: Length, in characters, of what jieba is asked about after a title.
WINDOW = 8
#: How often jieba's corpus has a character that is common in running text, and one that hardly occurs there.
COMMON, RARE = 3000, 300
#: Of the weak characters, those that may end a clause; 来 or 任 before a comma is the end of a name.
_CLOSING = "等摄说称的家去"
#: Before the verb of what a person does as well.
_ALSO = frozenset("还也又便就")
_SPACE = " \u3000\xa0\u2002\u2003"
#: Parts of speech by which jieba's dictionary lets a word be a person's name.
_PEOPLE = frozenset({"nr", "nrt", "nrfg", ""})
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: half-open span of the text, and a score: the larger, the likelier."""

    start: int
    end: int
    score: float


class NameReader:
    """Reads a name at a place of a text.

    Source: a naive Bayes over the counts of surnames.tsv and given.tsv (only or first and second character), with
    weights for what follows the name; jieba's dictionary speaks against names that cut or are common words.

    Raises:
        OntologyError: a file is missing or malformed.
    """

    def __init__(self, folder: Path, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        table = read_yaml(folder / "persons.yml")
        try:
            self._surnames = {r["surname"]: int(r["count"]) for r in read_tsv(folder / "names" / "surnames.tsv")}
            given = list(read_tsv(folder / "names" / "given.tsv"))
            self._counts = {key: {r["character"]: int(r[key]) for r in given} for key in ("only", "first", "second")}
            self._words(table)
        except (KeyError, TypeError, ValueError, re.error) as error:
            raise OntologyError(f"lacks {error}", where=str(folder / "persons.yml")) from error
        self._totals = {key: sum(counts.values()) for key, counts in self._counts.items()}

    def _words(self, table: dict[str, Any]) -> None:
        self.table = table
        self._weak, self._conj = frozenset(table["weak"]), frozenset(table["conj"])
        self._no_given, self._never = frozenset(table["no_given"]), frozenset(table["never"])
        after = sorted({*table["verbs"], *table["speech"], *table["address"]}, key=len, reverse=True)
        self._after = re.compile("|".join(w for w in after if len(w) > 1) + "|说|称|摄")
        self._no_name = re.compile(r"\s?(?:" + "|".join(table["no_name"]) + ")")
        letters = table["foreign"]
        self._foreign = re.compile(f"[{letters}]{{1,6}}(?:[·•・][{letters}]{{1,8}}){{1,3}}|[{letters}]{{3,7}}")
        self._dotted = re.compile("[\u4e00-\u9fff]{1,7}(?:[·•・][\u4e00-\u9fff]{1,8}){1,3}")

    def surname(self, text: str, at: int) -> int:
        """Length of the surname that starts here, 0 for none."""
        if text[at : at + 2] in self._surnames:
            return 2
        return int(text[at : at + 1] in self._surnames)

    def read(self, text: str, at: int, end: int, least: float = TITLED) -> Name | None:
        """The likeliest name that starts at ``at`` and ends by ``end``, or None where none reaches ``least``."""
        while at < end and text[at] in _SPACE:
            at += 1
        if dotted := self._dotted.match(text, at, end):
            return Name(at, dotted.end(), 0.0)
        best: Name | None = None
        size = self.surname(text, at)
        if size and (least < BORNE or self._surnames[text[at : at + size]]):
            for stop in self._stops(text, at + size, end):
                score = self._score(text, (at, at + size, stop), end)
                if best is None or score > best.score:
                    best = Name(at, stop, score)
        if (best is None or best.score < least + 4) and (foreign := self._foreign.match(text, at, end)):
            best = self._transliterated(text, at, foreign.end(), end) or best
        if best is None or best.score < least or self._no_name.match(text, best.end, end):
            return None
        name = text[best.start : best.end]
        return None if name in self._never or self._is_word(name, size) else best

    def _is_word(self, name: str, size: int) -> bool:
        """Whether it is a common word that a rare surname begins: 介绍, 职务."""
        rare = size and self._surnames[name[:size]] < KNOWN
        return bool(rare and self._segmenter.tag(name) not in _PEOPLE)

    def before(self, text: str, floor: int, end: int, least: float = ALONE) -> Name | None:
        """The likeliest name that ends at ``end`` and starts no sooner than ``floor``."""
        best: Name | None = None
        for at in range(max(floor, end - 4), end - 1):
            size = self.surname(text, at)
            if not 1 <= end - at - size <= 2 or not size or not self._surnames[text[at : at + size]]:
                continue
            if at > floor and not self._begins(text, at):
                continue
            score = self._score(text, (at, at + size, end), min(len(text), end + 4))
            if score >= least and (best is None or score > best.score):
                best = Name(at, end, score)
        return best

    def stands(self, text: str, at: int, stop: int, span: tuple[int, int]) -> bool:
        """Whether a known name of two characters stands here, and not two characters of other words."""
        start, end = span
        begins = at == start or self._begins(text, at) or self._edge(text, at, end) > 0
        return begins and self._edge(text, stop, end) > 0 and self._against(text, at, stop, end) > -3

    def acts(self, text: str, at: int, end: int) -> bool:
        """Whether what stands at ``at`` says what a person does: 还拜访了, 表示, 赴."""
        at += text[at : at + 1] in _ALSO
        return self._follows(text, at, end) or text[at : at + 1] == "赴"

    def _begins(self, text: str, at: int) -> bool:
        return text[at - 1] in self.table["before"] or not _HAN.match(text[at - 1])

    def _stops(self, text: str, at: int, end: int) -> list[int]:
        """Where a name may end whose surname ends at ``at``: after one or two characters, the first perhaps spaced."""
        if text[at : at + 1] in _SPACE and at + 1 < end and _HAN.match(text[at + 1]):
            spaced = at + 2
            return [spaced] if spaced >= end or not _HAN.match(text[spaced]) or self._follows(text, spaced, end) else []
        stops = []
        for stop in (at + 1, at + 2):
            if stop > end or not _HAN.match(text[stop - 1]) or text[stop - 1] in self._no_given:
                break
            stops.append(stop)
        return stops

    def _follows(self, text: str, at: int, end: int) -> bool:
        return bool(self._after.match(text, at, end))

    def _score(self, text: str, edges: tuple[int, int, int], end: int) -> float:
        """Logarithm of how likely the stretch is a name and what follows is not part of it."""
        at, given, stop = edges
        count = self._surnames[text[at:given]]
        surname = 0.0 if count > 5 else (-1.5 if count else -3.0)
        letters = text[given:stop].strip(_SPACE)
        if len(letters) == 1:
            name = log(0.26) + self._likely("only", letters) + self._background(text[stop : stop + 2])
        else:
            name = log(0.74) + self._likely("first", letters[0]) + self._likely("second", letters[1])
        return surname + name + self._edge(text, stop, end) + self._against(text, at, stop, end)

    def _likely(self, place: str, letter: str) -> float:
        count = self._counts[place].get(letter, 0)
        if not count:
            return log((0.5 if self._segmenter.frequency(letter) < COMMON else 0.05) / self._totals[place])
        return log(count / self._totals[place])

    def _background(self, after: str) -> float:
        """How likely running text has the first of these characters, where a longer name would have it as its last."""
        letter = after[:1]
        if not letter or not _HAN.match(letter):
            return 0.0
        if letter in self._weak and (letter in _CLOSING or _HAN.match(after, 1)):
            return -4.6
        return -7.2 if self._segmenter.frequency(letter) > RARE else -10.5

    def _edge(self, text: str, stop: int, end: int) -> float:
        """What the text after the name says of its end."""
        if stop >= end or not _HAN.match(text[stop]):
            return 3.0
        if text[stop] in self._conj and self._follows(text, stop + 1, end):
            return -4.0
        if self._follows(text, stop, end):
            return 3.0
        return 1.5 if text[stop] in self._weak else -1.0

    def _against(self, text: str, at: int, stop: int, end: int) -> float:
        """What jieba's dictionary says against it: a common word is no name, nor does a name cut one."""
        score, place = 0.0, at
        for word in self._segmenter.cut(text[at : min(end, at + WINDOW)]):
            after = place + len(word)
            if place >= stop:
                return score + (1.0 if place == stop and len(word) > 1 else 0.0)
            if len(word) > 1 and self._segmenter.tag(word) not in _PEOPLE:
                whole, known = after <= stop, self._segmenter.frequency(word)
                score -= (6.0 if known > 200 else 3.0) if not whole or place == at else 1.0
            place = after
        return score

    def _transliterated(self, text: str, at: int, stop: int, end: int) -> Name | None:
        """A foreign name without a dot, where the text after it is no part of it."""
        for size in range(stop, at + 2, -1):
            free = size >= end or not _HAN.match(text[size]) or text[size] in self._weak
            if (free or self._follows(text, size, end)) and self._segmenter.tag(text[at:size]) in _PEOPLE:
                return Name(at, size, TITLED + 3)
        return None
