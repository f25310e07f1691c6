"""The command line: the only place that catches errors and prints."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from kg import __version__
from kg.errors import KgError, UsageError

#: Name of a command -> its module, which has it as ``command``, and the line that ``kg --help`` shows of it.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "build": ("kg.commands.build", "Build the graph of pages (files or folders)."),
    "query": ("kg.commands.query", "Ask a built graph: SPARQL, a file, or a ready question."),
    "check": ("kg.commands.check", "Check that a built graph is sound."),
    "serve": ("kg.commands.serve", "Serve a built graph on a port of this machine."),
    "rules": ("kg.commands.rules", "What each rule reads in pages, and how sure it is."),
    "explain": ("kg.commands.explain", "Say why names are one entity, or not."),
    "timeline": ("kg.commands.timeline", "Who was seen in which post, and when."),
    "review": ("kg.commands.review", "Decide pairs of names that could be one entity."),
    "diff": ("kg.commands.diff", "What two built graphs say differently."),
    "doctor": ("kg.commands.doctor", "What this installation has, and how to get what it has not."),
    "load": ("kg.commands.load", "Load a built graph into a running database."),
}


class Commands(click.Group):
    """A group that imports a command when it is called and turns our errors into one line and an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        command.name = cmd_name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in ``kg --help``, from the table: no command is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

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


if __name__ == "__main__":
    sys.exit(main())
