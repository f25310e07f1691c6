"""Places that a dictionary has, with the proof that short and ambiguous forms need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.ontology import City, Entry, Ontology
from kg.recognise.longest import Longest
from kg.recognise.words import Segmenter

#: Levels of divisions, the widest first.
LEVELS = ("province", "city", "county", "town")

#: Before a place where something is, goes or comes from, and behind it.
_TOWARDS = re.compile(
    "(?:[从往赴抵离]|来自|[位在地]于|落[户地子]|走[进向]|[^存实现潜所内外]在|[来回直走送运销]到|远至|^在)$"
)
_AFTER = re.compile(
    "[、,。;的等和与及,有建设开举召]|(?:工厂|基地|分公司|县城|城区|市区|境内|一带|当地|两地|三地|成立|投产|揭牌|签约)|$"
)
#: What a clause begins behind.
_EDGES = frozenset(",。;:!?、\n“")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place's form in an article's text: its half-open span, and what the dictionary says of it."""

    start: int
    end: int
    entry: Entry

    @property
    def level(self) -> str:
        """province, city, county, town, country, region or nature."""
        return self.entry.fields.get("level", "")

    @property
    def parents(self) -> tuple[str, ...]:
        """Full names of what it may be part of."""
        parents = self.entry.fields.get("parent", "")
        return tuple(parents.split("|")) if parents else ()


class Gazetteer:
    """Finds places, and knows what they are part of.

    Args:
        entries: rows of type Place; ``level``, ``parent`` and ``when`` among their fields.
    """

    def __init__(self, ontology: Ontology) -> None:
        self._full: dict[str, Entry] = {}
        self._last: dict[str, Entry] = {}
        for entry in ontology.entries:
            if entry.type == "Place":
                self._full.setdefault(entry.form, entry)
                self._last[entry.form] = entry
        self._forms = Longest(self._last)
        self._cities: dict[tuple[str, bool], City | None] = {}

    def find(self, text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Spot]:
        """The longest form at each place, proved or not, in order."""
        for start, end in spans:
            for at, stop in self._forms.find(text, start, end):
                entry = self._last[text[at:stop]]
                yield Spot(at, stop + _ranked(entry, text[stop : stop + 1]), entry)

    def entry(self, form: str) -> Entry | None:
        """The row of a form."""
        return self._full.get(form)

    def city(self, name: str, *, county: bool = False) -> City | None:
        """A profile made from the divisions, for a city (株洲 or 株洲市) that has none of its own.

        Args:
            county: a city of a county's rank (醴陵, whose name may be a word as well) will do.
        """
        if (name, county) not in self._cities:
            self._cities[name, county] = self._city(name, county=county)
        return self._cities[name, county]

    def _city(self, name: str, *, county: bool) -> City | None:
        entry = self._full.get(name)
        small = county and entry is not None and entry.fields.get("level") == "county" and entry.name.endswith("市")
        if entry is None or not (small or entry.fields.get("level") == "city"):
            return None
        above = self._full.get(entry.fields.get("parent", ""))
        province = self._full.get(above.fields.get("parent", ""), above) if above and small else above
        short = entry.name[:-1] if entry.name.endswith("市") else entry.form
        districts = [
            e.form
            for e in self._full.values()
            if e.fields.get("level") == "county" and e.fields.get("parent") == entry.name and e.form == e.name
        ]
        if province is None:
            return City(short, entry.name, short, entry.name, districts=tuple(districts))
        form = next((f for f, e in self._full.items() if e.name == province.name and f != e.name), province.name)
        return City(short, entry.name, form, province.name, districts=tuple(districts))


def _ranked(entry: Entry, after: str) -> int:
    """1 where the short form of an autonomous county or prefecture has its rank behind it: 靖州县, 湘西州."""
    ranked = after != "" and after in "县州" and entry.form != entry.name and not entry.form.endswith("自治" + after)
    return int(ranked and entry.name.endswith("自治" + after))


def proved(spots: Sequence[Spot], text: str, page: str, city: City | None, segmenter: Segmenter) -> list[Spot]:
    """The spots that need no proof or have it: the full form on the page, the home city's, or after what holds it."""
    kept: list[Spot] = []
    printed = cache(page.__contains__)
    for spot in spots:
        if text.startswith("湾", spot.end):
            continue  # 杭州 of 杭州湾
        when = spot.entry.fields.get("when")
        if when == "edge" and not _is_word(spot, text, segmenter):
            continue
        said = when == "address" and _is_addressed(spot, kept, text) and _is_word(spot, text, segmenter)
        if said or when not in {"evidence", "address"} or _proved(spot, kept, printed, city, segmenter):
            kept.append(spot)
    return kept


def _is_addressed(spot: Spot, before: Sequence[Spot], text: str) -> bool:
    """Whether something is there, goes there or comes from there: 在诸暨、宜宾的工厂; 邳州的甲公司."""
    if not _AFTER.match(text, spot.end):
        return False
    listed = bool(before) and before[-1].end == spot.start - 1 and text[spot.start - 1] in "、和与"
    clause = text.startswith("的", spot.end) and (spot.start == 0 or text[spot.start - 1] in _EDGES)
    return listed or clause or bool(_TOWARDS.search(text, max(0, spot.start - 2), spot.start))


def _is_word(spot: Spot, text: str, segmenter: Segmenter) -> bool:
    """Whether it is no part of two other words: 华北 of 清华北大."""
    at = max(0, spot.start - 3)
    for word in segmenter.cut(text[at : spot.end + 3]):
        if at == spot.start:
            return True
        at += len(word)
    return False


def _proved(
    spot: Spot, before: Sequence[Spot], printed: Callable[[str], bool], city: City | None, segmenter: Segmenter
) -> bool:
    entry = spot.entry
    if spot.end - spot.start > len(entry.form):
        return True
    if entry.form != entry.name and printed(entry.name):
        return segmenter.tag(entry.form) in {"ns", "nz", "n", ""}
    if city and spot.level == "county" and entry.name in city.districts:
        return segmenter.tag(entry.form) in {"ns", ""}
    return bool(before) and before[-1].end == spot.start and before[-1].entry.name in spot.parents
