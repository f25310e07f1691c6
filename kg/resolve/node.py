"""What resolution works on: nodes, each one name of one kind of thing (for people: one name in one article)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum

from kg.model import IS_A, Statement
from kg.resolve.naming import Core, Naming, fold

_GAP = re.compile(r"\s+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])\s+")
#: Where a mention stands in time and place: date, page, offset. Sorts earlier pages first, undated ones last.
Place = tuple[str, str, int]
#: The family of people, whose names say little: a node is one name in one article.
PERSON = "person"
#: The family of enterprises, institutions and organs of state.
BODY = "body"
#: Before the page id, stands for the city of a page of no known city.
UNKNOWN = "?"
#: Sorts behind every date.
UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class Node:
    """Local ids that are one thing without doubt, and what their mentions say.

    Attributes:
        id: sorts and names the node, the same at every build; the smallest of ``locals``.
        family: types that may be one thing count as one family.
        folded: the name, folded. core: what it comes down to.
        first: the earliest mention. article: the article of that, and for people all there is. read: the type it has.
        types: class name -> summed confidence. surfaces: printed form -> how often, implied mentions left out.
        forms: the surfaces that differ from the name, folded.
        homes: short names of the cities of its pages; "" for a page of no known city.
        series: the name of a series of events or honours that leaves the edition out, on one page.
    """

    id: str
    family: str
    name: str
    folded: str
    core: Core
    first: Place
    article: str
    read: str
    types: Mapping[str, float]
    surfaces: Mapping[str, int]
    forms: frozenset[str]
    pages: frozenset[str]
    homes: frozenset[str]
    locals: tuple[str, ...]
    series: bool = False

    @property
    def type(self) -> str:
        """The class name that most of the evidence has."""
        if len(self.types) == 1:
            return next(iter(self.types))
        return min(self.types, key=lambda t: (-self.types[t], t))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the naming rules make of a name: the key of its node, but for the article or page, and its core."""

    type: str
    family: str
    folded: str
    core: Core
    series: bool


@dataclass(slots=True)
class _Group:
    """The statements of a node, and how, when and in which article the earliest of them reads its name."""

    reading: _Reading
    place: Place
    article: str
    said: list[Statement] = field(default_factory=list)

    def label(self) -> tuple[str, str]:
        """What parts two of one place."""
        return self.article, self.reading.type


def make_nodes(statements: Iterable[Statement], naming: Naming, homes: Mapping[str, str]) -> list[Node]:
    """One node for each name, family and scope, sorted by id.

    A person's node is a name in one article; that of a series without its edition, a name on one page.

    Args:
        statements: all statements; those of type are read.
        homes: page id -> short name of its city, where known.
    """
    readings: dict[tuple[str, str, str], _Reading] = {}
    groups: dict[tuple[str, str, str], _Group] = {}
    for s in statements:
        if s.predicate == IS_A:
            seen = (s.subject_type, s.subject_name, homes.get(s.page) or f"{UNKNOWN}{s.page}")
            reading = readings.get(seen)
            if reading is None:
                reading = readings[seen] = _read(seen, naming)
            within = reading.core.scope
            if reading.family == PERSON:
                within = s.article
            elif reading.series:
                within = f"{s.page}/{within}"
            key = (reading.family, within, reading.folded)
            place = (s.date or UNDATED, s.page, s.subject_start)
            group = groups.get(key)
            if group is None:
                group = groups[key] = _Group(reading, place, s.article)
            elif place < group.place or (place == group.place and (s.article, reading.type) < group.label()):
                group.reading, group.place, group.article = reading, place, s.article
            group.said.append(s)
    readings.clear()
    maker = _Maker(homes)
    return sorted((maker.node(group) for group in groups.values()), key=lambda n: n.id)


def _read(seen: tuple[str, str, str], naming: Naming) -> _Reading:
    type_, name, _ = seen
    core = naming.core(*seen)
    return _Reading(type_, naming.family_of(type_), fold(name), core, naming.is_series(type_) and not core.edition)


class _Maker:
    """Makes nodes of statements; nodes share what many have alike, which keeps a million of them small."""

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes = homes
        self._shared: dict[frozenset[str], frozenset[str]] = {}
        self._folds: dict[str, str] = {}

    def node(self, made: _Group) -> Node:
        """The node of these statements; the order they came in does not show."""
        reading, group = made.reading, made.said
        locals_ = sorted({s.subject for s in group})
        surfaces: dict[str, int] = {}
        for s in group:
            if not s.implied:
                surfaces[s.subject_surface] = surfaces.get(s.subject_surface, 0) + 1
        same = [surface for surface in surfaces if self._fold(surface) == reading.folded]
        name = min(same, key=lambda s: (-surfaces[s], s)) if same else min(s.subject_name for s in group)
        return Node(
            id=locals_[0],
            family=reading.family,
            name=unwrapped(name),
            folded=reading.folded,
            core=reading.core,
            first=made.place,
            article=made.article,
            read=reading.type,
            types=_weights(group),
            surfaces=surfaces,
            forms=self._share({self._fold(surface) for surface in surfaces} - {reading.folded}),
            pages=self._share({s.page for s in group}),
            homes=self._share({self._homes.get(s.page, "") for s in group}),
            locals=tuple(locals_),
            series=reading.series,
        )

    def _fold(self, surface: str) -> str:
        if surface not in self._folds:
            self._folds[surface] = fold(surface)
        return self._folds[surface]

    def _share(self, values: set[str]) -> frozenset[str]:
        frozen = frozenset(values)
        return self._shared.setdefault(frozen, frozen)


def _weights(group: Iterable[Statement]) -> dict[str, float]:
    """Class name -> summed confidence, exact, so that no order shows."""
    said: dict[str, list[float]] = {}
    for s in group:
        said.setdefault(s.subject_type, []).append(s.confidence)
    return {type_: fsum(sure) for type_, sure in said.items()}


def unwrapped(name: str) -> str:
    """The name without the spaces and line ends that print puts between Chinese characters."""
    return name if name.split() == [name] else _GAP.sub("", name).strip()
