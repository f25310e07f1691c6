import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

SEEDS = Path(__file__).parent.parent.parent / "seeds"
PAGE = next((SEEDS / "pages").glob("003*.txt"))


def kg(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_build_prints_the_path_to_open_and_nothing_else_on_stdout(tmp_path: Path) -> None:
    result = kg("build", SEEDS, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{tmp_path / 'out' / 'zhuzhou.html'}\n"
    assert Path(result.stdout.strip()).read_text(encoding="utf-8").startswith("<")


def test_json_prints_the_report(tmp_path: Path) -> None:
    result = kg("build", PAGE, "--out", tmp_path / "out", "--json")
    written = (tmp_path / "out" / "report.json").read_text(encoding="utf-8")
    assert json.loads(result.stdout) == json.loads(written)


def test_name_is_the_stem_of_what_is_written(tmp_path: Path) -> None:
    kg("build", PAGE, "--out", tmp_path / "out", "--name", "xiangtan")
    assert {"xiangtan.ttl", "xiangtan.html", "report.json"} <= {p.name for p in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["build"], 2, "PATHS"),
        (["build", "/no/such/file"], 1, "/no/such/file"),
        (["build", PAGE, "--city", "火星"], 2, "unknown city 火星"),
        (["build", PAGE, "--date", "2021-13-45"], 2, "2021-13-45"),
        (["build", PAGE, "--ontology", "/no/ontology"], 1, "/no/ontology"),
        (["biuld", PAGE], 2, "biuld"),
    ],
)
def test_a_call_that_cannot_work_is_one_line_and_a_status(
    tmp_path: Path, words: list[str | Path], status: int, said: str
) -> None:
    result = kg(*words, *(["--out", tmp_path / "out"] if len(words) > 1 and words[0] == "build" else []))
    assert result.exit_code == status
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("toml", "said"),
    [("[a\n", "not valid TOML"), ("[a]\ndate = 1\n", "lacks file"), ('[a]\nfile="a.txt"\ndate="9月"\n', "9月")],
)
def test_a_malformed_sources_file_is_named(tmp_path: Path, toml: str, said: str) -> None:
    (tmp_path / "sources.toml").write_text(toml, encoding="utf-8")
    result = kg("build", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "sources.toml" in result.stderr and said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_page_of_an_unknown_city_is_left_out_and_the_others_go_on(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_bytes(PAGE.read_bytes())
    sources = '[a]\nfile = "a.txt"\ncity = "火星"\n[b]\nfile = "b.txt"\ncity = "株洲"\n'
    (tmp_path / "sources.toml").write_text(sources, encoding="utf-8")
    result = kg("build", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "a.txt" in result.stderr and "火星" in result.stderr


def test_a_page_without_an_article_is_named_and_an_empty_one_left_out(tmp_path: Path) -> None:
    (tmp_path / "digits.txt").write_text("12345 67890\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "good.txt").write_bytes(PAGE.read_bytes())
    result = kg("build", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "no article in digits" in result.stderr and "empty.txt: is empty" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")
def test_progress_is_shown_on_a_terminal_and_not_in_a_pipe(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "kg.cli", "build", str(SEEDS), "--out", str(tmp_path / "out")]
    piped = subprocess.run(words, capture_output=True, check=True)
    assert b"/5" not in piped.stderr and b"\x1b" not in piped.stderr
    ours, theirs = pty.openpty()
    with subprocess.Popen(words, stderr=theirs, stdout=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"}) as run:
        os.close(theirs)
        shown = _read_all(ours)
    assert run.returncode == 0 and b"/5" in shown


def _read_all(descriptor: int) -> bytes:
    shown = b""
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # how Linux says that the other end is closed
            return shown
        if not piece:
            return shown
        shown += piece
