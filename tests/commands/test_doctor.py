"""What an installation has."""

import json

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.commands import doctor


def test_each_part_has_a_line() -> None:
    lines = CliRunner().invoke(main, ["doctor"]).output.splitlines()
    assert len(lines) == 2 + len(doctor.EXTRAS)
    assert all(line.startswith(("ok ", "missing ")) for line in lines)


def test_what_is_missing_comes_with_the_command_that_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_version", lambda package: "")
    parts = json.loads(CliRunner().invoke(main, ["doctor", "--json"]).output)
    missing = [part["told"] for part in parts if not part["found"]]
    assert missing == [f"pip install 'zhuzhou-kg[{extra}]'" for extra in doctor.EXTRAS]
