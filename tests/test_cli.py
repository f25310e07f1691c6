"""The command line as a whole: every command of the table is there, and asking for help imports none of them."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from kg.cli import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_of_the_table_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert f"main {name}" in result.output


def test_help_lists_the_table() -> None:
    output = CliRunner().invoke(main, ["--help"]).output
    assert all(line in output for _, line in COMMANDS.values())


def test_help_imports_no_command_and_nothing_heavy() -> None:
    code = (
        "import sys; from kg.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    modules = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr.split())
    assert not modules & {"spacy", "pyoxigraph", "rdflib", "pyarrow", "networkx", "kg.pipeline", "kg.commands.build"}


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "kg", "--version"], capture_output=True, text=True)
    assert done.stdout.startswith("kg, version") and not done.returncode


def test_unknown_command_is_a_usage_error() -> None:
    assert CliRunner().invoke(main, ["bulid"]).exit_code == 2


def test_commands_are_click_commands() -> None:
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None and command.name == name
