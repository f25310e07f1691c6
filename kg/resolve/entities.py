"""Sets of nodes as entities: type, preferred name, other forms, and an id that more pages do not change.

An id is a hash of the family and of the *anchor* of the set: the shortest core of the names on its earliest page,
with its city. Legal form, ending and place do not move it, nor for an enterprise its line of business, nor anything
seen on a later page; for people the name and the city of their posts (or pages) make it. Where two sets have one
anchor, the earliest keeps the plain id. So pages added in the order of their dates rename nothing but what they join.
An earlier page that names the thing by another core moves the id, and of two sets that a page joins, one id goes: the
entity says which ids it replaces, namely those that its names would have alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from kg.model import Entity, digest
from kg.resolve.derived import brand
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

    def entities(self, sets: Iterable[Sequence[Node]]) -> list[Entity]:
        """An entity for each set, sorted by id."""
        taken: set[str] = set()
        keyed = []
        for nodes in sorted(sets, key=lambda ns: min((n.first, n.id) for n in ns)):
            key = self._free_key(nodes, taken)
            taken.add(key)
            keyed.append((key, nodes))
        entities = []
        for key, nodes in keyed:
            replaces = {self._key(*self._anchor([n])) for n in nodes} - taken if len(nodes) > 1 else set()
            taken |= replaces
            entities.append(self._entity(key, nodes, replaces))
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
        patterns = self._naming.style(type_).full

        def rank(node: Node) -> tuple[int, bool, int, int, str]:
            grade = next((i for i, p in enumerate(patterns) if p.search(node.name)), len(patterns))
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
            return PERSON, (self._realm(nodes), min(n.folded for n in nodes))
        page = min(n.first for n in nodes)[:2]
        anchors = [(self._brand(n.core, n), n.family) for n in nodes if n.first[:2] == page]
        core, family = min(anchors, key=lambda a: (not a[0].edition, len(a[0].text), a[0].text, a[0].scope, a[1]))
        return family, (core.scope, core.text, core.edition)

    def _brand(self, core: Core, node: Node) -> Core:
        """For enterprises, the core without place and line of business, which short names leave out."""
        if node.family != BODY or self._naming.style(node.type).implied:
            return core
        rest = core.text[len(self._naming.leading_place(core.text)) :]
        if self._naming.short.house.search(core.text):
            return core
        if self._naming.short.bare.fullmatch(rest):
            rest = core.text
        return Core("", rest[: max(BRAND, len(brand(rest, self._naming)))])

    def _realm(self, nodes: Sequence[Node]) -> str:
        """The city whose leading bodies the person is of, else that of the earliest page."""
        ladders = {k for n in nodes for k in self._posts.get(n.id, {}) if k.startswith(LADDER)}
        homes = [h for n in sorted(nodes, key=lambda n: (n.first, n.id)) for h in sorted(n.homes - {""})]
        return min((self._naming.city(k.removeprefix(LADDER)) for k in ladders), default=homes[0] if homes else "")
