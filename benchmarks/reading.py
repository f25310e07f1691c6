"""Reading alone: characters a second of CPU beside jieba.posseg, memory over many pages, and lines without an end."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import jieba.posseg

from benchmarks.corpus import write_pages
from benchmarks.row import Row
from kg.errors import InputError
from kg.model import Source
from kg.read.page import SUFFIXES, read_page
from kg.read.sources import Found, find_pages
from kg.settings import Settings

CHARACTERS, RUNS = 300_000, 5
#: Times that all pages are read to see whether memory grows.
ROUNDS = 8
#: Bytes of a file of one line: one that is read, one past the limit.
LINE, ENDLESS = 20_000_000, 200_000_000
SENTENCE = "市长到企业调研，强调要抓好项目建设。"
READ_LINE = """
import resource, sys
from pathlib import Path
from kg.model import Source
from kg.read.page import read_page
from kg.settings import Settings
page = read_page(Path(sys.argv[1]), Source("line"), Settings(max_page_bytes=10**9))
print(len(page.text), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def rows(data: Path) -> Iterable[Row]:
    """Speed, memory, and what becomes of endless lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        written = write_pages(data, path, CHARACTERS)
        found = find_pages([path], Settings(), SUFFIXES)
        texts = [p.read_text(encoding="utf-8") for p in sorted(path.glob("*.txt"))]
        jieba.posseg.lcut("热身")
        posseg = written / _cpu(lambda: [jieba.posseg.lcut(text) for text in texts], 1)
        read = written / _cpu(lambda: _read(found), RUNS)
        yield Row("jieba.posseg", posseg, "characters/s of CPU")
        yield Row("reading text", read, "characters/s of CPU", "jieba.posseg", read / posseg)
        yield _growth(found)
        yield from _lines(path)


def _read(found: Iterable[Found]) -> None:
    for file, source in found:
        read_page(file, source, Settings())


def _cpu(run: Callable[[], object], runs: int) -> float:
    """The least CPU time of so many runs, in seconds."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def _growth(found: list[Found]) -> Row:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(ROUNDS):
        _read(found)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Row(f"peak memory grown while {ROUNDS * len(found)} pages more were read", grown / 1024, "MB")


def _lines(folder: Path) -> Iterable[Row]:
    long = folder / "line.txt"
    long.write_text(SENTENCE * (LINE // len(SENTENCE.encode())), encoding="utf-8")
    start = time.perf_counter()
    told = subprocess.run([sys.executable, "-c", READ_LINE, str(long)], capture_output=True, text=True, check=True)
    seconds, (characters, peak) = time.perf_counter() - start, map(int, told.stdout.split())
    yield Row(f"a line of {LINE // 10**6} MB", characters / seconds, "characters/s")
    yield Row("its peak memory", peak / 1024, "MB")
    with long.open("wb") as file:
        file.truncate(ENDLESS)
    start = time.perf_counter()
    try:
        read_page(long, Source("line"), Settings())
    except InputError:
        yield Row(f"a line of {ENDLESS // 10**6} MB is refused in", time.perf_counter() - start, "s")
