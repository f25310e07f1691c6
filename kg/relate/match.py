"""Runs the rules over an encoded sentence and gives the pairs of names that they relate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

import ahocorasick

from kg.model import Mention
from kg.ontology import Ontology
from kg.relate.discourse import Discourse
from kg.relate.line import CARRIED_PLANE, EDGES, FIRST, Alphabet, Line, Unit
from kg.relate.pattern import Pattern
from kg.relate.rules import Level, Rule, Unfit
from kg.relate.stranger import Strangers
from kg.relate.tour import VISITOR

#: A fact whose subject is carried from an earlier clause or sentence is worth less than one said outright.
CARRIED = (1.0, 0.9, 0.75)

#: The place that a text is about.
PLACE = "@Place"
#: All who are on the visit that it tells of.
VISITORS = f"@{VISITOR}"
#: The first character that stands for a carried subject.
FIRST_CARRIED = chr(FIRST + CARRIED_PLANE)
#: What stands after these is no subject.
OBLIQUE = frozenset("在从对向为把给于被凭")
#: Relations that several have to several though the text says 分别.
VISITS = frozenset({"inspected", "metWith", "attended", "organizes"})
#: Types that are seldom subjects: the last one named is the one spoken of.
SPOKEN_OF_LAST = frozenset({"Event", "Honor"})
#: The relation whose facts keep the title that they were read with.
TITLED = "holdsPost"
#: A name with its title ("" for any but a title phrase's body).
_Named = tuple[Mention, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """Two names that a rule relates.

    Attributes:
        carried: 0 where both are named in the clause, 1 or 2 where one comes from an earlier clause or sentence.
    """

    subject: Mention
    object: Mention
    rule: Rule
    title: str = ""
    value: str = ""
    carried: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """A pattern of a rule, its place among all, and the types that its names need, as masks."""

    number: int
    rule: Rule
    pattern: Pattern
    needs: tuple[int, ...]

    def may_match(self, text: str, units: int, types: int) -> bool:
        """Whether a text with so many units of these types has names and words enough for a match."""
        if units < len(self.needs):
            return False
        for need in self.needs:
            if not need & types:
                return False
        return all(any(word in text for word in words) for words in self.pattern.others)


@dataclass
class _Index:
    """Rules of one level by the words that they need; ``least`` names stand in a match of any."""

    least: int = 1000
    always: list[_Entry] = field(default_factory=list)
    automaton: ahocorasick.Automaton = field(default_factory=ahocorasick.Automaton)

    def add(self, entry: _Entry) -> None:
        pattern = entry.pattern
        self.least = min(self.least, len(entry.needs))
        if not pattern.triggers:
            self.always.append(entry)
        for word in pattern.triggers:
            self.automaton.add_word(word, [*self.automaton.get(word, []), entry])

    def close(self) -> None:
        if len(self.automaton):
            self.automaton.make_automaton()

    def candidates(self, text: str, units: int, types: int) -> list[_Entry]:
        """The patterns that may match a text with so many units of these types, in the order of the rules."""
        if units < self.least:
            return []
        found = {entry.number: entry for entry in self.always}
        if len(self.automaton):
            for _, entries in self.automaton.iter(text):
                for entry in entries:
                    found[entry.number] = entry
        return [entry for _, entry in sorted(found.items()) if entry.may_match(text, units, types)]


class Matcher:
    """Finds what the rules say; compiled once, used for every sentence."""

    def __init__(
        self,
        rules: Sequence[Rule],
        ontology: Ontology,
        alphabet: Alphabet,
        *,
        unfit: Mapping[str, Sequence[Unfit]],
        strangers: Strangers | None = None,
    ) -> None:
        self._alphabet, self._unfit, self._strangers = alphabet, unfit, strangers
        self._relations = ontology.relations
        self._ends = {
            rule.relation: (_below(ontology, rule.relation, True), _below(ontology, rule.relation, False))
            for rule in rules
        }
        self._indexes: dict[Level, _Index] = {"names": _Index(), "titles": _Index(), "facts": _Index()}
        for number, (rule, pattern) in enumerate((r, p) for r in rules for p in r.patterns):
            needs = tuple(map(alphabet.mask, pattern.needs))
            self._indexes[rule.level].add(_Entry(number, rule, pattern, needs))
        for index in self._indexes.values():
            index.close()

    def facts(self, line: Line, level: Level, discourse: Discourse) -> Iterator[Fact]:
        """The facts that the rules of one level read in a line, each match's in the order of the text."""
        for entry in self._indexes[level].candidates(line.text, *self._alphabet.census(line.text)):
            yield from self._run(line, entry.rule, entry.pattern, discourse)

    def _run(self, line: Line, rule: Rule, pattern: Pattern, discourse: Discourse) -> Iterator[Fact]:
        at = 0
        while found := pattern.expression.search(line.text, at):
            at = found.start() + 1  # a match that says nothing may hide one that begins in it
            if self._says_nothing(line, rule, found, pattern, discourse=discourse):
                continue
            slots = [found.start(name) for name in pattern.slots if found.start(name) >= 0]
            at = found.end() if rule.pairs else max([at, *([] if pattern.listing else slots)])
            value = _value(line, found, rule.value)
            subjects, objects = (
                _side(line, found, slot, pattern.slots, discourse) for slot in (rule.subject, rule.object)
            )
            each = "分别" in found.group()
            if _meets_itself(rule, subjects, objects) or (rule.single and not each and _several(objects)):
                continue
            if each and _unpaired(line, found, rule, kept=(_count(subjects), _count(objects))):
                continue
            sides = _pairs(subjects) if rule.pairs else _crossed(subjects, objects, each=each)
            carried = max([unit.carried for unit in (*subjects, *objects)], default=0)
            if (_brought(line, found, pattern) if rule.carry else carried) <= _reach(rule, subjects):
                yield from self._emit(rule, sides, value, carried)

    def _says_nothing(
        self, line: Line, rule: Rule, found: re.Match[str], pattern: Pattern, *, discourse: Discourse
    ) -> bool:
        """Whether what a pattern matches is no fact: it is denied, or said of something else than it seems."""
        if _guarded(rule, line.text, found) or _oblique(rule, line.text, found):
            return True
        if self._strangers and self._of_stranger(line, rule, found, pattern, discourse=discourse):
            return True
        return rule.whole and self._part_of_stranger(line, rule, found, pattern)

    def _of_stranger(
        self, line: Line, rule: Rule, found: re.Match[str], pattern: Pattern, *, discourse: Discourse
    ) -> bool:
        """Whether the clause has another subject than the one carried into it, or that is the attribute of another."""
        if not self._strangers:
            return False
        text = line.text
        end = next((found.end(name) for name in pattern.slots if (found[name] or "") >= FIRST_CARRIED), 0)
        if not end:
            of = rule.head and rule.subject in pattern.slots
            return of and self._strangers.head(text, found.end(rule.subject), pattern.triggers)
        unit = line.units[end - 1]
        if unit and unit.carried > 1 and not discourse.is_at_home(unit) and self._strangers.reports(text, end):
            return True
        return rule.subject in pattern.slots and self._strangers.stand(text, end, pattern.triggers)

    def _part_of_stranger(self, line: Line, rule: Rule, found: re.Match[str], pattern: Pattern) -> bool:
        """Whether the object is a place that begins a name which nothing recognised (乙区某中心)."""
        if not self._strangers or rule.object not in pattern.slots:
            return False
        last = line.within(*found.span(rule.object))[-1].members[-1]
        return last.type == "Place" and self._strangers.extends(last.name, line.text, found.end(rule.object))

    def _emit(self, rule: Rule, sides: Iterable[tuple[_Named, _Named]], value: str, carried: int) -> Iterator[Fact]:
        for (subject, left), (object_, right) in sides:
            title = right or left
            if self._allowed(rule, subject, object_, title):
                said = "".join(object_.surface.split()) if rule.value and rule.value == rule.object else value
                yield Fact(subject, object_, rule, title if rule.relation == TITLED else "", said, carried)

    def _allowed(self, rule: Rule, subject: Mention, object_: Mention, title: str) -> bool:
        domain, range_ = self._ends[rule.relation]
        if subject.type not in domain or object_.type not in range_:
            return False
        if (subject.type, subject.name) == (object_.type, object_.name) or _excluded(rule, subject, object_):
            return False
        for left, right in self._unfit.get(rule.relation, ()):
            if left.search(f"{subject.type} {subject.name}") and right.search(object_.name):
                return False
        return rule.title is None or bool(rule.title.search(title))


