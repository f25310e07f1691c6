"""kg build: pages in, a graph and every export of it out."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

#: A build makes much and little of it refers to itself: to look for that after each 700 objects takes a fifth of it.
_GARBAGE = 100_000, 20, 20


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option("--out", default=Path("exports"), type=click.Path(path_type=Path), help="Folder for the results.")
@click.option("--name", help="Stem of the files that are written (zhuzhou).")
@click.option("--ontology", type=click.Path(path_type=Path), help="Folder of the ontology.")
@click.option("--city", help="Home city of pages without a sources.toml.")
@click.option("--publication", help="Paper of pages without a sources.toml.")
@click.option("--date", help="Date of pages without a sources.toml (ISO).")
@click.option("--base", help="Start of the IRIs of the data.")
@click.option("--rdf12", is_flag=True, default=None, help="Write Turtle with RDF 1.2 reification as well.")
@click.option("--workers", type=int, help="Processes that read pages (one a core).")
@click.option("--no-model", "use_model", flag_value=False, default=None, help="Build without the trained tagger.")
@click.option("--engine", help="What reads the pages: local (processes of this machine) or spark.")
@click.option("--master", help="Master of the Spark cluster, as spark://host:7077 (local[*]).")
@click.option("--no-cache", "use_cache", flag_value=False, default=None, help="Read all pages again, keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(paths: tuple[str, ...], out: Path, as_json: bool, **flags: Any) -> None:
    """Build the graph of pages (files or folders; with Spark, object stores and Parquet tables too) into OUT.

    A sources.toml in a folder, or beside a page, says which paper, date and city a page has.

    Example: kg build seeds --out exports
    """
    for library in ("OPENBLAS", "MKL"):  # numpy reads this when it is loaded: pages keep the cores busy, not threads
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    gc.set_threshold(*_GARBAGE)
    from kg.pipeline import build
    from kg.settings import load_settings

    settings = load_settings(flags)
    with _bar() as progress:
        places = [path if "://" in path else Path(path) for path in paths]
        graph, report = build(places, out, settings, progress)
    gc.freeze()  # the process ends: no search for cycles looks through all of it again (.2 s of 3)
    for file, problem in report.left_out:
        click.echo(f"kg: left out {file}: {problem}", err=True)
    for page in (page for page in graph.pages if not page.articles):
        click.echo(f"kg: no article in {page.id}: see what was dropped in {out / 'report.json'}", err=True)
    relations = sum(1 for _ in graph.relations())
    click.echo(f"{len(graph.pages)} pages, {len(graph.entities)} entities, {relations} relations", err=True)
    if as_json:
        click.echo(report.as_json(graph), nl=False)
    else:
        click.echo(str(out / f"{settings.name}.html"))


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr while it is a terminal; silence in a pipe."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = TextColumn("pages"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("pages", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
