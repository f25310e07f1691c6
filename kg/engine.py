"""How pages are worked on apart: engines run read, recognise and relate over many pages, results come in order.

An engine knows nothing of what the stages do; the stages know nothing of engines.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import lru_cache
from multiprocessing.reduction import ForkingPickler
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol

from kg.children import end_with_parent, forked
from kg.errors import InputError
from kg.model import Dropped, Graph, Page, Sentence, Source, Statement
from kg.ontology import Ontology, find_ontology, load_ontology
from kg.read.files import PageFile
from kg.read.page import read_page
from kg.recognise.recogniser import Recogniser
from kg.relate.relater import Relater
from kg.settings import Settings

#: Below this many pages, starting processes costs more than it brings.
POOL_FLOOR = 12
#: Bytes of a page that is worked on before processes are started, so that they share what it loads.
WARM = 12_000


@dataclass(frozen=True)
class Extraction:
    """What one page gave before resolution."""

    page: Page
    statements: tuple[Statement, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True)
class Failure:
    """A page that could not be read: the file's name and the error in a line."""

    file: str
    problem: str


@dataclass(frozen=True)
class Stored:
    """Pages that are no files here: a folder of an object store, or a Parquet table; what they are an engine finds out.

    Attributes:
        url: ``s3a://bucket/pages``, ``hdfs:///pages``, or a path that ends in ``.parquet``.
    """

    url: str

    @property
    def name(self) -> str:
        """The address, as reports show it."""
        return self.url

    @property
    def suffix(self) -> str:
        """``.parquet`` for a table."""
        return ".parquet" if self.url.rstrip("/").endswith(".parquet") else ""


Job = tuple[PageFile | Stored, Source]
Result = Extraction | Failure


class Extractor:
    """Reads, recognises and relates one page at a time; everything it needs is loaded once."""

    def __init__(self, ontology: Ontology, settings: Settings) -> None:
        self._settings = settings
        self._recogniser = Recogniser(ontology, settings)
        self._relater = Relater(ontology, tag=self._recogniser.segmenter.tagged)

    def __reduce__(self) -> tuple[Callable[[Settings], Extractor], tuple[Settings]]:
        """In another process it is made anew, once, of what that process has."""
        return _made, (self._settings,)

    def __call__(self, job: Job) -> Result:
        """Work on one page file; an unreadable one becomes a Failure."""
        page = read(job, self._settings)
        return page if isinstance(page, Failure) else self.extract(page)

    def extract(self, page: Page) -> Extraction:
        """The statements of a page, in the order of their places."""
        statements: list[Statement] = []
        dropped = list(page.dropped)
        for article, mentions, left_out, city in self._recogniser.at_home(page):
            statements += self._relater.relate(page, article, mentions, city=city)
            dropped += left_out
        statements.sort(key=lambda s: (s.sentence_start, s.subject_start, s.id))
        return Extraction(page, tuple(statements), tuple(dropped))


@lru_cache(maxsize=1)
def _made(settings: Settings) -> Extractor:
    return Extractor(load_ontology(find_ontology(settings.ontology)), settings)


def read(job: Job, settings: Settings) -> Page | Failure:
    """The page of one job; an unreadable one becomes a Failure."""
    file, source = job
    if isinstance(file, Stored):
        return Failure(file.url, "is an object store or a table; add --engine spark")
    try:
        return read_page(file, source, settings)
    except InputError as error:
        return Failure(file.name, f"{error.problem}; {error.advice}" if error.advice else error.problem)


class Steps(Protocol):
    """Work on a page in two steps, of which each loads what it needs when it is first taken."""

    def begin(self, job: Job) -> Any:
        """Read the page; what ``finish`` is given."""
        ...

    def finish(self, begun: Any) -> Result:
        """Find what the page says."""
        ...

    def prepare(self) -> None:
        """Load what ``finish`` needs."""
        ...


@dataclass(frozen=True)
class Lazily:
    """The steps of an extractor that is made when it is first needed.

    Attributes:
        make: gives the extractor, the same each time.
    """

    make: Callable[[], Extractor]
    settings: Settings

    def __call__(self, job: Job) -> Result:
        """Both steps."""
        return self.finish(self.begin(job))

    def begin(self, job: Job) -> Page | Failure:
        """The page."""
        return read(job, self.settings)

    def finish(self, begun: Page | Failure) -> Result:
        """What the page says."""
        return begun if isinstance(begun, Failure) else self.make().extract(begun)

    def prepare(self) -> None:
        """Have the extractor made."""
        self.make()


class Begun:
    """Pages that another process works on: one result each, in order."""

    def __init__(self, results: Sequence[Future[Result]]) -> None:
        self._results = results
        self._next = iter(results)

    def __iter__(self) -> Iterator[Result]:
        return self

    def __next__(self) -> Result:
        return next(self._next).result()

    def meanwhile(self, tasks: Iterable[Callable[[], object]]) -> None:
        """Do this here, one after another, as long as a page is not done."""
        for task in tasks:
            if all(result.done() for result in self._results):
                return
            task()


