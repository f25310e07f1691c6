"""Posts in time as RDF: memberships and posts of the W3C's Organization Ontology, intervals and instants of OWL-Time.

An interval goes from the first to the last sighting, not from appointment to relief; each instant says how exactly it
is known. Sources: https://www.w3.org/TR/vocab-org/, https://www.w3.org/TR/owl-time/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from operator import attrgetter

import pyoxigraph as ox

from kg.export.shelf import Shelf
from kg.export.terms import DCTERMS, ORG, PROV, RDF, RDFS, TIME, XSD, Row, boolean, term, zh
from kg.model import Graph, Membership, Statement, digest
from kg.ontology import KG

#: Shape of a date -> the property that gives an instant its value, the value's type, and the unit it is exact to.
_EXACTNESS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "inXSDDate", "date", "unitDay"),
    (re.compile(r"\d{4}-\d\d"), "inXSDgYearMonth", "gYearMonth", "unitMonth"),
    (re.compile(r"\d{4}"), "inXSDgYear", "gYear", "unitYear"),
)
#: The predicate that tells of posts.
HOLDS = "holdsPost"
#: All that a membership says, but for the statements that say so.
_PLAIN = attrgetter(*(f.name for f in fields(Membership) if f.name != "statements"))


class PostTriples:
    """The triples about posts, of the whole graph or as far as one page says them.

    Args:
        has: whether the RDF has the entity with this id; posts of others are left out.
        tells: whether the RDF has the statement.
        base: start of the IRIs, ends in a slash.
    """

    def __init__(self, graph: Graph, has: Callable[[str], bool], tells: Callable[[Statement], bool], base: str) -> None:
        self._base = base
        self._graph = graph
        self._has = has
        self._tells = tells

    def all(self) -> Iterator[Row]:
        """What all pages say of posts."""
        posts = Shelf(((m.body, m.title) for m in self._graph.memberships if self._held(m)), 2)
        yield from self._triples(filter(self._held, self._graph.memberships), self._sighting, posts.all())

    def on(self, said: Mapping[str, Statement]) -> Iterator[Row]:
        """What a page's statements, by their ids, say of posts; all pages together say what ``all`` does."""
        held = self._held_by(said)
        yield from self._triples(held, said.get, sorted({(m.body, m.title) for m in held}))

    def told(self, said: Mapping[str, Statement]) -> list[tuple[object, ...]]:
        """All that ``on`` looks at, beside the statements, as plain values."""
        return [
            (*_PLAIN(m), [s for s in m.statements if s in said], self._befores(m), self._graph.by_id[m.body].name)
            for m in self._held_by(said)
        ]

    def _held_by(self, said: Mapping[str, Statement]) -> list[Membership]:
        sightings = (id_ for id_, s in said.items() if s.predicate == HOLDS)
        numbers = {n for id_ in sightings for (n,) in self._told.find(id_)}
        return [m for n in sorted(numbers) if self._held(m := self._graph.memberships[n])]

    def _befores(self, m: Membership) -> list[str]:
        return [before for _, before in self._before.find(m.id)]

    def _held(self, m: Membership) -> bool:
        return self._has(m.person) and self._has(m.body)

    def _sighting(self, id_: str) -> Statement | None:
        return next((self._graph.statements[n] for (n,) in self._sightings.find(id_)), None)

    @cached_property
    def _sightings(self) -> Shelf:
        """Id of a statement -> its place in the graph."""
        told = enumerate(self._graph.statements)
        return Shelf(((s.id, n) for n, s in told if s.predicate == HOLDS and self._tells(s)), 2)

    @cached_property
    def _told(self) -> Shelf:
        """Id of a statement -> places of the memberships that it tells of."""
        return Shelf(((id_, n) for n, m in enumerate(self._graph.memberships) for id_ in m.statements), 2)

    @cached_property
    def _before(self) -> Shelf:
        """Id of a membership -> place of a succession and id of the membership before."""
        return Shelf(((s.after.id, n, s.before.id) for n, s in enumerate(self._graph.successions)), 3)

    def _triples(
        self, held: Iterable[Membership], said: Callable[[str], Statement | None], posts: Iterable[tuple[str, ...]]
    ) -> Iterator[Row]:
        instants: set[str] = set()  # no more than there are days
        for m in held:
            found = {id_: s for id_ in m.statements if (s := said(id_))}
            yield from self._membership(m, found)
            ends = self._ends(m, found.values())
            instants |= set(ends.values())
            yield from self._interval(m, ends)
        for body, title in posts:
            yield from self._post(body, title)
        for date in sorted(instants):
            yield from self._instant(date)

    def _node(self, key: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self._base}id/{key}")

    def _membership(self, m: Membership, said: Iterable[str]) -> Iterator[Row]:
        node = self._node(f"membership/{m.id}")
        yield node, term(RDF + "type"), term(ORG + "Membership")
        yield node, term(RDF + "type"), term(KG + "Membership")
        yield node, term(ORG + "member"), self._node(m.person)
        yield node, term(ORG + "organization"), self._node(m.body)
        yield node, term(KG + "post"), self._post_node(m.body, m.title)
        yield node, term(KG + "acting"), boolean(m.acting)
        yield node, term(KG + "former"), boolean(m.former)
        for before in self._befores(m):
            yield node, term(KG + "follows"), self._node(f"membership/{before}")
        if m.first:
            yield node, term(ORG + "memberDuring"), self._node(f"interval/{m.id}")
        for id_ in said:
            yield node, term(PROV + "wasDerivedFrom"), self._node(f"statement/{id_}")

    @staticmethod
    def _ends(m: Membership, said: Iterable[Statement]) -> dict[str, str]:
        """hasBeginning and hasEnd -> the date, where one of these statements has it."""
        dates = {part for s in said if s.date for part in s.date.split("/")}
        ends = {"hasBeginning": m.first, "hasEnd": m.last}
        return {name: date for name, date in ends.items() if date in dates and _exactness(date)}

    def _interval(self, m: Membership, ends: Mapping[str, str]) -> Iterator[Row]:
        if m.first:
            node = self._node(f"interval/{m.id}")
            yield node, term(RDF + "type"), term(TIME + "Interval")
            for name, date in ends.items():
                yield node, term(TIME + name), self._node(f"instant/{date}")

    def _post_node(self, body: str, title: str) -> ox.NamedNode:
        return self._node(f"post/{digest(body, title)}")

    def _post(self, body: str, title: str) -> Iterator[Row]:
        node = self._post_node(body, title)
        yield node, term(RDF + "type"), term(ORG + "Post")
        yield node, term(RDF + "type"), term(KG + "Post")
        yield node, term(RDFS + "label"), zh(self._graph.by_id[body].name + title)
        yield node, term(ORG + "postIn"), self._node(body)
        if title:
            yield node, term(KG + "title"), zh(title)

    def _instant(self, date: str) -> Iterator[Row]:
        node = self._node(f"instant/{date}")
        property_, datatype, unit = _exactness(date)
        yield node, term(RDF + "type"), term(TIME + "Instant")
        yield node, term(TIME + property_), ox.Literal(date, datatype=term(XSD + datatype))
        yield node, term(DCTERMS + "date"), ox.Literal(date)
        yield node, term(KG + "granularity"), term(TIME + unit)


def _exactness(date: str) -> tuple[str, ...]:
    """Property, type and unit of a date; () for what is no date."""
    return next((tuple(found) for pattern, *found in _EXACTNESS if pattern.fullmatch(date)), ())
