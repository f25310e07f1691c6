"""An address as its parts: the tagger takes 芦淞区白关镇千亿大道 for one name, where three places are named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

#: A part of an address: up to and with the word for its rank.
PART = re.compile(
    r"[^,，、\s]{1,7}?(?:特别行政区|自治[区州县]|街道|社区|小区|村委会|村民小组|大道|风景名胜区|[省市州县区镇乡村路])(?![省市县区镇乡村])"
)
#: Ends of names of buildings and the like, which keep the place before them: 株洲国际会展中心.
BUILDING = re.compile(r"(?:中心|博物馆|体育馆|图书馆|剧院|大厦|大楼|广场|公园|机场|火车站|高铁站|码头|大桥)$")
#: Characters of a division's name without its rank, as it stands before a part: 茶陵妙石村.
HEAD = 2
#: Fewest characters of a part, and of a building's name.
PART_LEAST, BUILDING_LEAST = 3, 5


def places_in(address: str, known: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Half-open spans of the places that an address names; none where it is no address (幸福株洲).

    Args:
        address: what the tagger took for one. known: whether a word is the name of a division of China.
    """
    parts = []
    at = 0
    while part := PART.match(address, at):
        parts.append(part.span())
        at = part.end()
    rest = len(address) - at
    if rest and BUILDING.search(address, at):
        start = at if len(parts) > 1 else 0
        if len(address) - start >= BUILDING_LEAST:
            yield start, len(address)
        parts = parts if len(parts) > 1 else []
    for start, end in parts:
        if end - start >= HEAD + PART_LEAST and known(address[start : start + HEAD]):
            start += HEAD
        if end - start >= PART_LEAST:
            yield start, end
