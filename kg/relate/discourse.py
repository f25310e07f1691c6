"""What an article has spoken of so far."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model import Mention
from kg.relate.line import Unit

#: What a firm that nothing recognised may be.
FIRMS = frozenset({"Company", "Organization"})
#: A text is a report from so many sentences of plans on, one in so many at least.
PLANS = 6
#: A subject named so many characters before another name is no longer what a text speaks of.
PAST = 100


@dataclass
class Discourse:
    """What has been spoken of so far in an article.

    Attributes:
        topic: subject of the clause before. main: first subject of the sentence before.
        latest: for each type the units that were subjects, the last of what was said before, and those of the sentence
            with their place in it. named: for each type the unit named last in the sentences before.
        history: every unit, in order.
        actor: the latest subject that makes and founds things; age: sentences since.
        unnamed: whether the firm spoken of is one that nothing recognised.
        home: full names of the home city and of its districts, the city's first; empty where nobody knows it.
        planning: whether the sentence says what is planned (加快某某建设), or the text is a report.
        homes: what 我市 and 全省 stood for, by name.
        plans, sentences: how many sentences said such, and how many there were.
        leader: who last led a delegation. lists: lists of names, a unit each, in order.
        since_visit: sentences since officials were last said to inspect something.
        sentence: every unit of the sentence before, in order, with the bodies that posts are held at.
        pair: the two of which the sentence, or the one before, meant the first by 前者.
    """

    topic: Unit | None = None
    main: Unit | None = None
    latest: dict[str, list[tuple[int, Unit]]] = field(default_factory=dict)
    named: dict[str, Unit] = field(default_factory=dict)
    history: list[Unit] = field(default_factory=list)
    actor: Unit | None = None
    age: int = 0
    unnamed: bool = False
    home: tuple[str, ...] = ()
    planning: bool = False
    plans: int = 0
    sentences: int = 0
    homes: dict[str, Unit] = field(default_factory=dict)
    leader: Unit | None = None
    lists: list[Unit] = field(default_factory=list)
    sentence: list[Unit] = field(default_factory=list)
    since_visit: int = 0
    pair: tuple[Mention, Mention] | None = None

    def begin_sentence(self, *, planning: bool) -> None:
        """Of the subjects so far the last of each type is remembered, as said before the sentence.

        In a report, which tells of plan after plan, a sentence goes on with none but the place that reports.
        """
        self.age, self.sentences, self.plans = self.age + 1, self.sentences + 1, self.plans + planning
        is_report = self.plans >= PLANS and self.plans * PLANS >= self.sentences
        self.planning = planning or is_report
        if is_report:
            self.actor = None
            self.main = self.main if self.main and self.is_at_home(self.main) else None
        self.latest = {type_: [(-1, subjects[-1][1])] for type_, subjects in self.latest.items()}

    def lose(self) -> None:
        """A firm that nothing recognised is spoken of: what was said before is not carried on."""
        self.topic = self.actor = None
        self.unnamed = True

    def last_named(self, types: tuple[str, ...]) -> Unit | None:
        """The name of one of these types that the sentences before named last, where it stood alone, in no list."""
        unit = _last(self.named[type_] for type_ in types if type_ in self.named)
        if not unit or len(unit.members) > 1 or self.unnamed:
            return None
        return None if self._is_listed(unit) else unit

    def _is_listed(self, unit: Unit) -> bool:
        return any(unit.members[-1] in listed.members for listed in self.lists)

    def recall(self, types: tuple[str, ...], before: int | None = None) -> Unit | None:
        """The latest subject of one of these types, or the latest such name where that subject is long past.

        Args:
            before: subjects from this place of the sentence on do not count.
        """
        if self.unnamed and FIRMS.issuperset(types):
            return None
        at = sys.maxsize if before is None else before
        subjects = (unit for type_ in types for place, unit in self.latest.get(type_, ()) if place < at)
        subject, name = _last(subjects), _last(self.named[type_] for type_ in types if type_ in self.named)
        if name and FIRMS.issuperset(types) and self._is_listed(name):
            name = None
        if types == ("Place",) and self.home and name and name.members[-1].name not in self.home:
            name = self._city()
        if types == ("IndustrialPark",) and self.planning:  # plans speak of a park where they name it
            return _last(unit for place, unit in self.latest.get("IndustrialPark", ()) if 0 <= place < at)
        if types == ("Place",) and self.planning and self.home:
            return self._reporting() or subject or name
        if subject and name and name.members[0].start - subject.members[0].start > PAST:
            return name
        return subject or name

    def _reporting(self) -> Unit | None:
        """Whose plans they are: the home city's, but where the text says 全省 and never 全市."""
        return next(iter(self.homes.values())) if self._is_of_province() else self._city()

    def _is_of_province(self) -> bool:
        return bool(self.homes) and self.home[0] not in self.homes

    def is_at_home(self, unit: Unit) -> bool:
        """Whether a unit is the place whose paper or report it is; any place is where nobody knows that."""
        known = self.homes if self.home and self._is_of_province() else self.home[:1]
        return unit.types == {"Place"} and (not known or unit.members[0].name in known)

    def _city(self) -> Unit | None:
        """Where the article named its home city last: rather this than a place far away that it names in passing."""
        return next((unit for unit in reversed(self.history) if unit.members[-1].name == self.home[0]), None)


def _last(units: Iterable[Unit]) -> Unit | None:
    return max(units, key=lambda unit: unit.members[0].start, default=None)


def latest(units: Iterable[Unit]) -> Unit | None:
    """The last of some units, or None."""
    return next(iter(deque(units, maxlen=1)), None)
