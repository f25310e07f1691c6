"""Writes all exports of a graph, each whole or not at all; of a large one by several processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from kg.children import end_with_parent, forked
from kg.export.kept import Kept
from kg.export.network import write_networks
from kg.export.registry import NETWORKS, SHEETS, exporters
from kg.export.side_by_side import write_sheets
from kg.model import Graph
from kg.ontology import Ontology
from kg.settings import Settings

#: From so many statements on, processes are worth their start; beyond so many two would take more than four gigabytes,
#: as each has its copy of what it looks at.
LARGE, HUGE = 5_000, 1_100_000
#: What files are written with that takes long to load.
_LIBRARIES = ("networkx", "scipy.sparse", "pyvis.network")
#: Paths of files that are written together; what takes longest is begun first.
Job = tuple[str, ...]
#: Writes something.
Task = Callable[[], None]
_LONGEST: tuple[Job, ...] = (("{name}.html",), tuple(SHEETS), ("{name}.parquet",), tuple(NETWORKS))

#: In a process of the pool, what writes files there; a process has one life and one job.
_WRITER: list[Callable[[], None]] = []


def write_files(
    graph: Graph,
    ontology: Ontology,
    settings: Settings,
    out: Path,
    *,
    kept: Kept | None = None,
    more: Sequence[Task] = (),
) -> None:
    """Write every export into ``out``, which exists.

    Args:
        kept: the index of what the last build wrote there of RDF; what has not changed is taken over.
        more: what else is to be written.

    Raises:
        OSError: a file cannot be written.
    """
    begun = {name for job in _LONGEST for name in job}
    jobs = [*_LONGEST, *((name,) for name in exporters(settings) if name not in begun)]
    tasks: list[Task] = [partial(_write, graph, ontology, settings, out, job, kept=kept) for job in jobs]
    tasks[len(_LONGEST) : len(_LONGEST)] = more
    workers = settings.workers or os.cpu_count() or 1
    fits = LARGE <= len(graph.statements) <= HUGE
    if workers == 1 or not fits or "fork" not in multiprocessing.get_all_start_methods():
        for task in tasks:
            task()
        return
    gc.freeze()  # processes share the graph as long as no collection looks through it
    try:
        _share(tasks, min(workers, len(tasks)) - 1)
    finally:
        gc.unfreeze()


def _share(tasks: Sequence[Task], others: int) -> None:
    """Do the tasks here and in so many other processes: each takes the next as long as there are some.

    One fewer than where this process only waits, and so one fewer copy of what writers touch.
    """
    taken = multiprocessing.get_context("fork").Value("i", 0)
    take = partial(_take, tasks, taken)
    with forked(others, _adopt, take) as pool:
        begun = [pool.submit(_work) for _ in range(others)]
        take()
        for process in begun:
            process.result()


def _take(tasks: Sequence[Task], taken: Synchronized[int]) -> None:
    while True:
        with taken.get_lock():
            number, taken.value = taken.value, taken.value + 1
        if number >= len(tasks):
            return
        written = False
        try:
            tasks[number]()
            written = True
        finally:
            if not written:
                taken.value = len(tasks)  # nobody begins another


def libraries() -> Sequence[Callable[[], object]]:
    """What loads, one by one, what processes that write files would each have to load."""
    return [partial(import_module, name) for name in _LIBRARIES]


def _write(graph: Graph, ontology: Ontology, settings: Settings, out: Path, job: Job, *, kept: Kept | None) -> None:
    paths = [out / name.format(name=settings.name) for name in job]
    temporary = [path.with_name(f".{path.name}.tmp") for path in paths]
    paths[0].parent.mkdir(exist_ok=True)
    if len(job) == 1:
        exporters(settings)[job[0]](graph, ontology, settings, temporary[0])
    elif job == tuple(NETWORKS):
        write_networks(graph, ontology, settings, [(NETWORKS[n], at) for n, at in zip(job, temporary, strict=True)])
    else:
        kept = kept and replace(kept, files=tuple(paths))
        write_sheets(graph, ontology, settings, [(SHEETS[n], at) for n, at in zip(job, temporary, strict=True)], kept)
        if kept:
            temporary, paths = [*temporary, kept.temporary], [*paths, kept.index]
    for written, path in zip(temporary, paths, strict=True):
        written.replace(path)


def _adopt(take: Callable[[], None]) -> None:
    _WRITER.append(take)
    end_with_parent()


def _work() -> None:
    _WRITER[-1]()
