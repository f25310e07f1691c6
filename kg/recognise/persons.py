"""People by the titles, lists and verbs around their names, and the posts that titles say."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import ahocorasick

from kg.recognise.bodies import Body, BodyFinder
from kg.recognise.candidate import Candidate, Context
from kg.recognise.guesses import GuessedPeople
from kg.recognise.names import ALONE, BORNE, TITLED, Name, NameReader
from kg.recognise.titles import BEARING, Title, TitleReader

PERSON, POST, BODY = "Person", "Post", "GovernmentBody"
#: Scores by what announces the name.
SCORES = {"titled": 0.95, "listed": 0.9, "addressed": 0.85, "heading": 0.8, "appointed": 0.8, "speaking": 0.75}
#: Ranks whose heads a title names: 市长 of a 市.
RANKS = {"省": "province", "市": "city", "州": "city", "盟": "city", "区": "county", "县": "county", "旗": "county"}
TOWNS = {"镇": "town", "乡": "town"}

_NOTE = r"(?:\([^()]{1,20}\))?"
_NEXT = re.compile(rf"{_NOTE}(?:、\s?|(?P<conj>[和与及]))")
_HEADING = frozenset(",:(")
#: What shows that an item of a list is whole.
_ITEM_ENDS = frozenset("、,;。")
#: Before the names of whom a body appoints or removes, and behind them.
_APPOINTS = re.compile("(?:任命|免去|提名|选举|补选|撤销|接受)[::]?|[;:。]")
_AS = re.compile(r"(?:\([^()]{1,9}\))?(?:同志)?(?:为|任|担任|的|辞去|(?:,[^,。;:!?]{1,10}){0,4},(?:现任|拟任))")
#: Parts the posts of one person from those of the next; and how far they may reach behind a body.
_BREAK = re.compile("[,。;:!?“”]")
CHAIN = 24


@dataclass(frozen=True, slots=True)
class Held:
    """A title with the name that it announces: directly, or over other titles of the same person."""

    title: Title
    name: Name | None
    reached: bool


class Chain:
    """The posts of one person, one after the other: a bare one is at the place of the body before it.

    Args:
        bodies, people: bodies of the text and where its people's names start, both in order.
    """

    def __init__(self, text: str, bodies: Sequence[Body], people: Sequence[int]) -> None:
        self._text, self._bodies, self._people = text, bodies, people
        self._ends = [body.end for body in bodies]

    def owner(self, at: int, rank: str) -> str:
        """Full name of the place whose post stands at ``at``: 市长 in 甲市委副书记、市长 is 甲市's; "" if none."""
        number = bisect_right(self._ends, at) - 1
        if number < 0:
            return ""
        body = self._bodies[number]
        between = self._text[body.end : at]
        apart = len(between) > CHAIN or not between.endswith(("、", "兼", "兼任")) or _BREAK.search(between)
        named = bisect_right(self._people, body.end) != bisect_left(self._people, at)
        return body.owner if body.owner.endswith(rank) and not apart and not named else ""


