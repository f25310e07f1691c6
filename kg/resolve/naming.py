"""What is left of a name when everything that print may leave out is left out: the core that two forms share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from kg.errors import OntologyError
from kg.ontology import Ontology, read_toml
from kg.resolve.styles import NOTHING, PostStyle, ShortStyle, Style

_NOISE = re.compile(r"[\s\"'“”‘’「」《》<>·•・,、\-—]")
#: Endings of places that many cities have.
_SMALL = re.compile("(?:[镇乡村路街道区园场馆楼桥站社]|中心|大厦|学校)$")
#: Names whose folded forms are kept for when they come again.
FOLDED = 1 << 16
#: Texts whose leading places are.
ASKED = 1 << 16
#: The country, left out at the front of a name wherever it is printed.
COUNTRY = "中国"
#: A company's core of so many characters may be somebody else's in another city.
BRIEF = 2


@lru_cache(FOLDED)
def fold(name: str) -> str:
    """The name in half width and lower case, without quotes, brackets of titles, dots and spaces."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold()


@dataclass(frozen=True, slots=True)
class Core:
    """What a name comes down to.

    Attributes:
        scope: short name of the city or place whose thing it is; "" for a name that says it all.
        text: the core. edition: edition and year of a series.
    """

    scope: str
    text: str
    edition: str = ""


