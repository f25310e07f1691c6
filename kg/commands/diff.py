"""kg diff: what two built graphs say differently."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

SIGNS = {"added": "+", "gone": "-", "changed": "~"}


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
@click.option("--patch", "as_patch", is_flag=True, help="Print the triples as an RDF patch.")
def command(old: Path, new: Path, as_json: bool, as_patch: bool) -> None:
    """Say what NEW has that OLD has not, and the other way round; both are Turtle files or folders of builds.

    Example: kg diff exports /tmp/other
    """
    from kg.diff import changes, load, patch

    before, after = load(old), load(new)
    if as_patch:
        click.echo(patch(before, after), nl=False)
        return
    found = changes(before, after)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(c) for c in found], ensure_ascii=False, indent=1))
        return
    for c in found:
        click.echo(f"{SIGNS[c.how]} {c.text}")
    click.echo(f"{len(found)} differences", err=True)
