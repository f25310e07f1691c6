"""An address as its parts: the tagger takes 武侯区簇桥街道太平寺路 for one name, where three places are named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

#: A part of an address: up to and with the word for its rank.
PART = re.compile(
    r"[^,，、\s]{1,7}?(?:特别行政区|自治[区州县]|街道|社区|小区|村委会|村民小组|大道|风景名胜区|[省市州县区镇乡村路])(?![省市县区镇乡村])"
)
#: Ends of names of buildings and the like, which keep the place before them: 株洲国际会展中心.
BUILDING = re.compile(
    "(?:中心|博物馆|体育馆|图书馆|美术馆|展[览示]馆|规划馆|纪念馆|科技馆|展厅|剧院|大会堂|大厦|大楼|广场|公园|湿地|机场|[东南西北]站|火车站|高铁站"
    "|码头|大桥|隧道|楼|书院|故居|景区|古[镇城村]|山庄|酒店|宾馆|水库|高速|铁路|高铁|口岸|电站)$"
)
#: Ends of names of zones.
ZONE = re.compile(
    r"(?:[产科文物创软工生博双示]\w{1,4}(?<!公)园区?|[科产智工]\w{0,3}城|谷|新区|港区|开发区|高新区|经开区|示范区|保税区|产业基地|小镇)$"
)
#: A kind of zone, which names none.
BARE_ZONE = re.compile(
    "(?:国家级|省级|市级|国家|现代|各|全)?(?:高新|经开|高新技术产业开发|经济技术开发|经济开发|开发|产业园|工业园|工业|工业集中|园|矿|商务|中央商务|城|新城|老城|主城|库|景"
    "|临空经济|空港经济|经济|保税|综合保税|自贸|示范|农业科技园|文化街|街|片|校|厂)[区城](?:域)?"
)
#: What a stretch begins with that names a kind of zone, and none.
KIND_OF_ZONE = re.compile("国家|省级|市级|农业|现代|高新技术|临空经济|传统|各|全")
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
