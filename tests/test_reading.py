"""kg explain PAGE TEXT: what was found at a place, what was taken, and why the rest was not."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.commands.explain import command
from kg.errors import InputError, QueryError
from kg.reading import verdicts
from kg.settings import Settings

TEXT = """云州日报讯（记者 李实）

市长办公会

5月6日，云州市委书记单仲行到云州星河动力股份
有限公司调研，胡长春参加。
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_says_what_was_taken_and_what_it_beat(page: Path) -> None:
    [(article, sentence, read)] = verdicts(page, "单仲行到云州星河动力股份有限公司", Settings(use_model=False))
    assert article.startswith("page") and sentence.endswith("胡长春参加。")
    taken = {v.surface: v.type for v in read if v.taken}
    assert taken["单仲行"] == "Official" and taken["云州星河动力股份有限公司"] == "Company"
    assert all(v.reason for v in read if not v.taken)
    assert all(0 <= v.evidence <= 1 for v in read)


def test_white_space_and_width_count_for_nothing(page: Path) -> None:
    assert verdicts(page, "单 仲行到", Settings(use_model=False))[0][2]
    assert verdicts(page, "调研，胡长春", Settings(use_model=False))[0][1]


def test_text_that_is_not_there_and_a_file_that_is_not(page: Path) -> None:
    with pytest.raises(QueryError, match="no article has"):
        verdicts(page, "没有的话", Settings(use_model=False))
    with pytest.raises(InputError):
        verdicts(page.with_name("none.txt"), "单仲行", Settings(use_model=False))


def test_from_the_command_line(page: Path) -> None:
    result = CliRunner().invoke(command, [str(page), "胡长春"])
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert "胡长春参加" in lines[0]
    assert any(line.strip().startswith(("+", "-")) for line in lines[1:])