class PersonFinder:
    """Finds people and their posts.

    Args:
        titles, names, bodies: what reads each of them.
    """

    def __init__(self, titles: TitleReader, names: NameReader, bodies: BodyFinder) -> None:
        self._titles, self._names, self._bodies = titles, names, bodies
        self._words = ahocorasick.Automaton()
        for kind in ("speech", "address"):
            for word in names.table[kind]:
                self._words.add_word(word, (kind, len(word)))
        self._words.make_automaton()

    def find(self, context: Context) -> Iterator[Candidate]:
        """People, posts (type ``Post``) and the bodies that titles imply."""
        return self.find_after(context, ())

    def find_after(self, context: Context, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """The same, where the tagger's people among ``found`` say where names begin and end."""
        guessed = GuessedPeople.of(found)
        bodies = list(self._bodies.bodies(context))
        titles = list(self._titles.titles(context, bodies))
        held = self._held(context, titles, guessed)
        people: dict[tuple[int, int], Candidate] = {}
        for name, how in self._people(context, held):
            person = self._person(context, guessed.settle(context.text, name), how)
            people.setdefault((person.start, person.end), person)
        yield from people.values()
        starts = sorted(start for start, _ in people)
        yield from self._posts(context, held, bodies, starts)

    def _held(self, context: Context, titles: Sequence[Title], guessed: GuessedPeople) -> list[Held]:
        """Each title with its name; the last of joined titles has the name of all."""
        held: list[Held] = []
        ends = _span_ends(context, [t.end for t in titles])
        for title, end, after in zip(reversed(titles), reversed(ends), [None, *reversed(titles)], strict=False):
            least = BORNE if title.kind == BEARING else TITLED
            colon = title.kind != BEARING and context.text.startswith(":", title.end, end)
            name = self._names.read(context.text, title.end + colon, end, least)
            name = guessed.settle(context.text, name) if name else guessed.at(title.end + colon)
            joined = bool(after and held and held[-1].reached and self._joined(context.text, title, after))
            held.append(Held(title, name, name is not None or joined))
        return held[::-1]

    def _joined(self, text: str, title: Title, after: Title) -> bool:
        return title.end <= after.start <= title.end + 26 and bool(
            self._titles.gap.fullmatch(text, title.end, after.start)
        )

    def _people(self, context: Context, held: Iterable[Held]) -> Iterator[tuple[Name, str]]:
        for item in held:
            if item.name:
                yield item.name, "titled"
                yield from ((name, "listed") for name in self._list(context, item.name))
        yield from self._spoken(context)
        starts = [item.title.start for item in held]
        yield from self._headings(context, starts)
        yield from self._appointed(context, starts)

    def _list(self, context: Context, name: Name) -> Iterator[Name]:
        """The names that follow in a list: 柳怀德、陈艳娟."""
        text, [end] = context.text, _span_ends(context, [name.start])
        at: int | None = name.end
        while at is not None and (joint := _NEXT.match(text, at, end)):
            following = self._names.read(text, joint.end(), end, ALONE + 2 if joint["conj"] else BORNE)
            if following and following.score < ALONE and text[following.end : following.end + 1] not in _ITEM_ENDS:
                following = None
            at = following.end if following else None
            if following:
                yield following

    def _spoken(self, context: Context) -> Iterator[tuple[Name, str]]:
        """Names before a verb of speech or a form of address, at the start of a clause."""
        for start, end in context.spans:
            for last, (kind, size) in self._words.iter_long(context.text, start, end):
                at = last + 1 - size
                if name := self._names.before(context.text, start, at):
                    yield name, "speaking" if kind == "speech" else "addressed"
                    yield from ((other, "listed") for other in self._list(context, name))

    def _headings(self, context: Context, titles: Sequence[int]) -> Iterator[tuple[Name, str]]:
        """A name that opens a sentence before its titles: 张三,博士,某中心主任."""
        number = 0
        for start, end in context.spans:
            while number < len(titles) and titles[number] < start:
                number += 1
            if number < len(titles) and titles[number] < min(end, start + 40):
                name = self._names.read(context.text, start, end, ALONE)
                if name and context.text[name.end : name.end + 1] in _HEADING and name.end < titles[number]:
                    yield name, "heading"

    def _appointed(self, context: Context, titles: Sequence[int]) -> Iterator[tuple[Name, str]]:
        """Names of whom a body appoints or removes: 任命:张三为甲市副市长;李四为乙局局长."""
        for start, end in context.spans:
            for word in _APPOINTS.finditer(context.text, start, end):
                name = self._names.read(context.text, word.end(), end, ALONE - 2)
                said = name and _AS.match(context.text, name.end, end)
                number = bisect_left(titles, name.end) if name else 0
                if name and said and number < len(titles) and titles[number] < min(end, name.end + CHAIN):
                    yield name, "appointed"

    def _person(self, context: Context, name: Name, how: str) -> Candidate:
        surface = context.text[name.start : name.end]
        plain = "".join(surface.split())
        return Candidate(name.start, name.end, PERSON, f"person:{how}", SCORES[how], plain if plain != surface else "")

    def _posts(
        self, context: Context, held: Sequence[Held], bodies: Sequence[Body], people: Sequence[int]
    ) -> Iterator[Candidate]:
        ends, chain = {body.end for body in bodies}, Chain(context.text, bodies, people)
        number = 0
        spans = iter(context.spans)
        start, end = next(spans, (0, 0))
        for item in held:
            title = item.title
            if title.kind == BEARING:
                continue
            while title.start >= end:
                start, end = next(spans)
            while number < len(people) and people[number] < start:
                number += 1
            if not item.reached and not (number < len(people) and people[number] < end):
                continue
            yield Candidate(title.start, title.end, POST, "post", 0.99 if item.reached else 0.7, title.name)
            if title.start not in ends and item.reached and (body := self._implied(context, title, chain)):
                yield Candidate(title.start, title.end, BODY, "post:implied", 0.9, body, implied=True)

    def _implied(self, context: Context, title: Title, chain: Chain) -> str:
        """Full name of the body that a title implies, or ""."""
        if title.kind != "leader":
            return next((b for t, b in self._titles.implied.items() if title.name.endswith(t)), "")
        rank = context.text[title.core]
        spot = next(
            (s for s in context.places if s.end in {title.start, title.core + 1} and s.start < title.start), None
        )
        if spot and spot.entry.name.endswith((rank, "自治区", "自治州")):
            printed = spot.entry.form  # 土右旗旗长 is the head of 土右旗, as 土右旗委 is its committee
            return (printed if printed.endswith(rank) else spot.entry.name) + "人民政府"
        owner = chain.owner(title.start, rank) or context.home.owner(
            rank, {**RANKS, **TOWNS}.get(rank, ""), title.start
        )
        return owner + "人民政府" if owner else ""


def _span_ends(context: Context, places: Sequence[int]) -> list[int]:
    """For each place, sorted, the end of the sentence that it is in (or directly behind)."""
    ends, number = [], 0
    for place in places:
        while number + 1 < len(context.spans) and context.spans[number + 1][0] < place:
            number += 1
        ends.append(max(place, context.spans[number][1]))
    return ends
