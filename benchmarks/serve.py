"""The server under fifty clients for a minute: answers a second, answers that were none, and growth of its memory.

Bounds: no error, and no growth.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.row import Row
from kg.export.turtle import write_turtle
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.export.invented import yunzhou
from tests.serve.running import children, clients, free_port, resident, wait_for

CLIENTS, SECONDS = 50, 60.0


def rows(data: Path) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as (address, process):
        clients(address, CLIENTS, 5.0)  # what is set up at first use
        everyone = [process, *children(process)]
        before = sum(map(resident, everyone))
        statuses = clients(address, CLIENTS, SECONDS)
        growth = sum(map(resident, everyone)) - before
    wrong = sum(status != 200 for status in statuses)
    return [
        Row(f"answers to {CLIENTS} clients at once, for {SECONDS:g} s", len(statuses) / SECONDS, "a second"),
        Row("of these no answer", wrong, "answers"),
        Row("growth of the server's memory meanwhile", growth / 1024**2, "MiB"),
    ]


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, int]]:
    """Address and process of kg serve."""
    graph, port = folder / "yunzhou.ttl", free_port()
    write_turtle(yunzhou(), load_ontology(find_ontology(None)), Settings(), graph)
    with subprocess.Popen([sys.executable, "-m", "kg", "serve", str(graph), "--port", str(port)]) as process:
        wait_for(f"http://127.0.0.1:{port}/health")
        try:
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