@contextmanager
def ahead(steps: Steps, jobs: Sequence[Job], workers: int) -> Iterator[Begun | None]:
    """A few pages, read here while another process loads what finds names; it goes on while this one does other things.

    None where there are no pages, so many that a pool is better, or one core alone.

    Args:
        workers: processes that there may be; 0 means one a core.
    """
    few, alone = 0 < len(jobs) < POOL_FLOOR, (workers or os.cpu_count() or 1) == 1
    if not few or alone or "fork" not in multiprocessing.get_all_start_methods():
        yield None
        return
    with forked(1, _adopt, steps) as process:
        process.submit(_prepare)
        yield Begun([process.submit(_finish, steps.begin(job)) for job in jobs])


class Engine(Protocol):
    """Runs an extractor over jobs."""

    def run(self, extractor: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]:
        """One result a job, in the order of the jobs, and as many as there are pages for what is Stored."""
        ...

    def keep(self, graph: Graph, ontology: Ontology, out: Path) -> None:
        """Write what this engine writes beside the exports."""
        ...

    def close(self) -> None:
        """End what the engine has started."""
        ...


class LocalEngine:
    """This machine: one process for few pages, a pool that forks from the loaded extractor for many.

    Args:
        workers: processes; 0 means one a core.
    """

    def __init__(self, workers: int = 0) -> None:
        self._workers = workers or os.cpu_count() or 1

    def run(self, extractor: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]:
        """One result a job, in order."""
        alone = self._workers == 1 or len(jobs) < POOL_FLOOR or "fork" not in multiprocessing.get_all_start_methods()
        if len(jobs) < 2:
            yield from map(extractor, jobs)
            return
        first = 0 if alone else _short(jobs)
        done, others = extractor(jobs[first]), [*jobs[:first], *jobs[first + 1 :]]
        # What this page loaded stays: no collection looks through it again, and all processes share it.
        gc.collect()
        gc.freeze()
        try:
            results = map(extractor, others) if alone else self._pool(extractor, others)
            for number in range(len(jobs)):
                yield done if number == first else next(results)
        finally:
            gc.unfreeze()

    def keep(self, graph: Graph, ontology: Ontology, out: Path) -> None:
        """Nothing: the exports are all."""

    def close(self) -> None:
        """Nothing is left running."""

    def _pool(self, extractor: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]:
        # Dictionaries and model are shared, and nothing is loaded twice.
        with forked(self._workers, _adopt, extractor) as pool:
            yield from pool.map(_work, jobs)


#: In a process that was started, the extractor or the steps it works with; it has one life and one job.
_ADOPTED: list[Any] = []


def _adopt(extractor: Callable[[Job], Result] | Steps) -> None:
    _ADOPTED.append(extractor)
    for kind in (Sentence, Statement):
        _send_as_fields(kind)
    end_with_parent()


#: Equal values that are sent become one object, so that a graph of a million statements is a third smaller: in a pool's
#: process the texts of the page that is sent, and where pages arrive the numbers of all, by type.
_TEXTS: dict[str, str] = {}
_NUMBERS: dict[str, dict[Any, Any]] = {"int": {}, "float": {}}
#: More numbers than this are not kept.
_MANY_NUMBERS = 1 << 17


def _send_as_fields(kind: type) -> None:
    """Have what this process sends to another go as its fields: half the time of a frozen class with slots."""
    values = attrgetter(*(f.name for f in fields(kind)))
    numbers = tuple((at, str(f.type)) for at, f in enumerate(fields(kind)) if f.type in _NUMBERS)

    def taken(record: object) -> tuple[Callable[..., object], tuple[object, ...]]:
        sent = [_TEXTS.setdefault(v, v) if type(v) is str else v for v in values(record)]
        return _received, (kind, sent, numbers)

    ForkingPickler.register(kind, taken)


def _received(kind: Callable[..., object], values: list[Any], numbers: Sequence[tuple[int, str]]) -> object:
    for at, type_ in numbers:
        known = _NUMBERS[type_]
        if len(known) > _MANY_NUMBERS:
            known.clear()
        values[at] = known.setdefault(values[at], values[at])
    return kind(*values)


def _short(jobs: Sequence[Job]) -> int:
    """The number of the shortest page that is long enough to load most of what pages need; 0 for none."""
    sizes = [(path.stat().st_size, n) for n, (path, _) in enumerate(jobs) if isinstance(path, Path) and path.is_file()]
    return min((at for at in sizes if at[0] >= WARM), default=(0, 0))[1]


def _work(job: Job) -> Result:
    _TEXTS.clear()
    result: Result = _ADOPTED[-1](job)
    return result


def _prepare() -> None:
    _ADOPTED[-1].prepare()


def _finish(begun: object) -> Result:
    _TEXTS.clear()
    result: Result = _ADOPTED[-1].finish(begun)
    return result


def in_order(results: Iterable[Result]) -> tuple[list[Extraction], list[Failure]]:
    """Results parted into what worked, by page id, and what did not."""
    results = list(results)
    extractions = sorted((r for r in results if isinstance(r, Extraction)), key=lambda e: e.page.id)
    return extractions, [r for r in results if isinstance(r, Failure)]
