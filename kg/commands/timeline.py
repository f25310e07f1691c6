"""kg timeline: who was seen in which post, and when."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.model import Graph, Membership


@click.command()
@click.argument("what")
@click.option("--graph", "folder", default=Path("exports"), type=click.Path(path_type=Path), help="Folder of a build.")
@click.option("--name", help="Stem of the build's files (zhuzhou).")
@click.option("--ontology", type=click.Path(path_type=Path), help="Folder of the ontology.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(what: str, folder: Path, as_json: bool, **flags: Any) -> None:
    """Show when WHAT (a person, a body, or a post such as 株洲市市长) was seen, first and last.

    Example: kg timeline 株洲市市长
    """
    from kg.overlay import reopen
    from kg.resolve.timeline import timeline
    from kg.settings import load_settings

    graph = reopen(folder, load_settings(flags))
    held = timeline(graph, what)
    if as_json:
        click.echo(json.dumps([_row(graph, m) for m in held], ensure_ascii=False, indent=1))
        return
    for m in held:
        after = [graph.by_id[s.before.person].name for s in graph.successions if s.after.id == m.id]
        seen = m.first or "no date" if m.first == m.last else f"{m.first} to {m.last}"
        click.echo(f"{seen:24}  {graph.by_id[m.person].name}  {graph.by_id[m.body].name} {m.title}{_how(m, after)}")
    posts = {(m.body, m.title) for m in held}
    for c in graph.contradictions:
        if (c.body, c.title) in posts:
            left, right = (graph.by_id[m.person].name for m in (c.left, c.right))
            click.echo(f"kg: {left} and {right} were both seen as {graph.by_id[c.body].name} {c.title}", err=True)


def _how(held: Membership, after: Sequence[str]) -> str:
    return " (acting)" * held.acting + " (before)" * held.former + "".join(f" (after {name})" for name in after)


def _row(graph: Graph, held: Membership) -> dict[str, Any]:
    names = {"person_name": graph.by_id[held.person].name, "body_name": graph.by_id[held.body].name}
    after = [s.before.person for s in graph.successions if s.after.id == held.id]
    return dataclasses.asdict(held) | names | {"after": after}
