"""A build that goes on from the last one: a page added to a thousand, beside the same pages from nothing."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command has it; holds where numpy is not yet loaded

from benchmarks.corpus import reports
from benchmarks.row import Row, timed
from kg.pipeline import build
from kg.settings import Settings

PAGES = 1_000
#: Characters a page: a column of short news, a page with pictures, and one full of small print.
SIZES = (400, 2_250, 6_000)


def rows(data: Path) -> Iterator[Row]:
    """Wall and processor seconds for pages of each size, libraries loaded before, and of the command, which loads them.

    All with all cores.
    """
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            pages, out = Path(folder) / "pages", Path(folder) / "out"
            *most, last, another = _cut(data, size, PAGES + 2)
            _write(pages, most)
            of = f"{PAGES:,} pages of {size:,} characters"
            whole, spent = _timed(pages, out)
            yield Row(f"{of}, from nothing", whole, "s")
            _write(pages, [last])
            grown, used = _timed(pages, out)
            yield Row(f"{of}, one added", grown, "s", "from nothing", whole / grown)
            yield Row(f"{of}, one added: processor time", used, "s", "from nothing", spent / used)
            _write(pages, [another])
            command = [sys.executable, "-m", "kg", "build", str(pages), "--out", str(out)]
            # Byte code is kept, as an installer leaves it: without it each start compiles the whole package.
            kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
            grown, _ = timed(partial(subprocess.run, command, check=True, capture_output=True, env=kept))
            yield Row(f"{of}, one added: the command", grown, "s", "from nothing", whole / grown)


def _timed(pages: Path, out: Path) -> tuple[float, float]:
    start, spent = time.perf_counter(), _processor()
    build([pages], out, Settings())
    return time.perf_counter() - start, _processor() - spent


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def _cut(data: Path, size: int, count: int) -> list[tuple[str, str]]:
    """So many pieces of reports, (name, text); each under its report's title."""
    pieces: list[tuple[str, str]] = []
    for report in reports(data):
        for at in range(0, len(report["text"]) - size, size):
            pieces.append((f"r{len(pieces):05d}", f"{report['title']}\n\n{report['text'][at : at + size]}"))
            if len(pieces) == count:
                return pieces
    return pieces


def _write(folder: Path, pages: list[tuple[str, str]]) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in pages:
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
