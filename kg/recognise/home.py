"""What 我市, 市委, 区政府 mean in an article: the city it is about, and the divisions it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from kg.model import Page
from kg.ontology import City, Ontology
from kg.recognise.places import Gazetteer, Spot

_OURS = re.compile("我市|全市上下")
_ITS = "该市"
_PAPER = re.compile("([\u4e00-\u9fff]{2,4}?)(?:日报|晚报|早报|新闻网)")
#: What follows a city's name in that of a leading body or a leader.
_LEADING = re.compile("市?(?:委|政府|人民政府|人大|政协|市长)")
#: Behind a city, its leader and the post of the next, which is of the same city: 甲市委书记某某、市长某某.
_BESIDE = re.compile("市?委(?:副书记|书记|常委)[^,。;:!?、]{2,4}[、,和](?:市委(?:副书记|常委)[、,])?")
#: A leading body tells as much of the city a text is about as so many mentions.
LED = 5
#: So many articles of a page must name a city that may be all of theirs.
SHARED = 3
#: So often must an article name another city before 市 means that one.
OFTEN = 3


class Home:
    """The bodies' owners by level, for one article.

    Args:
        city: profile of the paper's city, or None.
        spots: proved places of the article, in order.
    """

    def __init__(self, text: str, city: City | None, spots: Sequence[Spot]) -> None:
        self._city = city
        self._provinces = [s for s in spots if s.level == "province"]
        self._locals: dict[str, list[tuple[int, str]]] = {}
        for spot in spots:
            if spot.level in {"county", "town"}:
                self._locals.setdefault(_rank(spot.entry.name), []).append((spot.start, spot.entry.name))
        self._beside = [
            (spot.end, found.end(), spot.entry.name)
            for spot in spots
            if spot.entry.name.endswith("市") and (found := _BESIDE.match(text, spot.end))
        ]
        self.subject = _subject(text, city, spots)

    @property
    def province(self) -> str:
        """Full name of the province that 省 means, or ""."""
        if self._city and self._city.province_full:
            return self._city.province_full
        return Counter(s.entry.name for s in self._provinces).most_common(1)[0][0] if self._provinces else ""

    def owner(self, rank: str, level: str, at: int) -> str:
        """Full name of the place whose body stands at this place of the text, or "" where nothing says.

        Args:
            rank: the word as printed (省, 区, 街道). level: province, city, county or town.
        """
        if level == "province":
            return self.province if rank in self.province or rank == "省" else ""
        if level == "city":
            if beside := [name for start, end, name in self._beside if rank == "市" and start < at <= end]:
                return beside[-1]
            return self.subject if not self.subject or self.subject[-1] == rank or rank == "市" else ""
        named = self._locals.get(rank, [])
        if not named:
            return ""
        place = bisect_right(named, (at, "\uffff")) - 1
        return named[max(place, 0)][1]


def _rank(name: str) -> str:
    return "街道" if name.endswith("街道") else name[-1]


def _subject(text: str, city: City | None, spots: Sequence[Spot]) -> str:
    """The city that the article is about: the paper's, unless another is named often and the paper's is not ours."""
    home = city.full if city else ""
    cities = [s for s in spots if s.entry.name.endswith(("市", "州", "盟")) and s.level in {"city", "county"}]
    counts = Counter(s.entry.name for s in cities)
    if not counts or (home and _OURS.search(text)):
        return home
    name, count = max(counts.items(), key=lambda item: (item[1], item[0] == home, item[0]))
    if name == home or not home:
        return name
    full = sum(s.entry.form == name for s in cities)
    return name if full >= 2 and (_ITS in text or count >= OFTEN) and count > 2 * counts[home] else home


def paper_city(page: Page, ontology: Ontology, gazetteer: Gazetteer) -> City | None:
    """The profile of the page's city as its source or its masthead says; None where neither does.

    A masthead of a county's city counts where the page prints its full name (醴陵日报 and 醴陵市, but not 新民晚报).
    """
    for name in _said(page):
        proved = name == page.source.city or f"{name}市" in page.folded
        if city := ontology.city(name) or gazetteer.city(name, county=proved):
            return city
    return None


def shared_city(page: Page, ontology: Ontology, gazetteer: Gazetteer) -> City | None:
    """The profile of the city that most articles of a page name: the home of a paper called after a river."""
    named: Counter[str] = Counter()
    for article in page.articles:
        spots = gazetteer.find(page.folded, [(article.start, article.end)])
        named.update({spot.entry.name for spot in spots if spot.level == "city"})
    if not named:
        return None
    name, articles = max(named.items(), key=lambda item: (item[1], item[0]))
    most = articles >= SHARED and 2 * articles > len(page.articles)
    return (ontology.city(name) or gazetteer.city(name)) if most else None


def named_city(text: str, ontology: Ontology, gazetteer: Gazetteer, *, led: bool = False) -> City | None:
    """The profile of the city that a text is about, by what it names: leading bodies first (某市委), then mentions.

    Args:
        led: leading bodies alone count, since a mayor is met in other cities as well.
    """
    named: Counter[str] = Counter()
    for spot in gazetteer.find(text, [(0, len(text))]):
        leading = _LEADING.match(text, spot.end)
        if spot.level == "city" and (leading or not led):
            named[spot.entry.name] += LED if leading else 1
    if not named:
        return None
    name = max(sorted(named), key=lambda name: named[name])
    return ontology.city(name) or gazetteer.city(name)


def _said(page: Page) -> Iterable[str]:
    if page.source.city:
        yield page.source.city
        return
    yield from _PAPER.findall(page.source.publication)
    papers = Counter(_PAPER.findall(page.folded))
    yield from (name for name, _ in sorted(papers.items(), key=lambda item: (-item[1], item[0])))