@dataclass(frozen=True)
class Naming:
    """The naming rules of the ontology folder, with its places.

    Attributes:
        styles: by class name. family: class name -> family. confusable: pairs of families, both ways.
        places: folded form of a place -> folded full name. homes: district or full name -> short name of its city.
        words: forms of places that are words as well, or short forms of counties: a place on pages of their city alone.
        provinces: short name of a city -> that of its province. brands: names by which the press knows companies.
    """

    styles: Mapping[str, Style]
    family: Mapping[str, str]
    confusable: frozenset[tuple[str, str]]
    short: ShortStyle
    ladder: re.Pattern[str]
    posts: PostStyle
    places: Mapping[str, str]
    homes: Mapping[str, str]
    initials: Mapping[str, str]
    words: frozenset[str] = frozenset()
    provinces: Mapping[str, str] = field(default_factory=dict)
    brands: frozenset[str] = frozenset()
    _default: Style = field(default_factory=Style)

    def style(self, type_: str) -> Style:
        """The style of a type; the plain one where naming.toml has no table."""
        return self.styles.get(type_, self._default)

    def family_of(self, type_: str) -> str:
        """The family whose members may be one thing; a type outside all families is its own."""
        return self.family.get(type_, type_)

    def is_series(self, type_: str) -> bool:
        """Whether things of this type come in editions."""
        return self.style(type_).edition is not NOTHING

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.places), default=0)

    @cached_property
    def leading_place(self) -> Callable[[str], str]:
        """The longest place form at the front of a folded text that leaves something, or "" (asked often)."""
        return lru_cache(maxsize=ASKED)(self._leading_place)

    def _leading_place(self, text: str) -> str:
        for size in range(min(self._longest, len(text) - 1), 1, -1):
            if text[:size] in self.places:
                return text[:size]
        return ""

    def front_place(self, text: str, home: str) -> str:
        """As leading_place, but a form that is a word as well (城东, 东方) counts in its own city ``home`` alone."""
        for size in range(min(self._longest, len(text) - 1), 1, -1):
            if text[:size] in self.places and self._is_place(text[:size], home):
                return text[:size]
        return ""

    def is_division(self, place: str) -> bool:
        """Whether a form is a province, city or county of the country, and not another country or place."""
        full = self.places.get(place, place)
        return full in self.homes or _short(full) in self._divisions

    @cached_property
    def _divisions(self) -> frozenset[str]:
        return frozenset({*self.homes.values(), *self.provinces}) | self.regions

    @cached_property
    def regions(self) -> frozenset[str]:
        """Short names of the provinces, without the cities that are one."""
        return frozenset(self.provinces.values())

    def _is_place(self, form: str, home: str) -> bool:
        return form not in self.words or self.homes.get(self.places[form]) == home

    def city(self, place: str) -> str:
        """The short name of a place: 株洲 for 株洲市."""
        full = self.places.get(place, place)
        return self.homes.get(full, _short(full))

    def short_name(self, place: str) -> str:
        """A city without 市 (株洲), any other place as it is (天元区, and 醴陵市, which is a part of 株洲)."""
        city = self.city(place)
        return city if self.places.get(place, place) in (f"{city}市", f"{city}省") else place

    def led_place(self, body: str) -> str:
        """The place whose leading bodies (Party, government, congress, CPPCC) this is one of, or "".

        A district is named without its city: 天元区 for 株洲市天元区委, and 攸县 for 攸县县委.
        """
        found = self.ladder.match(fold(body))
        if not found:
            return ""
        place = found[1] if found[1] in self.places and found[1][-1] == found[2][0] else found[1] + found[2][0]
        rest = place[len(self.leading_place(place)) :]
        return rest if rest in self.homes else place

    def core(self, type_: str, name: str, home: str) -> Core:
        """The core of a name of this type on a page of the city ``home`` (its short name)."""
        style = self.style(type_)
        text = fold(name)
        if type_ == "Place":
            return self._place_core(text, home)
        for pattern, other in style.replace:
            text = pattern.sub(other, text)
        edition = " ".join(sorted({_edition(part) for part in style.edition.findall(text)}))
        if edition:
            text = style.edition.sub("", text) or text
        scope = self._scope(text, home, style)
        if style.place:
            scope, text = self._without_place(text, scope, style)
        trimmed = _trim(text, style)
        many = self.short.bare if type_ == "Company" else style.generic if type_ == "Organization" else NOTHING
        if many.fullmatch(trimmed):
            return Core(home, text, edition)
        return Core(scope, trimmed, edition)

    def _scope(self, text: str, home: str, style: Style) -> str:
        """Whose thing a name is that says no place: the page's city's or province's, or everybody's."""
        if ranked := style.ranked.match(text):
            return self.provinces.get(home, home) if ranked[1] else home
        return home if style.local and not style.wide.search(text) else ""

    def _without_place(self, text: str, scope: str, style: Style) -> tuple[str, str]:
        within = scope
        while (place := self.front_place(text, within)) and len(text) - len(place) >= style.least:
            if not self._is_seat(place):
                break  # 苏州新加坡工业园 is no park of Singapore
            full = self.places[place]
            within = self.city(place)
            scope = self.homes.get(full, _short(full)) if style.district else _short(full)
            text = text[len(place) :]
        return scope, text

    def _is_seat(self, place: str) -> bool:
        """Whether the place may be where a park or an industry is: a part of the country, or all of it."""
        return place == COUNTRY or self.is_division(place) or self.places[place][-1] in "市区县州旗"

    def _place_core(self, name: str, home: str) -> Core:
        """A known place is its full name, wherever; a small one its last component, in the city it is told of.

        Any other is all of its name: what a place at its front leaves may be somebody else's as well.
        """
        generic = self.style("Place").generic
        if generic.fullmatch(name):
            return Core(f"somewhere in {home}", name)
        if name in self.places and self._is_place(name, home):
            return Core("", self.places[name])
        text, scope, within = name, home, home
        while place := self.front_place(text, within):
            rest, within = text[len(place) :], self.city(place)
            if text != name and not self.is_division(place):
                break
            known = rest in self.places and not generic.fullmatch(rest)
            if known and self._is_place(rest, within) and self.is_division(place):
                return Core("", self.places[rest])
            if rest == "地区":
                return Core("", self.places[place])
            if len(rest) < self.style("Place").least:
                break
            # A town is no scope: its villages are told of with it or without.
            scope, text = (scope if place.endswith(_TOWNS) else self.short_name(self.places[place])), rest
        text = self.style("Place").start.sub("", text)
        if _SMALL.search(text):
            return Core(scope, text)
        return Core("", name[:-1] if len(name) > 2 and name[-1] == "市" else name)


_TOWNS = ("镇", "乡", "街道", "办事处")


def _edition(text: str) -> str:
    """One way to write an edition or a year: 第一届 for 首届, 2021 for 2021年度."""
    return text.replace("首", "第一").removesuffix("度").removesuffix("年")


def _trim(text: str, style: Style) -> str:
    """Leave out what may stand at the front and the end, while enough remains."""
    cut = style.start.sub("", text)
    if len(cut) >= style.least:
        text = cut
    while (cut := style.end.sub("", text)) != text and len(cut) >= style.least:
        text = cut
    return text


