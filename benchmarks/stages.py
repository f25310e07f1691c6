"""Characters a second of each stage and of the whole build, beside jieba.posseg on the same text in the same run.

Stages and posseg take turns page by page and are counted in processor time, so that what else the machine does weighs
on all alike; whole builds stand beside a process of posseg that loads and cuts the same pages; gains from a second
core, and start-up, are counted in time on the wall.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

for library in ("OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")  # one core for all; holds where numpy is not yet loaded

import jieba.posseg

from benchmarks.corpus import write_pages
from benchmarks.row import Row, markdown, timed
from kg.export.files import write_files
from kg.model import Page, Statement
from kg.ontology import find_ontology, load_ontology
from kg.overlay import resolved
from kg.read.page import SUFFIXES, read_page
from kg.read.sources import find_pages
from kg.recognise.recogniser import Recogniser
from kg.relate.relater import Relater
from kg.settings import Settings

T = TypeVar("T")

#: Characters of the smallest input, and how many times as many the others have.
CHARACTERS = int(os.environ.get("BENCH_CHARACTERS", "400000"))
TIMES = (1, 2, 4, 8)
#: Of the inputs the one that is built by all cores as well; starts that are tried, of which the fastest counts.
SHARED, STARTS = 4, 5
SPEED, BESIDE = "characters/s", "jieba.posseg"
#: What a user would run instead of a build, on a folder of pages: it loads its dictionary, as a build does.
POSSEG = """
import pathlib, sys
import jieba.posseg
for page in sorted(pathlib.Path(sys.argv[1]).glob("*.txt")):
    jieba.posseg.lcut(page.read_text(encoding="utf-8"))
"""


@dataclass(frozen=True)
class Built:
    """What one build took: seconds of processor time and on the wall; ``whole`` measures memory."""

    processor: float
    wall: float


def rows(data: Path) -> list[Row]:
    """One row a stage, one for the whole at each size, then what the second core brings, and start-up."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = {times: _written(data, folder / f"x{times}", CHARACTERS * times) for times in TIMES}
        seconds = _stages(folder / f"x{SHARED}")
        posseg = sizes[SHARED] / seconds.pop(BESIDE)
        table = [Row(BESIDE, posseg, SPEED)]
        table += [_beside(stage, sizes[SHARED] / spent, posseg) for stage, spent in seconds.items()]
        return [*table, *_whole(folder, sizes), *_starts(folder)]


def _written(data: Path, folder: Path, characters: int) -> int:
    folder.mkdir()
    return write_pages(data, folder, characters)


def _stages(pages: Path) -> Counter[str]:
    """Processor seconds of posseg and of each stage over all pages."""
    settings, ontology = Settings(workers=1), load_ontology(find_ontology(None))
    recogniser = Recogniser(ontology, settings)
    relater = Relater(ontology, tag=recogniser.segmenter.tagged)
    jobs, spent = find_pages([pages], settings, SUFFIXES), Counter[str]()
    read: list[Page] = []
    said: list[Statement] = []

    def turn(stage: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        result = work()
        spent[stage] += time.process_time() - start
        return result

    for number, (file, source) in enumerate(jobs):
        if number == 1:
            spent.clear()  # the first page loads dictionaries
        text = (pages / file.name).read_text(encoding="utf-8")
        turn(BESIDE, lambda text=text: jieba.posseg.lcut(text))
        page = turn("read", lambda f=file, s=source: read_page(f, s, settings))
        found = turn("recognise", lambda p=page: list(recogniser.recognise_page(p)))
        claims = turn("relate", lambda p=page, f=found: [relater.relate(p, article, m) for article, m, _ in f])
        read.append(page)
        said += sorted(chain.from_iterable(claims), key=lambda s: (s.sentence_start, s.subject_start, s.id))
    homes = {page.id: page.source.city for page in read}
    graph = turn("resolve", lambda: resolved(said, ontology, tuple(read), homes))
    with tempfile.TemporaryDirectory() as out:
        turn("export", lambda: write_files(graph, ontology, settings, Path(out)))
    return spent


def _whole(folder: Path, sizes: dict[int, int]) -> Iterator[Row]:
    built = {}
    for times in TIMES:
        posseg = _used("-c", POSSEG, str(folder / f"x{times}"))
        built[times] = _build(folder / f"x{times}", folder / f"out{times}", 1)
        what = f"whole build of {sizes[times]:,} characters, one process"
        speed, other = sizes[times] / built[times].processor, sizes[times] / (posseg.ru_utime + posseg.ru_stime)
        yield Row(what, speed, SPEED, f"a process of {BESIDE}", speed / other)
    more = (built[TIMES[-1]].processor / built[TIMES[0]].processor) / (sizes[TIMES[-1]] / sizes[TIMES[0]])
    yield Row(f"time a character, {TIMES[-1]}x the input against 1x", more, "times")
    both = _build(folder / f"x{SHARED}", folder / "all", 0)
    speed = sizes[SHARED] / both.wall
    yield Row("whole build, all cores", speed, SPEED, "one process", built[SHARED].wall / both.wall)
    texts = [page.read_text(encoding="utf-8") for page in sorted((folder / "x1").glob("*.txt"))]
    alone, shared = _posseg(texts, 1), _posseg(texts, os.cpu_count() or 1)
    yield Row(f"{BESIDE}, all cores", sum(map(len, texts)) / shared, SPEED, "one process", alone / shared)


def _posseg(texts: Sequence[str], workers: int) -> float:
    """Seconds on the wall of so many processes, whose dictionaries are loaded: what more cores can bring here."""
    with get_context("fork").Pool(workers) as pool:
        return timed(lambda: pool.map(_cut, texts, chunksize=1))[0]


def _cut(text: str) -> int:
    return len(jieba.posseg.lcut(text))


def _starts(folder: Path) -> Iterator[Row]:
    page = min((folder / "x1").glob("*.txt"))
    (folder / "one").mkdir()
    (folder / "one" / "page.txt").write_text(page.read_text(encoding="utf-8")[:5000], encoding="utf-8")
    spent = timed(lambda: _kg("--help"), STARTS)[0]
    yield Row("kg --help", spent * 1000, "ms", "150 ms", 0.15 / spent)
    spent = timed(lambda: _build(folder / "one", folder / "one-out", 0), STARTS)[0]
    yield Row("kg build of one page of 5,000 characters", spent, "s", "2 s", 2 / spent)


def _build(pages: Path, out: Path, workers: int) -> Built:
    start = time.perf_counter()
    usage = _kg("build", str(pages), "--out", str(out), "--workers", str(workers), "--no-cache")
    wall = time.perf_counter() - start
    return Built(usage.ru_utime + usage.ru_stime, wall)


def _kg(*arguments: str) -> os.struct_rusage:  # type: ignore[name-defined]  # there is such a type
    """Run the command; what it and its processes used."""
    return _used("-m", "kg", *arguments)


def _used(*arguments: str) -> os.struct_rusage:  # type: ignore[name-defined]  # there is such a type
    """Run Python so; what it and its processes used."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # Byte code is kept, as an installer leaves it: without it each start compiles the whole package.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "kg-benchmarks")
    process = subprocess.Popen([sys.executable, *arguments], env=environment, **quiet)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}")
    return usage


def _beside(name: str, speed: float, posseg: float) -> Row:
    return Row(name, speed, SPEED, BESIDE, speed / posseg)


if __name__ == "__main__":
    print(markdown(rows(Path(sys.argv[1]))))
