"""The graph as tables: CSV that people open in a spreadsheet, and the statements as Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

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


def write_entities(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the things, with Chinese headings and a byte order mark, by which Excel knows UTF-8."""
    dates = {page.id: page.source.date for page in graph.pages}
    rows = []
    for entity in graph.entities:
        type_ = ontology.types.get(entity.type)
        seen = sorted(d for d in (dates.get(p, "") for p in entity.pages) if d) or [""]
        forms, pages = "；".join(entity.aliases), "；".join(entity.pages)
        kind = type_.zh if type_ else entity.type
        rows.append((entity.name, kind, forms, len(entity.pages), seen[0], seen[-1], pages, entity.id))
    _write(path, ENTITIES, sorted(rows, key=lambda row: (row[1], row[0], row[-1])))


def write_facts(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write what texts say, one row a statement, co-occurrence left out."""
    headlines = {article.id: article.headline for page in graph.pages for article in page.articles}
    papers = {page.id: page.source.publication for page in graph.pages}
    rows = []
    for s in graph.relations():
        subject, object_ = (graph.by_id.get(graph.canonical.get(end, "")) for end in (s.subject, s.object))
        if s.predicate != CO_OCCURS and subject and object_:
            relation = ontology.relations.get(s.predicate)
            said = subject.name, relation.zh if relation else s.predicate, object_.name, s.title, s.date
            place = papers.get(s.page, ""), s.page, headlines.get(s.article, ""), s.sentence
            rows.append((*said, *place, s.confidence, s.rule, subject.id, object_.id, s.id))
    _write(path, STATEMENTS, rows)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> object:
    """The value, where a spreadsheet would take text for a formula behind an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def write_parquet(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write all statements as the statement table, with the ids of the entities that their ends became."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from kg.store import column, to_table, with_notes

    table = to_table(graph.statements)
    for end in ("subject", "object"):
        ids = [graph.canonical.get(getattr(s, end)) for s in graph.statements]
        table = table.append_column(f"{end}_entity", column(ids, pa.string()))
    replaced = {old: entity.id for entity in graph.entities for old in entity.replaces}
    table = with_notes(table, {page.id: page.source.city for page in graph.pages}, replaced)
    pq.write_table(table, path, compression="zstd")
