"""Titles beside names of people, read as they are built: 原副市长, 党组书记, 名誉董事长, 市长助理."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import ahocorasick

from kg.errors import OntologyError
from kg.recognise.bodies import Body
from kg.recognise.candidate import Context
from kg.recognise.tables import read_yaml

#: Kinds whose bearer is an official wherever the title stands.
STATE = frozenset({"leader", "state"})
#: Kinds that are no posts.
BEARING = "bearing"


#: 银行长沙分行 has no 行长.
_TOWN = re.compile("长(?:沙|春|治|江|安|兴|宁|株潭|三角)(?:市|县|区|中心|分|支|片|校)|长三角|长株潭")


@dataclass(frozen=True, slots=True)
class Title:
    """A title found in an article's text.

    Attributes:
        start, end: half-open span; what makes it past (原) is part of the span, not of the name.
        name: the title without body: 副书记. kind: as in titles.yml.
        core: where its last word starts: 书记 of 副书记.
    """

    start: int
    end: int
    name: str
    kind: str
    core: int


class TitleReader:
    """Finds titles.

    Args:
        path: titles.yml.

    Raises:
        OntologyError: the file is missing or malformed.
    """

    def __init__(self, path: Path) -> None:
        table = read_yaml(path)
        try:
            self.implied: dict[str, str] = table["implied"]
            self.gap = re.compile(f"(?:{table['joint']})[^,。;:!?、\\s]{{0,24}}")
            self._front = _front(table["before"], table["not_cut"])
            self.departments: list[str] = table["departments"]
            self._after = re.compile("|".join(table["after"]))
            self._not_before = frozenset(table["not_before"])
            kinds = [(title, kind) for kind, titles in table["kinds"].items() for title in titles]
        except (KeyError, TypeError, AttributeError, re.error) as error:
            raise OntologyError(f"lacks {error}", where=str(path)) from error
        self.kinds = dict(kinds)
        self._automaton = ahocorasick.Automaton()
        for title, kind in kinds:
            self._automaton.add_word(title, (title, kind))
        self._automaton.make_automaton()

    def titles(self, context: Context, bodies: Sequence[Body]) -> Iterator[Title]:
        """The titles of an article, in order; none reaches into one of its ``bodies``, which are sorted."""
        text, number, floor = context.text, 0, 0
        for start, end in context.spans:
            for last, (word, kind) in self._automaton.iter_long(text, start, end):
                stop, core = last + 1, last + 1 - len(word)
                while number < len(bodies) and bodies[number].start < stop:
                    floor = max(floor, bodies[number].end)
                    number += 1
                if (stop < end and text[stop] in self._not_before) or _TOWN.match(text, stop - 1):
                    continue
                title = self._cut(text, floor, core, stop) if floor > core else None
                if title is None and floor <= core:
                    title = self._title(text, max(start, floor, core - 12), core, (stop, end), kind)
                if title:
                    yield title
                floor = max(floor, stop)

    def _cut(self, text: str, floor: int, core: int, stop: int) -> Title | None:
        """What a body's name leaves of a title: 市公安局长 is 局长 of 市公安局."""
        for at in (floor, floor - 1):
            if core <= at < stop and text[at:stop] in self.kinds:
                return Title(floor, stop, text[at:stop], self.kinds[text[at:stop]], at)
        return None

    def _title(self, text: str, floor: int, core: int, ends: tuple[int, int], kind: str) -> Title:
        stop, end = ends
        if more := self._after.match(text, stop, end):
            stop = more.end()
        front = self._front.search(text, floor, core)
        start, past = (front.start(), front.end("past")) if front else (core, -1)
        return Title(start, stop, text[past if past > start else start : stop], kind, core)


def _front(before: dict[str, list[str]], not_cut: Sequence[str]) -> re.Pattern[str]:
    """What stands directly before a title's last word and is part of it."""
    parts = {key: "|".join(sorted(map(re.escape, words), key=len, reverse=True)) for key, words in before.items()}
    past, inner = f"(?P<past>{parts['past']})?", f"(?:(?:{parts['of']})|(?:{parts['degree']})|(?:{parts['vice']}))"
    whole = "".join(f"(?<!{re.escape(word[:-1])}(?={word[-1]}))" for word in not_cut)
    return re.compile(f"{whole}{past}(?:{whole}{inner}){{0,4}}\\Z")
