"""Resolution as an overlay on statements: of a build that runs, or of one that was kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from kg.errors import InputError
from kg.model import CO_OCCURS, IS_A, Graph, Issued, Page, Statement
from kg.ontology import Ontology, find_ontology, load_ontology
from kg.relate.cooccurrence import cooccurrences
from kg.resolve.naming import Naming
from kg.resolve.posts import contradictions, memberships, successions
from kg.resolve.resolver import resolve
from kg.settings import Settings
from kg.store import read_homes, read_named, read_replaced, read_statements


def resolved(
    statements: Sequence[Statement],
    ontology: Ontology,
    pages: tuple[Page, ...],
    homes: Mapping[str, str],
    *,
    issued: Issued | None = None,
    naming: Naming | None = None,
) -> Graph:
    """The graph of these statements; what a person decided to be no entity is left out, co-occurrence is counted.

    Args:
        statements: of all pages, sorted by page and place.
        pages: as read; () where only the statements are at hand.
        homes: page id -> name of its city, where known.
        issued: the ids that things keep.
        naming: the naming rules, where they are loaded.
    """
    resolution = resolve(statements, ontology, homes, issued, naming)
    known, style = resolution.canonical, resolution.posts
    kept = tuple(s for s in statements if s.subject in known and (s.predicate == IS_A or s.object in known))
    held = memberships(kept, known, style)
    kept += tuple(cooccurrences(kept, known, ontology))
    return Graph(
        pages,
        resolution.entities,
        kept,
        known,
        resolution.merges,
        memberships=held,
        contradictions=contradictions(held, style),
        successions=successions(held, style),
        unused=resolution.unused,
    )


def issued_by(path: Path, statements: Iterable[Statement], parts: Mapping[str, str]) -> Issued:
    """The ids that a build gave, for as long as nothing that it named has gone or changed its date; else none.

    So pages that are added rename nothing, and where pages went or changed, the ids are those of a build from nothing.

    Args:
        path: the statement table of the build; there may be none.
        statements: what the pages say now.
        parts: id that a part of an article had alone -> that of the article.
    """
    try:
        named, replaced = read_named(path), read_replaced(path)
    except (OSError, pa.ArrowException):
        return Issued()
    now = {(s.page, s.date, s.subject) for s in statements if s.predicate == IS_A}
    wholes: dict[str, tuple[str, ...]] = {}
    for part, whole in sorted(parts.items()):
        wholes[whole] = (*wholes.get(whole, ()), part)
    for page, date, local in named.keys() - now:
        article, _, key = local.rpartition(".")
        if (page, date, f"{parts.get(article, article)}.{key}") not in now:
            return Issued()
    return Issued({local: entity for (_, _, local), entity in named.items()}, replaced, wholes)


def reopen(folder: Path, settings: Settings) -> Graph:
    """The graph of a build, without its pages: the statements it kept, resolved again.

    Raises:
        InputError: there is no build in the folder.
    """
    path = folder / f"{settings.name}.parquet"
    if not path.is_file():
        raise InputError("no build here", where=str(folder), advice="make one: kg build seeds --out exports")
    statements = tuple(s for s in read_statements(path) if s.predicate != CO_OCCURS)
    return resolved(
        statements,
        load_ontology(find_ontology(settings.ontology)),
        (),
        read_homes(path),
        issued=issued_by(path, statements, {}),
    )
