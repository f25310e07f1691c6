"""What a clause speaks of when it does not say: subjects carried on, words that stand for a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.relate.line import ANY_UNIT, EDGES, Alphabet, Line, Unit
from kg.relate.rules import POST, Vocabulary

#: Text before a subject that is no verb of another: 近年来, 目前, 9月4日, 会上.
_LEAD = (
    "(?:[^"
    + EDGES
    + "\ue000-\uf8ff]{0,12}?(?:来|前|后|日|月|年|上|下|中|时|间|里|际|今|天|悉|此|外)|其中|同时|目前|如今|现在"
    "|据悉|随后|近年|今年|去年|已有|现有|共有|比如|例如|尤其是?|特别是|值得一提的是|此外|另外|而|但|并|也|且)?"
)
#: Not a subject: what stands after these is an oblique.
_OBLIQUE = "(?<![在从由对向为以将把给被据按经受通过依托围绕根据按照与和])"


@dataclass
class Discourse:
    """What has been spoken of so far in an article.

    Attributes:
        topic: subject of the clause before. main: first subject of the sentence before.
        latest: for each type the latest unit that was a subject, or else named.
    """

    topic: Unit | None = None
    main: Unit | None = None
    latest: dict[str, Unit] = field(default_factory=dict)
    named: dict[str, Unit] = field(default_factory=dict)

    def recall(self, types: tuple[str, ...]) -> Unit | None:
        """The latest subject of one of these types, else the latest such name."""
        for memory in (self.latest, self.named):
            found = [memory[t] for t in types if t in memory]
            if found:
                return max(found, key=lambda unit: unit.members[0].start)
        return None


class Carrier:
    """Puts carried subjects and what anaphors stand for into encoded lines."""

    def __init__(self, vocabulary: Vocabulary, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._anaphors = vocabulary.anaphors
        words = sorted(vocabulary.anaphors, key=len, reverse=True)
        after = "(?![^,:;。的、\ue000-\uf8ff]{0,2}(?:们|化|家|级|名录))"
        self._anaphor = re.compile(rf"(?<![^{EDGES}由与和“])(?:{'|'.join(map(re.escape, words))}){after}")
        self._subject = re.compile(f"{_LEAD}{_OBLIQUE}({ANY_UNIT})")
        self._posts = alphabet.pattern([POST])

    def resolve(self, line: Line, discourse: Discourse) -> None:
        """Replace 公司, 该院, 他 by the unit that they stand for."""

        if not self._anaphors:
            return
        expression, at = self._anaphor, 0
        while found := expression.search(line.text, at):
            unit = self._antecedent(line, found, discourse)
            at = found.start() + 1
            if unit:
                line.replace(found.span(), self._alphabet.char(unit.types), unit)

    def _antecedent(self, line: Line, found: re.Match[str], discourse: Discourse) -> Unit | None:
        """The latest name of a fitting type: in the sentence itself, else in those before."""
        types = self._anaphors[found.group()]
        named = (unit for unit in reversed(line.units[: found.start()]) if unit and not unit.posts)
        if unit := next((unit for unit in named if unit.types & set(types)), None):
            return unit.carry(1)
        unit = discourse.recall(types)
        return unit.carry(2) if unit else None

    def remember(self, line: Line, discourse: Discourse) -> None:
        """Note every name of a line, in order."""
        for unit in line.within(0, len(line.text)):
            for type_ in () if unit.posts else unit.types:
                discourse.named[type_] = unit

    def carry(self, line: Line, discourse: Discourse) -> None:
        """Insert the subject before each clause that has none of its own, and move the discourse on."""
        discourse.topic = discourse.main.carry(2) if discourse.main else None
        discourse.main = None
        at = 0
        while at < len(line.text):
            subject = self._subject.match(line.text, at)
            unit = line.units[subject.start(1)] if subject else None
            if unit and not unit.posts:
                self._note(unit, discourse)
            elif discourse.topic:
                line.put(at, self._alphabet.char(discourse.topic.types), discourse.topic)
            edge = _EDGE.search(line.text, at)
            at = edge.end() if edge else len(line.text)
            if discourse.topic:
                discourse.topic = discourse.topic.carry(1)

    def _note(self, unit: Unit, discourse: Discourse) -> None:
        discourse.topic = unit
        discourse.main = discourse.main or unit
        for type_ in unit.types:
            discourse.latest[type_] = unit


_EDGE = re.compile(f"[{EDGES}]")
