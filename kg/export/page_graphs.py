"""What stands in the named graph of a page beside the page itself: the things that it names, the posts it tells of.

An entity stands in the graph of each page that names it, with its preferred name and the forms that the page uses; a
form that no page is known to use stands on all of its pages. A post stands in those of the pages that tell of it, the
first and last sighting each where it was printed. The union of the graphs is the default graph of the Turtle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from kg.export.rdf import Triples
from kg.export.shelf import Shelf
from kg.export.terms import Row
from kg.model import IS_A, Entity, Graph, Statement

#: Things whose forms are kept for when they come again.
ENTITIES = 1024


class PageGraphs:
    """Things and posts, page by page."""

    def __init__(self, triples: Triples) -> None:
        self._triples = triples
        self._entities = triples.graph.entities
        self._named_on = Shelf(((page, n) for n, entity in enumerate(self._entities) for page in entity.pages), 2)
        self._forms = Forms(triples.graph)

    def things(self, page: str, said: Iterable[Statement]) -> list[tuple[Entity, list[str]]]:
        """The things that a page names, each with its other forms there.

        Args:
            said: all statements of the page.
        """
        used = self._forms.used(said)
        found = (self._entities[n] for (n,) in self._named_on.find(page))
        there = [entity for entity in found if self._triples.has(entity.id)]
        return [(e, self._forms.of(e, used.get(e.id, ())) if e.aliases else []) for e in there]

    def named(
        self, page: str, things: Iterable[tuple[Entity, Sequence[str]]], said: Mapping[str, Statement]
    ) -> Iterator[Row]:
        """What a page says of things and posts.

        Args:
            things: as ``things`` gives them. said: its statements by their ids.
        """
        facts = self._triples.facts(said.values())
        for entity, forms in things:
            yield from self._triples.entity(entity, pages=[page], forms=forms, facts=facts.get(entity.id, []))
        yield from self._triples.posts.on(said)


class Forms:
    """Which of an entity's other forms each page uses, as the statements of type say."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._several = frozenset(entity.id for entity in graph.entities if entity.aliases)
        self._seen = Shelf(self._seen_anywhere(), 2)
        self._unseen = lru_cache(ENTITIES)(partial(_unseen, graph, self._seen))

    def used(self, said: Iterable[Statement]) -> dict[str, set[str]]:
        """Id of an entity with other forms -> the forms that these statements of a page use."""
        used: dict[str, set[str]] = defaultdict(set)
        for entity, *forms in self._forms(said):
            used[entity].update(forms)
        return used

    def of(self, entity: Entity, used: Container[str]) -> list[str]:
        """The forms for one page, in the entity's order."""
        return [form for form in entity.aliases if form in used or form in self._unseen(entity.id)]

    def _seen_anywhere(self) -> Iterator[tuple[str, str]]:
        for entity, *forms in self._forms(self._graph.statements):
            yield from ((entity, form) for form in forms if form in self._graph.by_id[entity].aliases)

    def _forms(self, said: Iterable[Statement]) -> Iterator[tuple[str, str, str]]:
        known, several = self._graph.canonical, self._several
        for s in said:
            if s.predicate == IS_A and (entity := known.get(s.subject)) in several:
                yield entity, s.subject_surface, s.subject_name


def _unseen(graph: Graph, seen: Shelf, entity: str) -> frozenset[str]:
    """The forms of an entity that no page is known to use."""
    return frozenset(graph.by_id[entity].aliases) - {form for (form,) in seen.find(entity)}
