"""kg explain: why names are one entity, or not; and how a stretch of a page was read."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.model import Entity, Graph


@click.command()
@click.argument("entity", required=False)
@click.argument("text", required=False)
@click.option("--graph", "folder", default=Path("exports"), type=click.Path(path_type=Path), help="Folder of a build.")
@click.option("--name", help="Stem of the build's files (zhuzhou).")
@click.option("--ontology", type=click.Path(path_type=Path), help="Folder of the ontology.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(entity: str | None, text: str | None, folder: Path, as_json: bool, **flags: Any) -> None:
    """Say which names make ENTITY (a name, another form, or an id) and why; without it, how pairs are scored.

    With TEXT the first argument is a page's file: say how that stretch of it was read, and what lost.

    \b
    Examples: kg explain 株洲市委
              kg explain page.txt 市委书记
    """
    if text and entity:
        _reading(Path(entity), text, as_json, flags)
        return
    if entity is None:
        _features(as_json)
        return
    from kg.overlay import reopen
    from kg.resolve.lookup import find_entities
    from kg.settings import load_settings

    graph = reopen(folder, load_settings(flags))
    found = [_explained(graph, e) for e in find_entities(graph, entity)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for row in found:
        _print(row)


def _reading(file: Path, text: str, as_json: bool, flags: dict[str, Any]) -> None:
    from kg.reading import verdicts
    from kg.settings import load_settings

    found = verdicts(file, text, load_settings(flags))
    if as_json:
        rows = [{"article": a, "sentence": s, "read": [dataclasses.asdict(v) for v in read]} for a, s, read in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for article, sentence, read in found:
        click.echo(f"{article}  {sentence}")
        for v in read:
            full = f" (= {v.name})" if v.name else ""
            end = f": {v.reason}" if v.reason else ""
            click.echo(f"  {'+' if v.taken else '-'} {v.surface}{full}  {v.type}  {v.source} {v.evidence:.2f}{end}")


def _explained(graph: Graph, entity: Entity) -> dict[str, Any]:
    from kg.resolve.lookup import decisions, uses

    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "forms": [dataclasses.asdict(use) for use in uses(graph, entity)],
        "decisions": [
            {"verdict": m.verdict, "score": m.score, "reason": m.reason, "with": _other(graph, entity, m.left, m.right)}
            for m in decisions(graph, entity)
        ],
    }


def _other(graph: Graph, entity: Entity, left: str, right: str) -> str:
    """The id of the other entity of a pair, or "" where both are this one."""
    ids = {graph.canonical.get(left, ""), graph.canonical.get(right, "")} - {entity.id}
    return min(ids, default="")


def _print(row: dict[str, Any]) -> None:
    click.echo(f"{row['name']}  {row['type']}  {row['id']}")
    for use in row["forms"]:
        full = f" (= {use['name']})" if use["name"] != use["form"] else ""
        click.echo(f"  {use['form']}{full}  {use['count']} x on {', '.join(use['pages'])}")
    for d in row["decisions"]:
        other = f" [{d['with']}]" if d["with"] else ""
        click.echo(f"  {d['verdict']} {d['score']:.2f}: {d['reason']}{other}")
    if not row["decisions"]:
        click.echo("  one name alone: nothing was to decide")


def _features(as_json: bool) -> None:
    from kg.resolve.features import THINGS
    from kg.resolve.people import PEOPLE

    tables = {"things": THINGS, "people": PEOPLE}
    if as_json:
        rows = {
            kind: [{"feature": f.name, "weight": f.weight, "explanation": f.explanation} for f in table]
            for kind, table in tables.items()
        }
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for kind, table in tables.items():
        click.echo(kind)
        for f in table:
            click.echo(f"  {f.weight:+5.2f}  {f.name}: {f.explanation}")
