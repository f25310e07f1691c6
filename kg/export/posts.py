"""Posts in time as RDF: memberships and posts of the W3C's Organization Ontology, intervals and instants of OWL-Time.

An interval goes from the first to the last sighting, not from appointment to relief; each instant says how exactly it
is known. Sources: https://www.w3.org/TR/vocab-org/, https://www.w3.org/TR/owl-time/
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.export.terms import DCTERMS, ORG, PROV, RDF, RDFS, TIME, XSD, Row, boolean, term, zh
from kg.model import Entity, Graph, Membership, Statement, digest
from kg.ontology import KG

#: Shape of a date -> the property that gives an instant its value, the value's type, and the unit it is exact to.
_EXACTNESS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "inXSDDate", "date", "unitDay"),
    (re.compile(r"\d{4}-\d\d"), "inXSDgYearMonth", "gYearMonth", "unitMonth"),
    (re.compile(r"\d{4}"), "inXSDgYear", "gYear", "unitYear"),
)


class PostTriples:
    """The triples about posts, of the whole graph or as far as one page says them.

    Args:
        entities: those that the RDF has; posts of others are left out.
        statements: page id -> statement id -> statement, of those that the RDF has.
        base: start of the IRIs, ends in a slash.
    """

    def __init__(
        self, graph: Graph, entities: Iterable[Entity], statements: Mapping[str, Mapping[str, Statement]], base: str
    ) -> None:
        self._base = base
        self._names = {e.id: e.name for e in entities}
        self._held = [m for m in graph.memberships if {m.person, m.body} <= self._names.keys()]
        self._statements = statements
        self._before: dict[str, list[str]] = defaultdict(list)
        for s in graph.successions:
            self._before[s.after.id].append(s.before.id)
        self._on: dict[str, list[Membership]] = defaultdict(list)
        page_of = {id_: page for page, said in statements.items() for id_ in said}
        for m in self._held:
            for page in sorted({page_of[id_] for id_ in m.statements if id_ in page_of}):
                self._on[page].append(m)

    def all(self) -> Iterator[Row]:
        """What all pages say of posts."""
        return self._triples(self._held, {id_: s for said in self._statements.values() for id_, s in said.items()})

    def on(self, page: str) -> Iterator[Row]:
        """What one page says of posts; all pages together say what ``all`` does."""
        return self._triples(self._on[page], self._statements[page])

    def _triples(self, held: Iterable[Membership], said: Mapping[str, Statement]) -> Iterator[Row]:
        held = list(held)
        instants: set[str] = set()
        for m in held:
            yield from self._membership(m, [id_ for id_ in m.statements if id_ in said])
            ends = self._ends(m, [said[id_] for id_ in m.statements if id_ in said])
            instants |= set(ends.values())
            yield from self._interval(m, ends)
        for body, title in sorted({(m.body, m.title) for m in held}):
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
        for before in self._before[m.id]:
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
        yield node, term(RDFS + "label"), zh(self._names[body] + title)
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
