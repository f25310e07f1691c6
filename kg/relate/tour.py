"""Where a visit goes that a text tells of: 到甲县调研, the place of what is seen there."""

from __future__ import annotations

import re

from kg.relate.discourse import Discourse
from kg.relate.line import EDGES, Alphabet, Line

#: What ``@Tour`` asks for.
TOUR = "Tour"
_PLAIN = f"[^{EDGES}\ue000-\ue1ff]"
_GO = "(?:到|赴|在|来到|深入|前往|走进|赶往|赶到|莅临)"
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

    def note(self, line: Line, discourse: Discourse) -> None:
        """Note the places of a line, each from where it is named."""
        for found in self._visit.finditer(line.text):
            at = found.start(found.lastindex or 0)
            unit = line.units[at]
            if unit and len(unit.members) == 1 and _AROUND.search(unit.members[0].name):
                discourse.latest.setdefault(TOUR, []).append((at, unit))
