"""Sets of nodes as entities: type, preferred name, other forms, and an id that more pages do not change.

A new thing's id is a hash of the family and of the *anchor* of the set: the shortest core of the names on its earliest
page, with its city. Legal form, ending and place do not move it, nor for an enterprise its line of business; for people
the name and the city of the posts of that page (or its own) make it. Where two sets have one anchor, the earliest has
the plain id. So a build from nothing gives the ids of one that grew by the dates of its pages. Where an earlier page
comes later, or none of its names stays, an id that was given is kept (``kept``). The entity says which ids it replaces:
those that have gone by a join, and those that its names would have alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from kg.model import Entity, Issued, digest
from kg.resolve.derived import brand
from kg.resolve.kept import Kept
from kg.resolve.naming import Core, Naming
from kg.resolve.node import BODY, PERSON, Node, unwrapped
from kg.resolve.people import LADDER

#: So much of an enterprise's core stands for it, and more where its brand is longer: 时代新材, of 时代新材料科技.
BRAND = 4


@cache
def kebab(name: str) -> str:
    """``GovernmentBody`` as ``government-body``."""
    return "".join(f"-{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


class Namer:
    """Gives sets of nodes their ids, types and names.

    Args:
        naming: the naming rules.
        posts: node id of a person -> key of a body or ladder -> its label.
        names, types: node id -> what a person has decided.
    """

    def __init__(
        self,
        naming: Naming,
        posts: Mapping[str, Mapping[str, str]],
        *,
        names: Mapping[str, str],
        types: Mapping[str, str],
    ) -> None:
        self._naming = naming
        self._posts = posts
        self._names = names
        self._types = types

    def entities(self, sets: Iterable[Sequence[Node]], issued: Issued) -> list[Entity]:
        """An entity for each set, sorted by id; what has an id from an earlier build keeps it."""
        ordered = sorted(sets, key=lambda ns: min((n.first, n.id) for n in ns))
        kept = Kept(ordered, issued)
        taken = kept.taken
        keys = []
        for nodes, id_ in zip(ordered, kept.ids, strict=True):
            keys.append(id_ or self._free_key(nodes, taken))
            taken.add(keys[-1])
        entities = []
        for key, id_, gone, nodes in zip(keys, kept.ids, kept.gone, ordered, strict=True):
            # A series' name without the edition is not this edition's alone.
            alone = {self._key(*self._anchor([n])) for n in nodes if (id_ or len(nodes) > 1) and not n.series}
            entities.append(self._entity(key, nodes, gone | alone - taken))
            taken |= alone
        return sorted(entities, key=lambda e: e.id)

    def _entity(self, key: str, nodes: Sequence[Node], replaces: Iterable[str]) -> Entity:
        type_ = self._type(nodes)
        name = self._name(nodes, type_)
        forms = {unwrapped(surface) for n in nodes for surface in n.surfaces}
        pages = sorted({page for n in nodes for page in n.pages})
        locals_ = sorted({local for n in nodes for local in n.locals})
        return Entity(
            key, (type_,), name, tuple(sorted(forms - {name})), tuple(pages), tuple(locals_), tuple(sorted(replaces))
        )

    def _type(self, nodes: Sequence[Node]) -> str:
        if judged := sorted(self._types[n.id] for n in nodes if n.id in self._types):
            return judged[0]
        weights: dict[str, float] = {}
        for node in nodes:
            for type_, weight in node.types.items():
                weights[type_] = weights.get(type_, 0.0) + weight
        if weights.get("Official"):
            return "Official"
        return min(weights, key=lambda t: (-weights[t], t))

    def _name(self, nodes: Sequence[Node], type_: str) -> str:
        """The fullest official form: what the type's patterns like best, then without a place, then the longest."""
        if judged := sorted(self._names[n.id] for n in nodes if n.id in self._names):
            return judged[0]
        if len(nodes) == 1:
            return nodes[0].name
        patterns, extra = self._naming.style(type_).full, self._naming.style(type_).start

        def rank(node: Node) -> tuple[int, bool, int, int, str]:
            grade = next((i for i, p in enumerate(patterns) if p.search(node.name)), len(patterns))
            if type_ == "Company" and extra.match(node.folded):
                grade = len(patterns) + 1
            placed = self._naming.style(type_).district and bool(self._naming.leading_place(node.folded))
            return grade, placed, -len(node.folded), -sum(node.surfaces.values()), node.name

        return min(nodes, key=rank).name

    def _free_key(self, nodes: Sequence[Node], taken: set[str]) -> str:
        family, parts = self._anchor(nodes)
        key = self._key(family, parts)
        if key not in taken:
            return key
        first = min(nodes, key=lambda n: (n.first, n.id))
        more = [*sorted(self._posts.get(first.id, {}).values()), first.name, first.article, first.id]
        keys = (self._key(family, (*parts, *more[:size])) for size in range(1, len(more) + 1))
        return next(key for key in keys if key not in taken)

    @staticmethod
    def _key(family: str, parts: Sequence[str]) -> str:
        return f"{kebab(family)}/{digest(family, *parts)}"

    def _anchor(self, nodes: Sequence[Node]) -> tuple[str, tuple[str, ...]]:
        if nodes[0].family == PERSON:
            return PERSON, self._person(_earliest(nodes))
        anchors = [(self._brand(n.core, n), n.family) for n in _earliest(nodes)]
        core, family = min(anchors, key=lambda a: (not a[0].edition, len(a[0].text), a[0].text, a[0].scope, a[1]))
        return family, (core.scope, core.text, core.edition)

    def _brand(self, core: Core, node: Node) -> Core:
        """For enterprises, the core without place and line of business, which short names leave out."""
        if node.family != BODY or self._naming.style(node.read).implied:
            return core
        rest = core.text[len(self._naming.leading_place(core.text)) :]
        if self._naming.short.house.search(core.text):
            return core
        if self._naming.short.bare.fullmatch(rest):
            rest = core.text
        return Core("", rest[: max(BRAND, len(brand(rest, self._naming)))])

    def _person(self, nodes: Sequence[Node]) -> tuple[str, ...]:
        """The name with the city whose leading bodies the person is of, else that of the page.

        Somebody who is no official and has no post, whom nothing joins to another page, is that page's.
        """
        posts = {k for n in nodes for k in self._posts.get(n.id, {})}
        cities = {self._naming.city(k.removeprefix(LADDER)) for k in posts if k.startswith(LADDER)}
        homes = [h for n in nodes for h in sorted(n.homes - {""})]
        where = () if posts or any("Official" in n.types for n in nodes) else (nodes[0].first[1],)
        return min(cities, default=homes[0] if homes else ""), nodes[0].folded, *where


def _earliest(nodes: Sequence[Node]) -> list[Node]:
    """The nodes of the earliest page, by their places."""
    ordered = sorted(nodes, key=lambda n: (n.first, n.id))
    return [n for n in ordered if n.first[:2] == ordered[0].first[:2]]
