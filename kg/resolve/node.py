"""What resolution works on: nodes, each one name of one kind of thing (for people: one name in one article)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Node:
    """Local ids that are one thing without doubt, and what their mentions say.

    Attributes:
        id: sorts and names the node, the same at every build; the smallest of ``locals``.
        family: types that may be one thing count as one family.
        folded: the name, folded. core: what it comes down to.
        types: class name -> summed confidence. surfaces: printed form -> how often, implied mentions left out.
        homes: short names of the cities of its pages; "" for a page of no known city.
        first: the earliest mention. article: where that is, and for people all there is.
        series: the name of a series of events or honours that leaves the edition out, on one page.
        forms: the surfaces, folded.
    """

    id: str
    family: str
    name: str
    folded: str
    core: Core
    first: Place
    types: dict[str, float] = field(default_factory=dict)
    surfaces: dict[str, int] = field(default_factory=dict)
    forms: frozenset[str] = frozenset()
    pages: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    locals: list[str] = field(default_factory=list)
    article: str = ""
    series: bool = False

    @property
    def type(self) -> str:
        """The class name that most of the evidence has."""
        return min(self.types, key=lambda t: (-self.types[t], t))


def make_nodes(statements: Iterable[Statement], naming: Naming, homes: Mapping[str, str]) -> list[Node]:
    """One node for each name, family and scope, sorted by id.

    A person's node is a name in one article; that of a series without its edition, a name on one page.

    Args:
        statements: all statements; those of type are read.
        homes: page id -> short name of its city, where known.
    """
    nodes: dict[tuple[str, str, str], Node] = {}
    cores: dict[tuple[str, str, str], Core] = {}
    folds: dict[str, str] = {}
    for s in statements:
        if s.predicate != IS_A:
            continue
        home = homes.get(s.page, "")
        seen = (s.subject_type, s.subject_name, home or f"{UNKNOWN}{s.page}")
        core = cores.get(seen)
        if core is None:
            core = cores[seen] = naming.core(*seen)
            folds.setdefault(s.subject_name, fold(s.subject_name))
        family = naming.family_of(s.subject_type)
        series = naming.is_series(s.subject_type) and not core.edition
        within = s.article if family == PERSON else f"{s.page}/{core.scope}" if series else core.scope
        key = (family, within, folds[s.subject_name])
        node = nodes.get(key)
        if node is None:
            node = nodes[key] = Node(s.subject, family, s.subject_name, key[2], core, (UNDATED, s.page, 0))
            node.article, node.series = s.article, series
        _note(node, s, home)
    for node in nodes.values():
        _close(node, folds)
    return sorted(nodes.values(), key=lambda n: n.id)


def unwrapped(name: str) -> str:
    """The name without the spaces and line ends that print puts between Chinese characters."""
    return _GAP.sub("", name).strip()


def _note(node: Node, s: Statement, home: str) -> None:
    node.types[s.subject_type] = node.types.get(s.subject_type, 0.0) + s.confidence
    if not s.implied:
        node.surfaces[s.subject_surface] = node.surfaces.get(s.subject_surface, 0) + 1
    node.pages.add(s.page)
    node.homes.add(home)
    node.locals.append(s.subject)
    place = (s.date or UNDATED, s.page, s.subject_start)
    if place < node.first:
        node.first = place


def _close(node: Node, folds: dict[str, str]) -> None:
    """Settle what depends on all mentions: the order they came in must not show."""
    node.locals = sorted(set(node.locals))
    node.id = node.locals[0]
    for surface in node.surfaces:
        if surface not in folds:
            folds[surface] = fold(surface)
    node.forms = frozenset(folds[surface] for surface in node.surfaces)
    same = [surface for surface in node.surfaces if folds[surface] == node.folded]
    node.name = unwrapped(min(same, key=lambda s: (-node.surfaces[s], s)) if same else node.name)
