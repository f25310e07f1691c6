"""explain, timeline, review and diff on a small build, as a user calls them."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.store import write_statements
from tests.resolve.said import ONTOLOGY, holder, named


def kg(*arguments: str | Path, keys: str = "") -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=keys)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The statements that a build keeps: a leader of two years, a company of two forms, two of one name."""
    said = [
        *holder("陈恢清", "代市长", "株洲市人民政府", "p1.a1"),
        *holder("陈恢清", "市长", "株洲市人民政府", "p2.a1"),
        named("Company", "株洲联诚集团", "p1.a1"),
        named("Company", "联诚集团", "p2.a1"),
        *holder("王勇", "会长", "甲协会", "p1.a1", "Person"),
        *holder("王勇", "总经理", "乙公司", "p2.a1", "Person"),
    ]
    write_statements(said, tmp_path / "zhuzhou.parquet", {"p1": "株洲", "p2": "株洲"})
    return tmp_path


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """A copy of the ontology, whose judgements may grow."""
    copy = tmp_path / "ontology"
    for file in ONTOLOGY.folder.rglob("*"):
        if file.is_file():
            target = copy / file.relative_to(ONTOLOGY.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    return copy


def test_explain_says_why(built: Path) -> None:
    assert "with its place" in kg("explain", "联诚集团", "--graph", built).output
    row = json.loads(kg("explain", "联诚集团", "--graph", built, "--json").output)[0]
    assert row["decisions"][0]["verdict"] == "same"
    assert "same_core" in kg("explain").output


def test_explain_of_an_unknown_name_is_one_line(built: Path) -> None:
    result = kg("explain", "无此公司", "--graph", built)
    assert result.exit_code == 1
    assert result.output.count("\n") == 1


def test_a_folder_without_a_build_says_how_to_make_one(tmp_path: Path) -> None:
    result = kg("timeline", "陈恢清", "--graph", tmp_path)
    assert result.exit_code == 1
    assert "kg build" in result.output


def test_timeline_goes_from_acting_to_full(built: Path) -> None:
    lines = kg("timeline", "株洲市市长", "--graph", built).output.splitlines()
    assert [line.split()[0] for line in lines] == ["2021-09-06", "2022-10"]
    assert ["(acting)" in line for line in lines] == [True, False]
    assert len(json.loads(kg("timeline", "陈恢清", "--graph", built, "--json").output)) == 2


@pytest.mark.parametrize(("keys", "verdicts"), [("y", ["same"]), ("n", ["different"]), ("s", []), ("q", [])])
def test_review_keeps_what_is_decided(built: Path, ontology: Path, keys: str, verdicts: Sequence[str]) -> None:
    before = (ontology / "judgements.tsv").read_text(encoding="utf-8")
    result = kg("review", "--graph", built, "--ontology", ontology, keys=f"{keys}\n")
    assert result.exit_code == 0, result.output
    added = (ontology / "judgements.tsv").read_text(encoding="utf-8").removeprefix(before).splitlines()
    assert [line.split("\t")[0] for line in added] == verdicts


def test_a_decision_is_not_asked_again(built: Path, ontology: Path) -> None:
    assert "王勇@甲协会" in kg("review", "--list", "--graph", built, "--ontology", ontology).output
    kg("review", "--graph", built, "--ontology", ontology, keys="y\n")
    assert kg("review", "--list", "--graph", built, "--ontology", ontology).output == ""


def test_diff_of_a_graph_with_itself_is_empty(tmp_path: Path) -> None:
    graph = tmp_path / "g.ttl"
    graph.write_text("<https://x/a> <https://x/b> <https://x/c> .\n", encoding="utf-8")
    assert kg("diff", graph, graph).output == "0 differences\n"
    assert json.loads(kg("diff", graph, graph, "--json").output) == []
    assert kg("diff", graph, graph, "--patch").output == "TX .\nTC .\n"
