"""All government reports to a checked graph, by two processes: time on the wall, processor time, memory of all of them.

Runs only when it is asked for by name, as it takes minutes, and on Linux. BENCH_WHOLE has the characters to take (all).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import write_pages
from benchmarks.row import Row

#: Asked for alone, never with the others.
BY_NAME_ONLY = True
WORKERS = 2
#: What the whole has to stay below.
SECONDS, MEGABYTES = 420.0, 4096.0
#: Seconds between two looks at the processes.
PAUSE = 0.5


@dataclass
class Used:
    """What a run of kg took.

    Attributes:
        wall: seconds. processor: seconds of all its processes. own: of them, those of the first process.
        memory: the most megabytes that all of its processes held at once, what they share counted once.
        said: what it printed.
    """

    wall: float = 0.0
    processor: float = 0.0
    own: float = 0.0
    memory: float = 0.0
    said: str = ""


def rows(data: Path) -> Iterator[Row]:
    """The build, the check, and what two processes can bring by the share of work that only one can do."""
    with tempfile.TemporaryDirectory() as name:
        pages, out = Path(name) / "pages", Path(name) / "out"
        pages.mkdir()
        size = write_pages(data, pages, int(os.environ.get("BENCH_WHOLE", "1000000000")))
        build = _run("build", str(pages), "--out", str(out), "--workers", str(WORKERS), "--no-cache")
        check = _run("check", str(out / "zhuzhou.ttl"), "--json")
    both = build.wall + check.wall
    yield Row(f"{size:,} characters to a checked graph", both, "s", f"{SECONDS:.0f} s", SECONDS / both)
    for what, used in (("build", build), ("check", check)):
        yield Row(f"{what}: on the wall", used.wall, "s")
        yield Row(f"{what}: processor time", used.processor, "s")
        against = f"{MEGABYTES:.0f} MB"
        yield Row(f"{what}: memory of all processes", used.memory, "MB", against, MEGABYTES / used.memory)
    yield Row("check: violations", len(json.loads(check.said)["violations"]), "")
    yield Row("build: processor time of the first process alone", build.own, "s")
    shared = build.own + (build.processor - build.own) / WORKERS
    yield Row("build: two processes with a core each, by processor time", shared, "s", "one", build.processor / shared)


def _run(*arguments: str) -> Used:
    start, used = time.perf_counter(), Used()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        command = [sys.executable, "-m", "kg", *arguments]
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            used.own = _processor(process.pid)
            used.memory = max(used.memory, sum(map(_megabytes, _family(process.pid))))
            time.sleep(PAUSE)
        used.wall, used.processor = time.perf_counter() - start, ended[2].ru_utime + ended[2].ru_stime
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        said.seek(0)
        used.said = said.read()
    if process.returncode and not _found(used.said):
        raise SystemExit(f"kg {' '.join(arguments)} ended with {process.returncode}")
    return used


def _found(said: str) -> bool:
    """Whether a check ended so because it found violations, which are figures and no failure."""
    return said.startswith("{")


def _family(process: int) -> list[int]:
    """A process and those below it."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    except OSError:
        return []
    return [process, *(each for child in children for each in _family(int(child)))]


def _megabytes(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _processor(process: int) -> float:
    """Seconds of processor time of a process without its children."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
