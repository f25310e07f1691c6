"""The things of a store, numbered by rank, and what joins them: held in memory, so that ways are found at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kg.export.terms import RDF, SKOS, term
from kg.model import CO_OCCURS
from kg.ontology import KG, Ontology

#: IRI of a statement -> subject, object and predicate.
Ends = dict[str, list[str]]


class Index:
    """What is looked up for every answer.

    Attributes:
        types: IRI of a thing -> class name. order: the IRIs, those with most neighbours first. number: IRI -> its
            place there.
        near: numbers of the neighbours of each. names, aliases: of each.
        said, beside: statements of each, and its co-occurrences, those with things of high rank first.
        predicates: in use, sorted. stated: how many statements there are, co-occurrences left out.
    """

    def __init__(self, store: ox.Store, ontology: Ontology) -> None:
        self._store = store
        self.types = {
            as_text(quad.subject): name
            for name in sorted(ontology.types, reverse=True)
            for quad in store.quads_for_pattern(None, term(RDF + "type"), term(KG + name))
        }
        ends = self._ends()
        neighbours = _neighbours(ends)
        self.order = sorted(self.types, key=lambda iri: (-len(neighbours.get(iri, ())), iri))
        self.number = {iri: i for i, iri in enumerate(self.order)}
        self.near = [sorted(self.number[n] for n in neighbours.get(iri, ()) if n in self.number) for iri in self.order]
        names, also = self._labels("prefLabel"), self._labels("altLabel")
        self.names = [min(names.get(iri, [iri])) for iri in self.order]
        self.aliases = [sorted(also.get(iri, [])) for iri in self.order]
        self.predicates = sorted({predicate for _, _, predicate in ends.values()})
        self.stated = sum(predicate != KG + CO_OCCURS for _, _, predicate in ends.values())
        self.said: list[list[str]] = [[] for _ in self.order]
        self.beside: list[list[str]] = [[] for _ in self.order]
        self._share_out(ends)

    def _ends(self) -> Ends:
        ends: Ends = {}
        for place, end in enumerate(("subject", "object", "predicate")):
            for quad in self._store.quads_for_pattern(None, term(RDF + end), None):
                ends.setdefault(as_text(quad.subject), ["", "", ""])[place] = as_text(quad.object)
        return ends

    def _share_out(self, ends: Ends) -> None:
        for key, (subject, object_, predicate) in sorted(ends.items(), key=self._rank):
            table = self.beside if predicate == KG + CO_OCCURS else self.said
            for end in {subject, object_} & self.number.keys():
                table[self.number[end]].append(key)

    def _rank(self, item: tuple[str, list[str]]) -> tuple[int, str]:
        """Facts with things of high rank first."""
        key, ends = item
        return sum(self.number.get(end, len(self.order)) for end in ends[:2]), key

    def shortest(self, start: int, end: int) -> list[list[int]]:
        """The shortest way, through things of high rank where several are as short; [] where there is none."""
        came, ring = {start: -1}, [start]
        while ring and end not in came:
            ahead = []
            for i in ring:
                for j in self.near[i]:
                    if j not in came:
                        came[j] = i
                        ahead.append(j)
            ring = sorted(ahead)
        if end not in came:
            return []
        way = [end]
        while came[way[-1]] >= 0:
            way.append(came[way[-1]])
        return [way]

    def short_ways(self, start: int, end: int) -> Iterator[list[int]]:
        """The ways of up to three steps, the shortest first."""
        last = set(self.near[end])
        if end in self.near[start]:
            yield [start, end]
        yield from ([start, x, end] for x in self.near[start] if x in last and x != end)
        for x in self.near[start]:
            if x != end:
                yield from ([start, x, y, end] for y in self.near[x] if y in last and y not in (start, end))

    def between(self, a: int, b: int) -> list[str]:
        """The statements that join two things."""
        fewer, other = sorted((a, b), key=lambda n: len(self.said[n]))
        there = set(self.said[other])
        return [key for key in self.said[fewer] if key in there]

    def among(self, numbers: range) -> list[str]:
        """The statements whose two ends are among these things."""
        seen: dict[str, int] = defaultdict(int)
        for n in numbers:
            for key in self.said[n]:
                seen[key] += 1
        return [key for key, ends in sorted(seen.items()) if ends > 1]

    def _labels(self, name: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(None, term(SKOS + name), None):
            found[as_text(quad.subject)].append(as_text(quad.object))
        return found


def _neighbours(ends: Ends) -> dict[str, set[str]]:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for subject, object_, predicate in ends.values():
        if predicate != KG + CO_OCCURS and subject != object_:
            neighbours[subject].add(object_)
            neighbours[object_].add(subject)
    return neighbours


def as_text(node: object) -> str:
    """An IRI, or the text of a literal."""
    return str(getattr(node, "value", node))
