"""The graph as tables: CSV that people open in a spreadsheet, and the statements as Parquet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter, itemgetter
from pathlib import Path

from kg.export.dates import first_and_last, page_dates
from kg.export.rows import write_rows
from kg.model import CO_OCCURS, Graph
from kg.ontology import Ontology
from kg.settings import Settings

ENTITIES = ("名称", "类型", "其他名称", "版面数", "首次出现", "末次出现", "版面", "编号")
STATEMENTS = (
    "主语",
    "关系",
    "宾语",
    "职务",
    "日期",
    "报纸",
    "版面",
    "文章",
    "原句",
    "置信度",
    "规则",
    "主语编号",
    "宾语编号",
    "陈述编号",
)

#: The beginning of what spreadsheets take for a formula, behind a null.
_FORMULA = re.compile("\0[-=+@\t\r]")


def write_entities(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the things, with Chinese headings and a byte order mark, by which Excel knows UTF-8."""
    dates = page_dates(graph)
    zh = {name: type_.zh for name, type_ in ontology.types.items()}
    rows = []
    for entity in graph.entities:
        forms, pages = "；".join(entity.aliases), "；".join(entity.pages)
        seen = first_and_last(entity.pages, dates)
        kind = zh.get(entity.type, entity.type)
        rows.append((entity.name, kind, forms, str(len(entity.pages)), *seen, pages, entity.id))
    _write(path, ENTITIES, sorted(rows, key=itemgetter(1, 0, -1)))


def write_facts(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write what texts say, one row a statement, co-occurrence left out."""
    headlines = {article.id: article.headline for page in graph.pages for article in page.articles}
    papers = {page.id: page.source.publication for page in graph.pages}
    zh = {name: relation.zh for name, relation in ontology.relations.items()}
    rows = []
    for s in graph.relations():
        if s.predicate == CO_OCCURS:
            continue
        subject, object_ = (graph.by_id.get(graph.canonical.get(end, "")) for end in (s.subject, s.object))
        if subject and object_:
            said = subject.name, zh.get(s.predicate, s.predicate), object_.name, s.title, s.date
            place = papers.get(s.page, ""), s.page, headlines.get(s.article, ""), s.sentence
            rows.append((*said, *place, str(s.confidence), s.rule, subject.id, object_.id, s.id))
    _write(path, STATEMENTS, rows)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        inert = (row if _is_inert(row) else [_inert(text) for text in row] for row in rows)
        write_rows(out, chain([header], inert), "\r\n")


def _is_inert(row: Sequence[str]) -> bool:
    """Whether no text of the row is taken for a formula; they are looked at together, for hardly one is."""
    return not _FORMULA.search("\0" + "\0".join(row))


def _inert(text: str) -> str:
    """The text, where a spreadsheet would take it for a formula behind an apostrophe."""
    return f"'{text}" if _FORMULA.match(f"\0{text}") else text


def write_parquet(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write all statements as the statement table, with the ids of the entities that their ends became."""
    import pyarrow.parquet as pq

    from kg.store import text_column, to_table, with_notes

    table = to_table(graph.statements)
    for end in ("subject", "object"):
        ids = map(graph.canonical.get, map(attrgetter(end), graph.statements))
        table = table.append_column(f"{end}_entity", text_column(ids))
    replaced = {old: entity.id for entity in graph.entities for old in entity.replaces}
    table = with_notes(table, {page.id: page.source.city for page in graph.pages}, replaced)
    pq.write_table(table, path, compression="zstd")
