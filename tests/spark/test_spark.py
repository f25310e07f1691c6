"""Spark builds the same graph, to the byte, as this machine does alone; a worker that dies changes nothing."""

from __future__ import annotations

import gzip
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import InputError, UsageError
from kg.pipeline import build
from kg.store import SCHEMA
from tests.cache.corpus import SENTENCES, SETTINGS, visible, write_pages

pyspark = pytest.importorskip("pyspark")
ROOT = Path(__file__).parents[2]
COMMAND = "kg build seeds --out spark --engine spark --master 'local[2]'"
PAGES = {f"p{n:02d}": tuple((n + k) % len(SENTENCES) for k in range(3)) for n in range(12)}
HERE = replace(SETTINGS, engine="spark", master="local[2]")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("java"), reason="Spark runs on Java")]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write_pages(folder, PAGES)
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "notes.log").write_text("no page", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the local engine writes."""
    out = tmp_path_factory.mktemp("alone")
    build([pages], out, SETTINGS)
    return out


@dataclass
class Cluster:
    """A standalone master and its workers, each with what it has started in a process group of its own."""

    master: str
    workers: list[subprocess.Popen[bytes]]

    def kill(self, number: int) -> None:
        os.killpg(self.workers[number].pid, signal.SIGKILL)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    started: list[subprocess.Popen[bytes]] = []
    try:
        log = tmp_path / "master.log"
        started.append(_spark("master.Master", log, "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"))
        master = _said(log, r"Starting Spark master at (spark://\S+)")
        for number in (0, 1):
            log = tmp_path / f"worker{number}.log"
            options = ("--host", "127.0.0.1", "--webui-port", "0", "-c", "1", "-m", "1g", "-d", str(tmp_path / "work"))
            started.append(_spark("worker.Worker", log, *options, master))
            _said(log, "Successfully registered with master")
        yield Cluster(master, started[1:])
    finally:
        for process in started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _spark(name: str, log: Path, *arguments: str) -> subprocess.Popen[bytes]:
    program = Path(pyspark.__file__).parent / "bin" / "spark-class"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SPARK_LOCAL_IP": "127.0.0.1"}
    with log.open("wb") as out:
        return subprocess.Popen(
            [str(program), f"org.apache.spark.deploy.{name}", *arguments],
            env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip


def _said(log: Path, pattern: str) -> str:
    """Wait until the log says so; the first group of what it says."""
    for _ in range(1200):
        if found := re.search(pattern, log.read_text(encoding="utf-8", errors="replace")):
            return found[found.re.groups and 1]
        time.sleep(0.1)
    raise AssertionError(f"{log.name} does not say {pattern}: {log.read_text(encoding='utf-8')[-2000:]}")


def test_a_cluster_that_loses_a_worker_writes_the_same(
    cluster: Cluster, pages: Path, alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    killed: list[int] = []
    watcher = threading.Thread(target=_kill_at_work, args=(cluster, killed), daemon=True)
    watcher.start()
    build([pages], tmp_path / "out", replace(HERE, master=cluster.master))
    watcher.join(5)
    assert killed and killed[0] < 8, "the worker was to die while the pages were worked on"
    _same(tmp_path / "out", alone)


def _kill_at_work(cluster: Cluster, killed: list[int]) -> None:
    """Kill a worker while both have a task; note how many tasks were done."""
    from pyspark import SparkContext

    for _ in range(6000):
        context: Any = SparkContext._active_spark_context
        tracker = context.statusTracker() if getattr(context, "_jsc", None) else None
        stages = [tracker.getStageInfo(s) for s in tracker.getActiveStageIds()] if tracker else []
        if working := [s for s in stages if s and s.numActiveTasks >= 2]:
            cluster.kill(1)
            killed.append(working[0].numCompletedTasks)
            return
        time.sleep(0.05)


def _same(out: Path, alone: Path) -> None:
    """The exports to the byte, and the two that only Spark writes by what they hold."""
    beside = ("statements/", "nquads/")
    assert {k: v for k, v in visible(out).items() if not k.startswith(beside)} == visible(alone)
    parts = [gzip.decompress(p.read_bytes()) for p in sorted((out / "nquads").glob("part-*.nq.gz"))]
    assert b"".join(parts) == gzip.decompress((alone / "zhuzhou.nq.gz").read_bytes())
    names = [*SCHEMA.names, "subject_entity", "object_entity"]
    table = ds.dataset(out / "statements", partitioning="hive").to_table().select(names)
    expected = pq.read_table(alone / "zhuzhou.parquet").select(names)
    assert table.schema.types == expected.schema.types
    assert _rows(table) == _rows(expected) and len(table)


def _rows(table: pa.Table) -> list[str]:
    return sorted(map(repr, table.to_pylist()))


def test_pages_of_an_object_store_and_of_a_parquet_table(pages: Path, alone: Path, tmp_path: Path) -> None:
    texts = {p.stem: p.read_text(encoding="utf-8") for p in sorted(pages.glob("p*.txt"))}
    columns = {"page": list(texts), "text": list(texts.values())}
    columns |= {"city": ["株洲"] * len(texts), "date": ["2031-03-12"] * len(texts)}
    pq.write_table(pa.table(columns), tmp_path / "pages.parquet")
    build([pages.as_uri()], tmp_path / "store", HERE)
    _same(tmp_path / "store", alone)
    _, report = build([tmp_path / "pages.parquet"], tmp_path / "table", HERE)
    assert not report.left_out
    for name in ("zhuzhou.ttl", "zhuzhou.parquet", "zhuzhou.nq.gz"):
        assert (tmp_path / "table" / name).read_bytes() == (alone / name).read_bytes()


@pytest.mark.parametrize("name", ["scale.md", "scale.zh-CN.md"])
def test_the_command_that_the_page_on_scale_prints_is_the_one_run_below(name: str) -> None:
    assert f"\n{COMMAND}\n" in (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_that_command_builds_what_is_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    run = CliRunner().invoke(main, shlex.split(COMMAND)[1:])
    assert run.exit_code == 0, run.output
    _same(tmp_path / "spark", ROOT / "exports")


def test_the_local_engine_says_who_reads_a_table(tmp_path: Path) -> None:
    pq.write_table(pa.table({"page": ["a"], "text": ["b"]}), tmp_path / "pages.parquet")
    with pytest.raises(InputError, match="add --engine spark"):
        build([tmp_path / "pages.parquet"], tmp_path / "out", SETTINGS)


def test_an_engine_that_is_none_is_named(tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", {"a": (0,)})
    with pytest.raises(UsageError, match="no such engine: sparks; there are local, spark"):
        build([tmp_path / "pages"], tmp_path / "out", replace(SETTINGS, engine="sparks"))


def test_a_worker_of_another_version_is_refused() -> None:
    from kg.spark import _Task

    assert fields(_Task)
    with pytest.raises(UsageError, match="another version"):
        next(_Task(lambda job: None, SETTINGS, "0").files(iter(())))  # type: ignore[arg-type,return-value]
