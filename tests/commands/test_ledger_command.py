import json
from pathlib import Path

from click.testing import CliRunner

from kg.cli import main

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def kg(*words: str | Path):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_rules_lists_every_rule_as_json() -> None:
    result = kg("rules", SEEDS, "--no-model", "--json")
    assert result.exit_code == 0, result.stderr
    entries = json.loads(result.stdout)
    assert {"post.before-name", "loc.adjacent"} <= {entry["rule"] for entry in entries}
    assert all(0 <= entry["low"] <= entry["high"] <= 1 for entry in entries)


def test_rules_shows_a_table_and_what_was_never_hit() -> None:
    result = kg("rules", SEEDS, "--no-model")
    assert result.exit_code == 0, result.stderr
    assert "rule" in result.stdout
    assert result.stderr.startswith("never hit: ")


def test_missing_lists_pairs_with_a_sentence_that_names_both() -> None:
    result = kg("rules", SEEDS, "--no-model", "--missing", "--json")
    assert result.exit_code == 0, result.stderr
    assert all(row["sentences"] >= 0 and row["sentence"] for row in json.loads(result.stdout))
