"""The resolve stage: all statements in, entities and the map from local ids to them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import IS_A, Entity, Merge, Statement, digest
from kg.ontology import Ontology


@dataclass(frozen=True)
class Resolution:
    """Entities sorted by id, local id -> entity id, and the decisions with their reasons."""

    entities: tuple[Entity, ...]
    canonical: dict[str, str]
    merges: tuple[Merge, ...]


def resolve(statements: Sequence[Statement], ontology: Ontology) -> Resolution:
    """Decide which local ids are one thing."""
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.predicate == IS_A:
            groups[statement.subject_type, statement.subject_name].append(statement)
    entities: list[Entity] = []
    canonical: dict[str, str] = {}
    for (type_, name), group in sorted(groups.items()):
        key = f"{kebab(type_)}/{digest(type_, name)}"
        forms = {s.subject_surface for s in group if not s.implied} - {name}
        locals_ = sorted({s.subject for s in group})
        pages = tuple(sorted({s.page for s in group}))
        entities.append(Entity(key, (type_,), name, tuple(sorted(forms)), pages, tuple(locals_)))
        canonical |= dict.fromkeys(locals_, key)
    return Resolution(tuple(entities), canonical, ())


def kebab(name: str) -> str:
    """``GovernmentBody`` as ``government-body``."""
    return "".join(f"-{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))