def load_naming(ontology: Ontology) -> Naming:
    """The rules of ``naming.toml`` in the ontology folder, and the places of its dictionaries.

    Raises:
        OntologyError: the file is missing or malformed, or a pattern is no regular expression.
    """
    path = ontology.folder / "naming.toml"
    table = read_toml(path)
    try:
        families = {type_: family for family, types in table.pop("families").items() for type_ in types}
        pairs = [tuple(families.get(t, t) for t in pair) for pair in table.pop("confusable")["pairs"]]
        short = table.pop("short")
        ladder = re.compile(table.pop("ladder")["top"])
        posts = PostStyle(**{key: re.compile(pattern) for key, pattern in table.pop("posts").items()})
        styles = {name: _style(row) for name, row in table.items()}
        organ = frozenset(short.pop("organ"))
        short_style = ShortStyle(**{key: re.compile(pattern) for key, pattern in short.items()}, organ=organ)
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise OntologyError(
            f"malformed ({error!r})", where=str(path), advice="its head comment names the fields"
        ) from error
    confusable = frozenset(p for a, b in pairs for p in ((a, b), (b, a)))
    return Naming(
        styles, families, confusable, short_style, ladder, posts,
        _places(ontology), _homes(ontology), _initials(ontology), _words(ontology), _provinces(ontology),
        _brands(ontology),
    )  # fmt: skip


def _style(row: Mapping[str, Any]) -> Style:
    values = dict(row)
    for key in ("start", "end", "edition", "wide", "ranked", "generic"):
        if key in values:
            values[key] = re.compile(values[key])
    values["replace"] = tuple((re.compile(a), b) for a, b in values.get("replace", ()))
    values["full"] = tuple(re.compile(p) for p in values.get("full", ()))
    return Style(**values)


def _places(ontology: Ontology) -> dict[str, str]:
    """Folded form -> folded full name; where two places bear a form, the form stands for itself."""
    names: dict[str, set[str]] = {}
    for entry in ontology.entries:
        if entry.type == "Place" and len(entry.form) > 1:
            names.setdefault(fold(entry.form), set()).add(fold(entry.name))
    for city in ontology.cities.values():
        for form, full in (
            (city.name, city.full),
            (city.province, city.province_full),
            *((d, d) for d in city.districts),
        ):
            if form and full:
                names[fold(form)] = {fold(full)}
                names.setdefault(fold(full), {fold(full)})
    return {form: min(full) if len(full) == 1 else form for form, full in names.items()}


def _homes(ontology: Ontology) -> dict[str, str]:
    """Full name of a city or a part of one -> the city's short name; names that parts of two cities bear left out."""
    homes = {}
    for entry in ontology.entries:
        parent = entry.fields.get("parent", "")
        if entry.fields.get("level") == "county" and entry.form == entry.name and parent and "|" not in parent:
            homes[fold(entry.name)] = _short(fold(parent))
    return homes | {d: city.name for city in ontology.cities.values() for d in (city.full, *city.districts)}


def _words(ontology: Ontology) -> frozenset[str]:
    """Forms of places that a page must prove, but for the parts of cities with a profile."""
    known = {d[:-1] for city in ontology.cities.values() for d in city.districts}
    doubtful = {fold(e.form) for e in ontology.entries if e.type == "Place" and e.fields.get("when") == "evidence"}
    return frozenset(doubtful - known)


def _brands(ontology: Ontology) -> frozenset[str]:
    """The names of ``names/brands.tsv``; none where an ontology has no such list."""
    path = ontology.folder / "names" / "brands.tsv"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return frozenset(line for line in lines if not line.startswith("#"))


def _provinces(ontology: Ontology) -> dict[str, str]:
    return {
        _short(fold(e.name)): _short(fold(e.fields["parent"]))
        for e in ontology.entries
        if e.fields.get("level") == "city" and e.fields.get("parent") and "|" not in e.fields["parent"]
    }


def _short(full: str) -> str:
    return full[:-1] if len(full) > 2 and full[-1] in "市省" else full


def _initials(ontology: Ontology) -> dict[str, str]:
    return {city.name: city.initial for city in ontology.cities.values() if city.initial}
