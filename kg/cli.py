"""The command line: the only place that catches errors and prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from kg import __version__
from kg.errors import KgError, UsageError


class Commands(click.Group):
    """A group that turns our errors into one line on stderr and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; 2 for usage, 1 for failure."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            ctx.exit(2 if isinstance(error, UsageError) else 1)


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Build and ask a knowledge graph of a city's newspapers."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", default=Path("exports"), type=click.Path(path_type=Path), help="Folder for the results.")
@click.option("--ontology", type=click.Path(path_type=Path), help="Folder of the ontology.")
@click.option("--city", help="Home city of pages without a sources.toml.")
@click.option("--publication", help="Paper of pages without a sources.toml.")
@click.option("--date", help="Date of pages without a sources.toml (ISO).")
@click.option("--base", help="Start of the IRIs of the data.")
@click.option("--no-model", "use_model", flag_value=False, default=None, help="Build without the trained tagger.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def build(paths: tuple[Path, ...], out: Path, as_json: bool, **flags: Any) -> None:
    """Build the graph of pages (files or folders) into OUT."""
    from kg.pipeline import build as run
    from kg.settings import load_settings

    settings = load_settings(flags)
    graph, report = run(paths, out, settings)
    for file, problem in report.left_out:
        click.echo(f"kg: left out {file}: {problem}", err=True)
    if as_json:
        click.echo(report.as_json(graph), nl=False)
    else:
        click.echo(str(out / f"{settings.name}.html"))


if __name__ == "__main__":
    sys.exit(main())
