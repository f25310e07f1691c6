"""kg query, as it is typed."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from tests.query.conftest import yunzhou_ttl

__all__ = ["yunzhou_ttl"]


def kg(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["query", *map(str, words)])


def test_without_a_question_lists_them_in_both_languages() -> None:
    output = kg().stdout
    assert "谁在什么时候任什么职务" in output and "Who held which post, and when" in output
    assert "--param person=NAME" in output


def test_ready_question_with_a_value_gives_csv_in_a_pipe(yunzhou_ttl: Path) -> None:
    result = kg("posts", "--param", "person=乐正雅", "--graph", yunzhou_ttl)
    assert result.exit_code == 0, result.stderr
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {(row["title"], row["at"]) for row in rows} == {("市长", "云州市人民政府"), ("书记", "云州市委")}


def test_file_and_text_are_asked_alike(yunzhou_ttl: Path, tmp_path: Path) -> None:
    sparql = "SELECT ?n { ?x a kg:Event ; skos:prefLabel ?n }"
    (tmp_path / "q.rq").write_text(sparql, encoding="utf-8")
    assert kg(tmp_path / "q.rq", "--graph", yunzhou_ttl).stdout == kg(sparql, "--graph", yunzhou_ttl).stdout != ""


def test_table_shows_names_whole(yunzhou_ttl: Path) -> None:
    assert "云州大学" in kg("honours", "--graph", yunzhou_ttl, "--format", "table").stdout


def test_show_prints_the_query_with_its_values() -> None:
    assert 'VALUES ?person { "甲"@zh }' in kg("posts", "--param", "person=甲", "--show").stdout


@pytest.mark.parametrize(
    ("words", "status", "problem"),
    [
        (["posts", "--graph", "none.ttl"], 1, "none.ttl: no graph here"),
        (["poosts"], 2, "did you mean posts"),
        (["SELECT {"], 2, "not SPARQL"),
        (["none.rq"], 2, "none.rq: cannot be read"),
        (["posts", "--param", "person"], 2, "has no value"),
        (["posts", "--param", "who=甲"], 2, "has no parameter who"),
        (["shortest-link", "--param", "from=柳如松"], 2, "asks for from and to"),
        (["ASK { ?x a kg:Event }", "--format", "csv"], 2, "cannot be written as csv"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(words: list[str], status: int, problem: str, yunzhou_ttl: Path) -> None:
    result = kg(*words, *([] if "--graph" in words else ["--graph", yunzhou_ttl]))
    assert result.exit_code == status
    assert problem in result.stderr and result.stderr.count("\n") == 1
