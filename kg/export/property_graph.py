"""The graph as nodes and relationships with properties, in the CSV that loaders read.

The headers are those of ``neo4j-admin database import``; UTF-8 without a byte order mark. One row a statement, so that
a fact printed on two pages is two relationships with a sentence each. ``first`` and ``last`` of a node are the dates of
the first and the last page that names it; ``from`` and ``to`` of HOLDS_POST those on which the post was first and last
seen held, by all statements together: not appointment and relief.
Source: https://neo4j.com/docs/operations-manual/current/import/
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.model import CO_OCCURS, Entity, Graph, Membership, Statement
from kg.ontology import Ontology
from kg.settings import Settings

#: What parts the items of a property that holds several.
SEPARATOR = ";"
NODES = ("id:ID", "name", "aliases:string[]", "first", "last", "pages:string[]", ":LABEL")
RELATIONSHIPS = (
    *(":START_ID", ":END_ID", ":TYPE"),
    *("id", "title", "from", "to", "weight:float", "value", "date"),
    *("confidence:float", "rule", "sentence", "page", "article"),
)
EVIDENCE_NODES = ("id:ID", "text", "publication", "date", ":LABEL")
EVIDENCE_RELATIONSHIPS = (":START_ID", ":END_ID", ":TYPE")


def relationship_type(predicate: str) -> str:
    """``holdsPost`` as ``HOLDS_POST``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", predicate).upper()


def write_nodes(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Every entity, with the label of its class and the label Entity."""
    dates = {page.id: page.source.date for page in graph.pages}
    _write(path, NODES, (_node(entity, dates) for entity in graph.entities))


def write_relationships(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Every statement that relates two entities, co-occurrence included."""
    held = {statement: m for m in graph.memberships for statement in m.statements}
    _write(path, RELATIONSHIPS, (_relationship(s, graph.canonical, held.get(s.id)) for s in graph.relations()))


def write_evidence_nodes(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Pages, articles, and the sentences that relations were read in."""
    _write(path, EVIDENCE_NODES, _evidence_nodes(graph))


def write_evidence_relationships(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Sentence IN_ARTICLE article, article ON_PAGE page, sentence MENTIONS entity."""
    _write(path, EVIDENCE_RELATIONSHIPS, _evidence_relationships(graph))


def sentence_id(statement: Statement) -> str:
    """Id of the sentence a statement was read in: its article, the page where it goes on there, and its place."""
    there = "" if statement.article.startswith(f"{statement.page}.") else f".{statement.page}"
    return f"{statement.article}{there}.s{statement.sentence_start}"


def _node(entity: Entity, dates: Mapping[str, str]) -> Sequence[object]:
    labels = SEPARATOR.join(["Entity", *entity.types])
    seen = sorted(d for d in (dates.get(page, "") for page in entity.pages) if d) or [""]
    return entity.id, entity.name, _joined(entity.aliases), seen[0], seen[-1], _joined(entity.pages), labels


def _relationship(s: Statement, canonical: Mapping[str, str], held: Membership | None) -> Sequence[object]:
    ends = canonical[s.subject], canonical[s.object], relationship_type(s.predicate)
    span = (held.first, held.last) if held else ("", "")
    value = (s.value, "") if s.predicate == CO_OCCURS else ("", s.value)
    return (*ends, s.id, s.title, *span, *value, s.date, s.confidence, s.rule, s.sentence, s.page, s.article)


def _evidence_nodes(graph: Graph) -> Iterator[Sequence[object]]:
    seen: set[str] = set()
    for page in graph.pages:
        yield page.id, page.id, page.source.publication, page.source.date, "Page"
        for article in page.articles:
            if article.id not in seen:  # one that goes on on another page stands on both
                yield article.id, article.headline, page.source.publication, article.date, "Article"
            seen.add(article.id)
    sentences = {sentence_id(s): s for s in graph.relations()}
    for key, statement in sentences.items():
        yield key, statement.sentence, "", statement.date, "Sentence"


def _evidence_relationships(graph: Graph) -> Iterator[Sequence[object]]:
    for page in graph.pages:
        for article in page.articles:
            yield article.id, page.id, "ON_PAGE"
    seen = dict.fromkeys((sentence_id(s), s.article, "IN_ARTICLE") for s in graph.relations())
    for s in graph.relations():
        seen |= {(sentence_id(s), graph.canonical[end], "MENTIONS"): None for end in (s.subject, s.object)}
    yield from seen


def _joined(items: Iterable[str]) -> str:
    return SEPARATOR.join(item.replace(SEPARATOR, "；") for item in items)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
