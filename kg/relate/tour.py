"""Where a visit goes that a text tells of, the place of what is seen there, and who is on it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model import Mention
from kg.relate.discourse import Discourse
from kg.relate.line import ANY_CARRIED, EDGES, Alphabet, Line, Unit

#: What ``@Tour`` asks for.
TOUR = "Tour"
#: What ``@Visitor`` asks for: the officials of the visit that the text tells of.
VISITOR = "Visitor"
#: Sentences after which a text that names no further stop is about something else.
_LASTS = 6
_PLAIN = f"[^{EDGES}\ue000-\ue1ff]"
_GO = "(?:到|赴|在|来到|深入|前往|走进|赶往|赶到|莅临)"
_ON_SITE = "(?:调研|考察|走访|现场办公|蹲点|视察|督导)"
_SEE = "(?:调研|考察|视察|走访|督导|督查|检查|暗访|现场办公|慰问|看望|参观|蹲点|巡查|采访|开展)"
#: Places that lie around a firm; a province or country says too little, a street's name is seldom where a visit goes.
_AROUND = re.compile("[市县区旗镇乡园城谷港村]$")


class Tours:
    """Notes where visits go, as what ``@Tour`` stands for."""

    def __init__(self, alphabet: Alphabet) -> None:
        to = f"({alphabet.pattern(['Place', 'IndustrialPark'])})"
        visit = f"{_GO}{to}{_PLAIN}{{0,16}}?{_SEE}"
        stop = f"(?:赶往|赶到|来到|前往|转到|转往|进了|[首末]站是?|第[一二三四]站是?){to}(?=[,;。])"
        scene = f"(?<![^{EDGES}\ue100-\ue1ff])在{to}(?=,)"
        self._visit = re.compile(f"{visit}|{stop}|{scene}")
        said = f"[^{EDGES}说要指强希让请]"
        person = alphabet.pattern(["Official"])
        self._leads = re.compile(
            f"({person}){said}{{0,24}}?(?:,{ANY_CARRIED}?)?{said}{{0,6}}?(?:到|赴|深入|来|率队|带队|前往|走进){said}{{0,12}}?{_ON_SITE}"
        )

    def note(self, line: Line, discourse: Discourse) -> None:
        """Note the places of a line, each from where it is named."""
        for found in self._visit.finditer(line.text):
            at = found.start(found.lastindex or 0)
            unit = line.units[at]
            if unit and len(unit.members) == 1 and _AROUND.search(unit.members[0].name):
                discourse.latest.setdefault(TOUR, []).append((at, unit))

    def keep(self, line: Line, visitors: Iterable[Mention], discourse: Discourse) -> None:
        """Note the officials that a sentence says to have inspected something; none for long ends the visit.

        Args:
            visitors: who inspected something by the facts of the sentence; 李强到镇上调研 is a visit without one.
        """
        led = self._leads.search(line.text)
        units = line.within(*led.span(1)) if led else []
        named = (person for unit in units for person in unit.members)
        people = {person.name: person for person in [*visitors, *named] if person.type == "Official"}
        if people:
            discourse.latest[VISITOR] = [(-1, Unit(tuple(people.values()), carried=2))]
            discourse.since_visit = 0
            return
        discourse.since_visit += 1
        if discourse.since_visit > _LASTS:
            discourse.latest.pop(VISITOR, None)
