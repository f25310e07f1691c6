"""Party and state bodies below the centre, named in full by context: 市委 is 株洲市委 where the city is Zhuzhou."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ahocorasick

from kg.errors import OntologyError
from kg.recognise.candidate import Candidate, Context
from kg.recognise.guesses import GUESS
from kg.recognise.places import LEVELS, Spot
from kg.recognise.tables import read_yaml

TYPE = "GovernmentBody"
#: What may stand between the parts of a list in which a department takes over the place of the one before.
JOINTS = frozenset("、和与及")
#: Characters of the longest town's name without its rank; parts of speech that none begins with.
TOWN = 3
_NO_TOWN = ("v", "p", "c", "d", "u", "r", "m", "f", "y")
#: How an office's name goes on behind its place.
_OFFICE = re.compile("(?!各|直|有关|相关)[一-龥]{2,10}(?:局|厅|署|外办|文联|促进中心|事务中心)")
#: Places below towns; what ends the place before theirs; parts of speech of words that are no name of one.
_SMALLEST = frozenset({"村", "社区"})
_WIDER = frozenset("镇乡区县市省州的各")
_COMMON = frozenset({"n", "vn", "b", "l", "nz"})
#: What stands behind a country's name in that of its bodies: embassies, ministries, parliaments.
_ABROAD = re.compile(
    "驻[一-龥]{1,6}?(?:大使馆|总领事馆|领事馆|使馆)|大使馆|总领事馆"
    "|(?:外交|国防|财政|商务|工贸|工商|贸易|教育|卫生|能源|农业|交通|运输|内政|司法|劳工|科技|环境|旅游|文化|经济|产业|工业|投资|矿业|国土安全|内务|通信|基础设施"
    "|[与和、暨及]){1,4}部(?![队门长分属落])|(?:国会|议会|众议院|参议院|国务院|最高法院|联邦储备委员会|海关总署)(?![议山])"
)
#: What ends the name of a congress, or of its standing committee.
_CONGRESS = ("人大", "人大常委会", "人民代表大会常务委员会")
#: How far behind a body, in characters, a department of it may stand with its post.
REACH = 10


@dataclass(frozen=True, slots=True)
class Organ:
    """A word that ends a body's name.

    Attributes:
        form: as printed after the level. full: in the body's full name.
        rank: the level in front that belongs to the word (市 of 市委), or "" for a department.
        not_before: characters that do not follow.
        bare: a department of the Party committee that may stand without its level before a post.
        short: named after a place's short form (株洲海关).
    """

    form: str
    full: str
    rank: str = ""
    not_before: str = ""
    bare: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A body found: half-open span of the article's text, full name, and full name of its place ("" if unknown)."""

    start: int
    end: int
    name: str
    owner: str


