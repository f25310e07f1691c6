"""Writes all exports of a graph, each whole or not at all; of a large one by several processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kg.children import end_with_parent
from kg.export.registry import exporters
from kg.model import Graph
from kg.ontology import Ontology
from kg.settings import Settings

#: From so many statements on, processes are worth their start; beyond so many, each would take gigabytes for its copy
#: of what it looks at.
LARGE, HUGE = 5_000, 300_000
#: What takes longest is begun first.
_LONGEST = "{name}.html"

#: In a pool's process, what writes a file there; a process has one life and one job.
_WRITER: list[Callable[[str], None]] = []


def write_files(graph: Graph, ontology: Ontology, settings: Settings, out: Path) -> None:
    """Write every export into ``out``, which exists.

    Raises:
        OSError: a file cannot be written.
    """
    names = sorted(exporters(settings), key=lambda name: name != _LONGEST)
    write = partial(_write, graph, ontology, settings, out)
    workers = settings.workers or os.cpu_count() or 1
    fits = LARGE <= len(graph.statements) <= HUGE
    if workers == 1 or not fits or "fork" not in multiprocessing.get_all_start_methods():
        for name in names:
            write(name)
        return
    gc.freeze()  # processes share the graph as long as no collection looks through it
    try:
        # Forked, so that the graph is there and not sent.
        with multiprocessing.get_context("fork").Pool(min(workers, len(names)), _adopt, (write,)) as pool:
            for _ in pool.imap_unordered(_work, names):
                pass
    finally:
        gc.unfreeze()


def _write(graph: Graph, ontology: Ontology, settings: Settings, out: Path, template: str) -> None:
    path = out / template.format(name=settings.name)
    path.parent.mkdir(exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    exporters(settings)[template](graph, ontology, settings, temporary)
    temporary.replace(path)


def _adopt(write: Callable[[str], None]) -> None:
    _WRITER.append(write)
    end_with_parent()


def _work(template: str) -> None:
    _WRITER[-1](template)
