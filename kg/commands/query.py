"""kg query: ask a built graph."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.query.graph import Answer
    from kg.query.questions import Question

#: Formats by name; the same as kg.query.answers.FORMATS, said here so that --help loads no library.
FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld", "rdf")


@click.command()
@click.argument("question", required=False)
@click.option("--graph", default=Path("exports/zhuzhou.ttl"), type=click.Path(path_type=Path), help="The built graph.")
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter of a ready question.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Default: table on a terminal, else csv (ttl).")
@click.option("--ontology", type=click.Path(path_type=Path), help="Folder of the ontology.")
@click.option("--show", is_flag=True, help="Print the SPARQL instead of asking it.")
def command(
    question: str | None,
    graph: Path,
    parameters: tuple[str, ...],
    *,
    format_: str | None,
    ontology: Path | None,
    show: bool,
) -> None:
    """Ask QUESTION: SPARQL, an .rq file, or the name of a ready question; without it, list those."""
    from kg.ontology import find_ontology
    from kg.query.ask import prepare
    from kg.query.graph import ask, open_graph
    from kg.query.questions import load_questions

    questions = load_questions(find_ontology(ontology))
    if question is None:
        _list(questions)
        return
    values = _values(parameters)
    if show:
        click.echo(prepare(None, question, values, questions), nl=False)
        return
    store = open_graph(graph)
    _print(ask(store, prepare(store, question, values, questions)), format_)


def _values(parameters: tuple[str, ...]) -> dict[str, str]:
    pairs = [parameter.partition("=") for parameter in parameters]
    if wrong := next((name for name, equals, _ in pairs if not equals), ""):
        raise QueryError(f"--param {wrong} has no value", advice="write --param NAME=VALUE")
    return {name: value for name, _, value in pairs}


def _list(questions: Mapping[str, Question]) -> None:
    for question in questions.values():
        click.echo(f"{question.name}\n    {question.zh}\n    {question.en}")
        for p in question.parameters:
            click.echo(f"      --param {p.name}={p.kind.upper()}  {p.zh} / {p.en}")


def _print(answer: Answer, format_: str | None) -> None:
    import pyoxigraph as ox

    from kg.query.answers import as_bytes, rows

    if format_ is None:
        piped = (
            "ttl" if isinstance(answer, ox.QueryTriples) else "json" if isinstance(answer, ox.QueryBoolean) else "csv"
        )
        format_ = "table" if sys.stdout.isatty() else piped
    if format_ != "table":
        sys.stdout.buffer.write(as_bytes(answer, format_))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    columns, lines = rows(answer)
    table = Table(*columns)
    for line in lines:
        table.add_row(*map(Text, line))
    Console().print(table)
    click.echo(f"{len(lines)} rows", err=True)
