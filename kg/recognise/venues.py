"""Venues by what the text says of them: something is held there, 在江边的太白碑林举行."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft

_HELD = (
    "(?:隆重|正式|分别|同时|如期|成功|盛大|圆满|顺利)?"
    "(?:举行|举办|召开|开幕|启幕|闭幕|落幕|开赛|上演|揭幕|拉开帷幕|拉开序幕)"
)
_PLAIN = "[^,。;:!?、()“”《》的了是和与在于将由被为]"
_STAGED = re.compile(f"[在于](?:{_PLAIN}{{1,14}}的)?(?P<name>{_PLAIN}{{3,16}}?)(?:、{_PLAIN}{{2,16}}?)?{_HELD}")
#: What ends a venue's name.
_ENDS = re.compile(
    "(?:馆|[^校]园|广场|宾馆|酒店|景区|[碑竹]林|森林|礼堂|会堂|学堂|剧院|剧场|大厦|码头|古城|古镇|小镇|老街|街区|渔港|驿站|营地|[^现会立市全]场"
    "|会展中心|艺术中心|会议中心|活动中心|文化中心|体育中心|交流中心|演艺中心)$"
)
#: General words that alone are no name, nor behind a place's name that is no part of it.
_GENERAL = re.compile(
    "(?:市|区|县|省|州|镇)?(?:体育|博物|图书|文化|展览|规划|科技)?(?:馆|广场|宾馆|酒店|礼堂|会堂|剧院|剧场|码头|公园|园)$"
    "|.*(?:会议|会展|艺术|活动|文化|体育|交流|演艺)中心$"
)
#: No names of places: 校园, 五星级酒店.
_NOT = re.compile("校园|半场|[使领]馆|[一二三四五六七八九十0-9]|各|多家|当地|同一|某")
#: A division or country in front is no part of a venue's name.
_DIVISION = re.compile("[省市县区镇乡州旗]$")
_OUTSIDE = frozenset({"country", "province"})
#: What begins so needs the place's name in front: 宿州市博物馆南侧广场.
_HEAD = re.compile(
    "(?:体育|博物|图书|文化|展览|规划|科技|会展|人民|中心|市民|火车|高铁|汽车)(?:馆|场|广场|公园|站|中心)"
)
#: Shortest name.
_LEAST = 3


class VenueFinder:
    """Finds venues that no list has; part of the finders of names by build."""

    def find(self, draft: Draft) -> list[Candidate]:
        """Places where a clause says that something is held."""
        return list(self._found(draft))

    def _found(self, draft: Draft) -> Iterator[Candidate]:
        spots = {spot.start: spot for spot in draft.context.places}
        for match, _, _ in draft.matches(_STAGED, "在", "于"):
            begin, end = match.span("name")
            begin += 2 * draft.text.startswith("首都", begin)
            while (spot := spots.get(begin)) and spot.end < end:
                wide = spot.level in _OUTSIDE or _DIVISION.search(draft.text[begin : spot.end])
                rest = draft.text[spot.end : end]
                if not wide or len(rest) < _LEAST or _GENERAL.fullmatch(rest) or _HEAD.match(rest):
                    break
                begin = spot.end
            name = draft.text[begin:end]
            if _ENDS.search(name) and not _NOT.search(name) and not _GENERAL.fullmatch(name):
                yield Candidate(begin, end, "Place", "built:venue", 0.72)