class BodyFinder:
    """Reads bodies by level, organ and department.

    Args:
        path: bodies.yml.

    Raises:
        OntologyError: the file is missing or malformed.
    """

    def __init__(self, path: Path) -> None:
        table = read_yaml(path)
        try:
            self._levels = {rank: table["levels"][rank] for rank in sorted(table["levels"], key=len, reverse=True)}
            self._not_after = {rank: tuple(words) for rank, words in table["not_after"].items()}
            self._bare_before = tuple(table["bare_before"])
            self._committee = re.compile(f"(?:{'|'.join(table['committees'])})(?:工作)?委员会")
            organs = list(_organs(table))
        except (KeyError, TypeError, AttributeError) as error:
            raise OntologyError(f"lacks {error}", where=str(path)) from error
        self._automaton = ahocorasick.Automaton()
        for organ in organs:
            self._automaton.add_word(organ.rank + organ.form, organ)
        self._automaton.make_automaton()

    def find(self, context: Context) -> Iterator[Candidate]:
        """Bodies of all sentences."""
        for body in self.bodies(context):
            yield Candidate(body.start, body.end, TYPE, "body", 0.95 if body.owner else 0.8, body.name)
        for spot in context.places:
            if (
                spot.level == "country"
                and spot.entry.form != "中国"
                and (office := _ABROAD.match(context.text, spot.end))
            ):
                yield Candidate(spot.start, office.end(), TYPE, "body:abroad", 0.85)

    def find_after(self, context: Context, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """The same, and offices that the tagger guessed by a place or a level and that end as offices do: 市渔商局."""
        named = set()
        for body in self.find(context):
            named.add(body.start)
            yield body
        for guess in found:
            if (
                guess.type == TYPE
                and guess.start not in named
                and guess.source == GUESS
                and (name := self._guessed(context, guess))
            ):
                yield Candidate(guess.start, guess.end, TYPE, "body:guessed", 0.75, name)

    def _guessed(self, context: Context, guess: Candidate) -> str:
        """Full name of an office, or "" where no place or level owns it."""
        text, start, end = context.text, guess.start, guess.end
        place = context.place_ends.get(start, -1)
        if place > 0 and _OFFICE.fullmatch(text, place, end):
            return next(s.entry.name for s in context.places if s.start == start) + text[place:end]
        rank = next((r for r in self._levels if text.startswith(r, start)), "")
        if not rank or not _OFFICE.fullmatch(text, start + len(rank), end):
            return ""
        owner = context.home.owner(rank, self._levels[rank], start)
        return owner + text[start + len(rank) : end] if owner else ""

    def bodies(self, context: Context) -> Iterator[Body]:
        """The bodies of an article, in order."""
        text, before = context.text, None
        places = {spot.end: spot for spot in context.places if spot.level in LEVELS}
        for start, end in context.spans:
            for last, organ in self._automaton.iter_long(text, start, end):
                stop = last + 1
                if organ.not_before and stop < end and text[stop] in organ.not_before:
                    continue
                at = stop - len(organ.rank) - len(organ.form)
                body = self._placed(places, organ, at, start) or self._by_level(context, organ, at, start)
                body = body or self._taken_over(text, organ, at, before)
                if body:
                    before = self._committee_of(text, body) if organ.form.endswith(_CONGRESS) else body
                    yield before

    def _committee_of(self, text: str, congress: Body) -> Body:
        """The committee of a congress that its name goes on with, or the congress: 市人大常委会法制工作委员会."""
        found = self._committee.match(text, congress.end)
        return replace(congress, end=found.end(), name=congress.name + found[0]) if found else congress

    def _placed(self, places: Mapping[int, Spot], organ: Organ, at: int, floor: int) -> Body | None:
        """A body whose place stands before it: 株洲市委, 芦淞区教育局, 株洲海关."""
        spot = places.get(at + len(organ.rank))
        if spot is None and organ.rank and (doubled := places.get(at)) and doubled.entry.form.endswith(organ.rank):
            spot = doubled  # 攸县县委
        if spot is None or spot.start < floor:
            return None
        form = spot.entry.form
        whole = form.endswith(organ.rank) if organ.rank else form == spot.entry.name or organ.short
        end = at + len(organ.rank) + len(organ.form)
        return Body(spot.start, end, _full(form if whole else spot.entry.name, organ), spot.entry.name)

    def _by_level(self, context: Context, organ: Organ, at: int, floor: int) -> Body | None:
        """A body that a bare level names: 市委, 省商务厅."""
        text, rank, start = context.text, organ.rank, at
        end = at + len(organ.rank) + len(organ.form)
        if not rank and not organ.bare:
            rank = next((r for r in self._levels if r != "地" and text.endswith(r, floor, at)), "")
            start = at - len(rank)
        if not rank or text.endswith(self._not_after.get(rank, ("\0",)), floor, start):
            return None
        if rank in _SMALLEST:
            return self._smallest(context, organ, floor, start)
        if self._levels[rank] == "town" and (front := _front(context, floor, start)) < start:
            return Body(front, end, _full(text[front:start] + rank, organ), text[front:start] + rank)
        owner = context.home.owner(rank, self._levels[rank], start)
        party = 2 if text.endswith("中共", floor, start) else 0
        return Body(start - party, end, _full(owner or rank, organ), owner)

    def _smallest(self, context: Context, organ: Organ, floor: int, start: int) -> Body | None:
        """The Party branch of a village, which has a name: 玉泉村党总支, but not 各村党总支 or 村党支部."""
        text = context.text
        front = _front(context, floor, start)
        front += next((i for i in range(start - front, 0, -1) if text[front + i - 1] in _WIDER), 0)
        if start - front < 2 or (start - front == 2 and context.segmenter.tag(text[front:start]) in _COMMON):
            return None
        name = text[front:start] + organ.rank
        return Body(front, start + len(organ.rank) + len(organ.form), name + organ.full, name)

    def _taken_over(self, text: str, organ: Organ, at: int, before: Body | None) -> Body | None:
        """A department that takes over the place of the one before: 市教育局、卫健委; 市委常委、宣传部部长."""
        if organ.rank or before is None or not before.owner:
            return None
        end = at + len(organ.form)
        joined = before.end == at - 1 and text[at - 1] in JOINTS and not organ.bare
        posted = organ.bare and at - before.end <= REACH and text.startswith(self._bare_before, end)
        if not (joined or posted):
            return None
        return Body(at, end, before.owner + ("委" if organ.bare else "") + organ.full, before.owner)


def _front(context: Context, floor: int, end: int) -> int:
    """Where the name begins of a town that no dictionary has: 橘子洲 of 橘子洲街道; its end where none stands."""
    for at in range(max(floor, end - TOWN), end - 1):
        word = context.words.starting(at)
        tag = context.segmenter.tag(word)
        if word and not tag.startswith(_NO_TOWN) and all("一" <= c <= "龥" for c in context.text[at:end]):
            return at
    return end


def _full(owner: str, organ: Organ) -> str:
    """The body's full name; a place of one syllable keeps its rank twice: 攸县县委."""
    doubled = organ.rank if len(owner) == 2 and organ.full.startswith("委") else ""
    return owner + doubled + organ.full


def _organs(table: Mapping[str, Any]) -> Iterator[Organ]:
    for row in table["organs"]:
        for rank in row.get("at", table["levels"]):
            if not row.get("skip"):
                yield Organ(row["form"], row.get("full", row["form"]), rank, row.get("not_before", ""))
    for form in table["party"]:
        for rank in table["party_at"]:
            yield Organ(f"委{form}", f"委{form}", rank)
    for form in table["bare"]:
        yield Organ(form, form, bare=True)
    for form in table["departments"]:
        yield Organ(form, form, short=form in table["by_short_form"])
