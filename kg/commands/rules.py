"""kg rules: the ledger of the rules over pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.relate.cooccurrence import Pair
    from kg.relate.ledger import Entry


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--ontology", type=click.Path(path_type=Path), help="Folder of the ontology.")
@click.option("--no-model", "use_model", flag_value=False, default=None, help="Read without the trained tagger.")
@click.option("--missing", "gaps", is_flag=True, help="List pairs that stand together and that no rule relates.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(paths: tuple[Path, ...], gaps: bool, as_json: bool, **flags: Any) -> None:
    """What each rule reads in pages: hits, precision on read pages with its interval, an example.

    Example: kg rules seeds --missing
    """
    from kg.pipeline import gather
    from kg.relate.ledger import calibration, ledger, missing
    from kg.relate.precision import load_counts
    from kg.relate.rules import load_rules, load_vocabulary
    from kg.settings import load_settings

    graph, ontology = gather(paths, load_settings(flags))
    if gaps:
        names = {entity.id: entity.name for entity in graph.entities}
        _show_gaps(list(missing(graph.statements, graph.canonical, ontology)), names, as_json)
        return
    folder = ontology.folder / "rules"
    rules = load_rules(folder, ontology, load_vocabulary(folder, ontology))
    entries = ledger(graph.statements, rules, load_counts(folder))
    if as_json:
        click.echo(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1))
    else:
        _show(entries)
        for row in calibration(entries):
            share = "not counted" if row.precision is None else f"{row.precision:.2f} right of {row.right + row.wrong}"
            click.echo(f"confidence {row.low:.1f} to {row.low + 0.1:.1f}: {row.rules} rules, {share}", err=True)


def _show(entries: Sequence[Entry]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("rule", "relation", "hits", "precision", "95 %", "confidence", "example", box=None)
    for e in sorted(entries, key=lambda e: (-e.hits, e.rule)):
        precision = "" if e.precision is None else f"{e.precision:.2f}"
        interval = f"{e.low:.2f}-{e.high:.2f}" if e.precision is not None else ""
        table.add_row(e.rule, e.relation, str(e.hits), precision, interval, f"{e.confidence:.2f}", e.example[:40])
    Console().print(table)
    click.echo(f"never hit: {', '.join(e.rule for e in entries if not e.hits) or 'none'}", err=True)


def _show_gaps(found: Sequence[Pair], names: dict[str, str], as_json: bool) -> None:
    rows = [
        {"left": names[p.left], "right": names[p.right], "sentences": p.sentences, "sentence": p.first[0].sentence}
        for p in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    for row in [] if as_json else rows:
        click.echo("\t".join(str(value) for value in row.values()))
