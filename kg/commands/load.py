"""kg load: a built graph into a running database."""

from __future__ import annotations

import dataclasses
import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click


@click.command()
@click.argument("url")
@click.option("--graph", default=Path("exports/zhuzhou.ttl"), type=click.Path(path_type=Path), help="The built Turtle.")
@click.option("--replace", is_flag=True, help="Delete what the database holds of a graph before.")
@click.option("--evidence", is_flag=True, help="Property graphs: also sentences, articles and pages as nodes.")
def command(url: str, graph: Path, replace: bool, evidence: bool) -> None:
    """Load a built graph into the database at URL.

    sparql+http(s)://… is a Graph Store address (Fuseki, Oxigraph, Virtuoso, RDF4J); bolt://… and neo4j://… are Neo4j's.
    User and password come from KG_LOAD_USER and KG_LOAD_PASSWORD; without a password it is asked for on a terminal.

    Example: kg load "sparql+http://127.0.0.1:3030/ds/data?default"
    """
    from kg.errors import InputError
    from kg.load import registry
    from kg.load.target import parse_target

    if not graph.is_file():
        raise InputError("no such graph", where=str(graph), advice="build one: kg build seeds --out exports")
    target = parse_target(url, replace=replace, evidence=evidence)
    if target.user and not target.password and sys.stdin.isatty():
        target = dataclasses.replace(target, password=getpass.getpass("Password: "))
    with _bar() as progress:
        loaded = registry.load(graph, target, progress)
    click.echo(f"{loaded.count} {loaded.unit} loaded into {target.url}")


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """How many were sent, on stderr while it is a terminal."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    console = Console(stderr=True)
    columns = SpinnerColumn(), TextColumn("loading"), MofNCompleteColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("loading", total=None)
        yield lambda sent, total: progress.update(task, completed=sent, total=total or None)
