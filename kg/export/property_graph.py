"""The graph as nodes and relationships with properties, in the CSV that loaders read.

The headers are those of ``neo4j-admin database import``; UTF-8 without a byte order mark. One row a statement, so that
a fact printed on two pages is two relationships with a sentence each. ``first`` and ``last`` of a node are the dates of
the first and the last page that names it; ``from`` and ``to`` of HOLDS_POST those on which the post was first and last
seen held, by all statements together: not appointment and relief.
Source: https://neo4j.com/docs/operations-manual/current/import/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from kg.export.dates import first_and_last, page_dates
from kg.export.rows import write_rows
from kg.model import CO_OCCURS, Entity, Graph, Statement
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


@cache
def relationship_type(predicate: str) -> str:
    """``holdsPost`` as ``HOLDS_POST``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", predicate).upper()


def write_nodes(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Every entity, with the label of its class and the label Entity."""
    dates = page_dates(graph)
    _write(path, NODES, (_node(entity, dates) for entity in graph.entities))


def write_relationships(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Every statement that relates two entities, co-occurrence included."""
    held = {statement: (m.first, m.last) for m in graph.memberships for statement in m.statements}
    _write(path, RELATIONSHIPS, (_relationship(s, graph.canonical, held) for s in graph.relations()))


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


def _node(entity: Entity, dates: Mapping[str, str]) -> Sequence[str]:
    labels = SEPARATOR.join(["Entity", *entity.types])
    seen = first_and_last(entity.pages, dates)
    return entity.id, entity.name, _joined(entity.aliases), *seen, _joined(entity.pages), labels


def _relationship(s: Statement, canonical: Mapping[str, str], held: Mapping[str, tuple[str, str]]) -> Sequence[str]:
    ends, id_ = (canonical[s.subject], canonical[s.object], relationship_type(s.predicate)), s.id
    value = (s.value, "") if s.predicate == CO_OCCURS else ("", s.value)
    said = s.date, str(s.confidence), s.rule, s.sentence, s.page, s.article
    return *ends, id_, s.title, *held.get(id_, ("", "")), *value, *said


def _evidence_nodes(graph: Graph) -> Iterator[Sequence[str]]:
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


def _evidence_relationships(graph: Graph) -> Iterator[Sequence[str]]:
    for page in graph.pages:
        for article in page.articles:
            yield article.id, page.id, "ON_PAGE"
    articles: dict[str, str] = {}
    mentions: dict[tuple[str, str], None] = {}
    for s in graph.relations():
        sentence = sentence_id(s)
        articles[sentence] = s.article
        for end in (s.subject, s.object):
            mentions[sentence, graph.canonical[end]] = None
    for sentence, article_id in articles.items():
        yield sentence, article_id, "IN_ARTICLE"
    for sentence, entity in mentions:
        yield sentence, entity, "MENTIONS"


def _joined(items: Sequence[str]) -> str:
    return SEPARATOR.join([item.replace(SEPARATOR, "；") for item in items]) if items else ""


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        write_rows(out, chain([header], rows), "\n")