def _below(ontology: Ontology, relation: str, subject: bool) -> frozenset[str]:
    """The classes that may stand at one end of a relation, with those below them."""
    ends = ontology.relations[relation].domain if subject else ontology.relations[relation].range
    return frozenset(t for t in ontology.types if any(ontology.is_a(t, end) for end in ends))


def _guarded(rule: Rule, text: str, found: re.Match[str]) -> bool:
    """Whether the clause of a match says that it is no fact, or what follows it does."""
    if rule.unless_next and rule.unless_next.match(text, found.end()):
        return True
    return bool(rule.unless and rule.unless.search(text, _clause_start(text, found.start()), found.end()))


def _brought(line: Line, found: re.Match[str], pattern: Pattern) -> int:
    """How far the names of a match were carried that the clause itself has no word for."""
    starts = [found.start(name) for name in pattern.slots if (found[name] or "") >= FIRST_CARRIED]
    return max((unit.carried for at in starts if (unit := line.units[at])), default=0)


def _reach(rule: Rule, subjects: Sequence[Unit]) -> int:
    """How far these subjects of a rule may have been carried."""
    near = rule.far and any(unit.types.isdisjoint(rule.far) for unit in subjects)
    return min(rule.carry, 1) if near else rule.carry


def _oblique(rule: Rule, text: str, found: re.Match[str]) -> bool:
    """Whether a match begins with its subject, and that is none: 在甲公司, 从甲公司."""
    start = found.start()
    first = rule.subject in found.re.groupindex and found.start(rule.subject) == start
    return first and rule.level == "facts" and text[max(0, start - 1) : start] in OBLIQUE


