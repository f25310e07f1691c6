"""Finds entities of a graph by what people call them, and says what was decided about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from kg.errors import InputError
from kg.model import IS_A, Entity, Graph, Merge, Statement
from kg.resolve.naming import fold


def find_entities(graph: Graph, text: str) -> list[Entity]:
    """The entities with this id (or one that they replace), name or other form, those called so first.

    Raises:
        InputError: there is none; the nearest names are told.
    """
    wanted = fold(text)
    named = [e for e in graph.entities if text in (e.id, *e.replaces) or fold(e.name) == wanted]
    found = named + [e for e in graph.entities if e not in named and wanted in map(fold, e.aliases)]
    if not found:
        near = get_close_matches(text, [e.name for e in graph.entities], n=3, cutoff=0.4)
        advice = f"near it: {', '.join(near)}" if near else "ask kg query for the names there are"
        raise InputError("nothing is called so", where=text, advice=advice)
    return found


@dataclass(frozen=True, slots=True)
class Use:
    """A printed form: the name it stands for in its article, the pages that print it, and how often."""

    form: str
    name: str
    pages: tuple[str, ...]
    count: int


def uses(graph: Graph, entity: Entity) -> list[Use]:
    """The printed forms of an entity, the most frequent first."""
    members = set(entity.locals)
    seen: dict[tuple[str, str], list[str]] = {}
    for s in graph.statements:
        if s.predicate == IS_A and s.subject in members and not s.implied:
            seen.setdefault(("".join(s.subject_surface.split()), s.subject_name), []).append(s.page)
    rows = [Use(form, name, tuple(sorted(set(pages))), len(pages)) for (form, name), pages in seen.items()]
    return sorted(rows, key=lambda u: (-u.count, u.form, u.name))


def decisions(graph: Graph, entity: Entity) -> list[Merge]:
    """What was decided about the entity's names, the surest first."""
    members = set(entity.locals)
    about = (m for m in graph.merges if m.left in members or m.right in members)
    return sorted(about, key=lambda m: (m.verdict != "same", -m.score, m.reason))


def mentions(graph: Graph, locals_: Iterable[str]) -> list[Statement]:
    """The type statements of these local ids, by place."""
    members = set(locals_)
    return [s for s in graph.statements if s.predicate == IS_A and s.subject in members]
