"""kg rules: the ledger of the rules over pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.model import Article, Page
    from kg.ontology import Ontology
    from kg.relate.cooccurrence import Pair
    from kg.relate.ledger import Entry
    from kg.relate.relater import Found
    from kg.settings import Settings


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--ontology", type=click.Path(path_type=Path), help="Folder of the ontology.")
@click.option("--no-model", "use_model", flag_value=False, default=None, help="Read without the trained tagger.")
@click.option("--missing", "gaps", is_flag=True, help="List pairs that stand together and that no rule relates.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(paths: tuple[Path, ...], gaps: bool, as_json: bool, **flags: Any) -> None:
    """What each rule reads in pages: hits, precision on annotated pages with its interval, who else reads so.

    Example: kg rules seeds --missing
    """
    from kg.pipeline import gather
    from kg.relate.ledger import calibration, ledger, missing
    from kg.relate.overlap import compare
    from kg.relate.precision import load_calibration, load_counts
    from kg.relate.rules import load_rules, load_vocabulary
    from kg.settings import load_settings

    settings = load_settings(flags)
    graph, ontology = gather(paths, settings)
    if gaps:
        names = {entity.id: entity.name for entity in graph.entities}
        _show_gaps(list(missing(graph.statements, graph.canonical, ontology)), names, as_json)
        return
    folder = ontology.folder / "rules"
    rules = load_rules(folder, ontology, load_vocabulary(folder, ontology))
    symmetric = {relation.name for relation in ontology.relations.values() if relation.symmetric}
    others = compare(_readings(graph.pages, ontology, settings), symmetric)
    entries = ledger(graph.statements, rules, load_counts(folder), others)
    if as_json:
        click.echo(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1))
    else:
        _show(entries)
        for row in calibration(load_calibration(folder)):
            share = f"{row['precision']:.2f} right of {row['right'] + row['wrong']:.0f}"
            click.echo(f"confidence {row['from']} to {row['to']}: {share} ({row['low']}-{row['high']})", err=True)


def _readings(pages: Iterable[Page], ontology: Ontology, settings: Settings) -> Iterator[tuple[Article, str, Found]]:
    """Every fact that every rule reads, where the graph keeps the surest of each."""
    from kg.recognise.recogniser import Recogniser
    from kg.relate.relater import Relater

    recogniser = Recogniser(ontology, settings)
    relater = Relater(ontology, tag=recogniser.segmenter.tagged)
    for page in pages:
        for article, mentions, _, city in recogniser.at_home(page):
            for found in relater.facts(page, article, mentions, city=city):
                yield article, page.text[found.sentence.start : found.sentence.end], found


def _show(entries: Sequence[Entry]) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    table = Table(
        Column("rule", no_wrap=True),
        "hits",
        "precision",
        "95 %",
        "confidence",
        "also read by",
        "otherwise",
        "example",
        box=None,
    )
    for e in sorted(entries, key=lambda e: (-e.hits, e.rule)):
        precision = "" if e.precision is None else f"{e.precision:.2f}"
        interval = f"{e.low:.2f}-{e.high:.2f}" if e.precision is not None else ""
        others = [", ".join(f"{rule} {times}" for rule, times in rules[:2]) for rules in (e.same, e.otherwise)]
        table.add_row(e.rule, str(e.hits), precision, interval, f"{e.confidence:.2f}", *others, e.example[:30])
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
