"""kg build: pages in, a graph and every export of it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", default=Path("exports"), type=click.Path(path_type=Path), help="Folder for the results.")
@click.option("--ontology", type=click.Path(path_type=Path), help="Folder of the ontology.")
@click.option("--city", help="Home city of pages without a sources.toml.")
@click.option("--publication", help="Paper of pages without a sources.toml.")
@click.option("--date", help="Date of pages without a sources.toml (ISO).")
@click.option("--base", help="Start of the IRIs of the data.")
@click.option("--no-model", "use_model", flag_value=False, default=None, help="Build without the trained tagger.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(paths: tuple[Path, ...], out: Path, as_json: bool, **flags: Any) -> None:
    """Build the graph of pages (files or folders) into OUT."""
    from kg.pipeline import build
    from kg.settings import load_settings

    settings = load_settings(flags)
    graph, report = build(paths, out, settings)
    for file, problem in report.left_out:
        click.echo(f"kg: left out {file}: {problem}", err=True)
    if as_json:
        click.echo(report.as_json(graph), nl=False)
    else:
        click.echo(str(out / f"{settings.name}.html"))
