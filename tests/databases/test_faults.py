"""What goes wrong is one line that says what and what to do, and how much is in by then."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.errors import OutputError
from kg.load.bolt import check_version
from kg.load.registry import load
from kg.load.target import parse_target
from tests.databases import servers
from tests.databases.conftest import or_skipped
from tests.databases.questions import COUNTS
from tests.databases.servers import Server
from tests.databases.targets import Target, triple_store

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def kg_load(address: str, built: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["load", address, "--graph", str(built / "zhuzhou.ttl"), *words])


def one_line(result: Result) -> str:
    """What is said of the fault: one line."""
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 and "Traceback" not in result.stderr
    return result.stderr


@pytest.mark.parametrize("address", ["sparql+http://127.0.0.1:9/store?default", "bolt://127.0.0.1:9"])
def test_a_wrong_port(built: Path, address: str) -> None:
    said = one_line(kg_load(address, built))
    assert "127.0.0.1:9" in said and "is the server up, and the port right?" in said


def test_a_port_of_another_protocol(oxigraph: Server, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.load.bolt.ACQUIRE", 1)
    assert "name the Bolt port of a Neo4j" in one_line(kg_load(f"bolt://{oxigraph.authority}", built))


def test_an_address_that_is_no_graph_store(oxigraph: Server, built: Path) -> None:
    assert "name the Graph Store or update address" in one_line(kg_load(f"sparql+{oxigraph.http}/nothing", built))


@pytest.mark.parametrize("target", ["virtuoso", "neo4j"], indirect=True)
def test_a_refused_login(target: Target, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LOAD_PASSWORD", "falsch-falsch")
    said = one_line(kg_load(target.address, built))
    assert "KG_LOAD_PASSWORD" in said and "falsch-falsch" not in said


def test_no_login_where_one_is_wanted(virtuoso: Server, built: Path) -> None:
    assert "KG_LOAD_USER" in one_line(kg_load(triple_store("virtuoso", virtuoso).address, built))


@pytest.mark.parametrize("agent", ["Neo4j/4.3.7", "Neo4j/3.5.0"])
def test_a_server_that_is_too_old(agent: str) -> None:
    with pytest.raises(OutputError, match=f"{agent} is too old; load into Neo4j 5 or newer"):
        check_version(agent, parse_target("bolt://127.0.0.1"))


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/2025.07.0", "Memgraph"])
def test_a_server_that_is_new_enough_or_another_product(agent: str) -> None:
    check_version(agent, parse_target("bolt://127.0.0.1"))


def test_a_store_on_a_full_disk(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.load.wire.WAITS", (0.0,))
    monkeypatch.setattr("kg.load.graph_store.BATCH", 2_000)
    with or_skipped(servers.oxigraph(tmp_path, file_limit=2_000)) as server:
        said = one_line(kg_load(triple_store("oxigraph", server).address, built))
    assert "make room on the store's disk" in said
    assert "are loaded: run the command again to finish" in said and " 0 of" not in said


def test_ladybug_on_a_full_disk_changes_nothing(built: Path, tmp_path: Path) -> None:
    pytest.importorskip("ladybug")
    file, graph = tmp_path / "zhuzhou.lbug", built / "zhuzhou.ttl"
    words = [sys.executable, "-m", "kg.cli", "load", f"ladybug:{file}", "--graph", str(graph)]
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))  # noqa: E731
    run = subprocess.run(words, capture_output=True, text=True, timeout=100, preexec_fn=small)
    assert run.returncode == 1 and run.stderr.count("\n") == 1
    assert "make room on the disk" in run.stderr and "nothing is changed" in run.stderr
    run = subprocess.run(words, capture_output=True, text=True, timeout=100)
    assert run.returncode == 0, run.stderr


def test_a_file_that_is_no_ladybug_database(built: Path, tmp_path: Path) -> None:
    pytest.importorskip("ladybug")
    (tmp_path / "db").write_text("不是数据库", encoding="utf-8")
    assert "Ladybug database" in one_line(kg_load(f"ladybug:{tmp_path / 'db'}", built))


def test_a_ladybug_file_of_another_version(built: Path, tmp_path: Path) -> None:
    pytest.importorskip("ladybug")
    file = tmp_path / "zhuzhou.lbug"
    assert kg_load(f"ladybug:{file}", built).exit_code == 0
    data = bytearray(file.read_bytes())
    data[4:12] = (1).to_bytes(8, "little")  # after four bytes that name the format
    file.write_bytes(data)
    assert "install the version of Ladybug that wrote this one" in one_line(kg_load(f"ladybug:{file}", built))


def test_a_ladybug_file_that_another_program_has_open(built: Path, tmp_path: Path) -> None:
    pytest.importorskip("ladybug")
    file = tmp_path / "zhuzhou.lbug"
    hold = "import ladybug, sys; d = ladybug.Database(sys.argv[1]); ladybug.Connection(d); print(); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        said = one_line(kg_load(f"ladybug:{file}", built))
        other.stdin.close()
    assert "close the program that has it open" in said


@pytest.mark.parametrize("target", ["oxigraph", "neo4j"], indirect=True)
def test_a_load_that_is_stopped_says_how_much_is_in(
    target: Target, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.load.graph_store.BATCH", 100)
    monkeypatch.setattr("kg.load.bolt.BATCH", 100)

    def stop(sent: int, total: int) -> None:
        if sent > total // 2:
            raise KeyboardInterrupt

    with pytest.raises(OutputError, match=r"stopped; [\d,]+ of [\d,]+ are loaded: run the command again to finish"):
        load(built / "zhuzhou.ttl", parse_target(target.address, replace=True), stop)


def test_progress_is_shown_on_a_terminal(oxigraph: Server, built: Path) -> None:
    address = triple_store("oxigraph", oxigraph).address
    shown = on_a_terminal([sys.executable, "-m", "kg.cli", "load", address, "--graph", str(built / "zhuzhou.ttl")])
    total = next(iter(triple_store("oxigraph", oxigraph).answers(COUNTS["triples"])))[0]
    assert f"{total}/{total}" in shown


def on_a_terminal(words: list[str]) -> str:
    """What a command shows on a terminal."""
    ours, theirs = os.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(words, stdout=theirs, stderr=theirs, stdin=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        try:
            while data := os.read(ours, 4096):
                shown += data
        except OSError:
            pass  # Linux says so at the end
        assert process.wait(60) == 0
    os.close(ours)
    return shown.decode()