def _meets_itself(rule: Rule, subjects: Sequence[Unit], objects: Sequence[Unit]) -> bool:
    """Whether what the text spoke of before is itself in the list that the clause names: it speaks of another then."""
    if not (rule.subject.startswith("@") or rule.object.startswith("@")):
        return False
    left, right = ({member.name for unit in side for member in unit.members} for side in (subjects, objects))
    return not left.isdisjoint(right)


def _several(units: Sequence[Unit]) -> bool:
    return _count(units) > 1


def _excluded(rule: Rule, subject: Mention, object_: Mention) -> bool:
    ends = ((rule.subject_not, subject), (rule.object_not, object_))
    return any(expression and expression.search(f"{end.type} {end.name}") for expression, end in ends)


def _clause_start(text: str, at: int) -> int:
    return max((text.rfind(edge, 0, at) for edge in EDGES), default=-1) + 1


def _side(
    line: Line, found: re.Match[str], slot: str, slots: Mapping[str, frozenset[str]], discourse: Discourse
) -> list[Unit]:
    """The units of a slot, members of its types alone; for ``@Type`` the unit that the text before speaks of."""
    if slot.startswith("@"):
        before = None if slot == PLACE else found.start() + 1  # a place that the sentence comes to says where it plays
        unit = _latest_here(line, found.start(), slot[1:]) or discourse.recall((slot[1:],), before)
        if unit and any(
            unit is other for other in line.within(*found.span())
        ):  # the clause names it; rather one before
            unit = discourse.recall((slot[1:],), found.start())
        if unit and len(unit.members) > 1 and slot != VISITORS:  # one thing not named is none of several
            unit = discourse.last_named((slot[1:],))
        return [unit] if unit else []
    return [unit.only(slots[slot]) for unit in line.within(*found.span(slot))]


def _value(line: Line, found: re.Match[str], slot: str) -> str:
    """The text of a qualifier's slot, or the names that fill it; "" where the pattern has none."""
    if slot not in found.re.groupindex or found.start(slot) < 0:
        return ""
    units = line.within(*found.span(slot))
    return "、".join(member.name for unit in units for member in unit.members) if units else found[slot]


def _latest_here(line: Line, end: int, type_: str) -> Unit | None:
    """An event or honour that the sentence itself named before; of other types the one spoken of counts."""
    if type_ not in SPOKEN_OF_LAST:
        return None
    return next((unit for unit in reversed(line.units[:end]) if unit and unit.types == {type_}), None)


def _crossed(subjects: Sequence[Unit], objects: Sequence[Unit], *, each: bool) -> Iterable[tuple[_Named, _Named]]:
    """Every subject with every object; with ``each`` (分别) the first with the first, where there are as many."""
    left, right = _named(subjects), _named(objects)
    return zip(left, right, strict=True) if each and len(left) == len(right) else product(left, right)


def _unpaired(line: Line, found: re.Match[str], rule: Rule, *, kept: tuple[int, int]) -> bool:
    """Whether of the names on either side of 分别 some are lacking or cannot stand there: nobody knows which is whose.

    Of visits it says something else: 李强、王一分别走访了甲、乙、丙公司.
    """
    if rule.relation in VISITS or rule.subject.startswith("@") or rule.object.startswith("@"):
        return False
    left, right = (_count(line.within(*found.span(slot))) for slot in (rule.subject, rule.object))
    return min(left, right) > 1 and (left != right or kept != (left, right))


def _count(units: Sequence[Unit]) -> int:
    return sum(len(unit.members) for unit in units)


def _pairs(units: Sequence[Unit]) -> Iterator[tuple[_Named, _Named]]:
    """Every name with those of the other units; of one list of two, both."""
    if len(units) == 1 and len(units[0].members) == 2:
        units = [Unit((member,)) for member in units[0].members]
    for left, right in combinations(units, 2):
        yield from product(_named([left]), _named([right]))


def _named(units: Sequence[Unit]) -> list[_Named]:
    """Names with their title: of a title phrase each body with its title, of any other unit its members."""
    return [
        (mention, title)
        for unit in units
        for mention, title in (
            [(body, post.title) for post in unit.posts for body in post.bodies]
            if unit.posts
            else [(member, "") for member in unit.members]
        )
    ]
