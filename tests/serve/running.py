"""A real server on a port of this machine, with the invented city in it."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from kg.export.turtle import write_turtle
from kg.ontology import find_ontology, load_ontology
from kg.serve.app import Options, create_app
from kg.serve.disk import on_disk
from kg.settings import Settings
from tests.export.invented import yunzhou

NAMES = "SELECT ?n { ?x a kg:Honor ; skos:prefLabel ?n }"


@contextmanager
def running(folder: Path, *, workers: int = 1, seconds: float = 5.0) -> Iterator[str]:
    """Its address; it ends with the block."""
    uvicorn = pytest.importorskip("uvicorn", reason="uvicorn is not installed")
    ontology, graph = load_ontology(find_ontology(None)), folder / "yunzhou.ttl"
    write_turtle(yunzhou(), ontology, Settings(), graph)
    options = Options(on_disk(graph, folder / "store"), graph, workers=workers, seconds=seconds)
    listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
    server = uvicorn.Server(uvicorn.Config(create_app(options, ontology), log_level="warning"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def resident(process: int = 0) -> int:
    """Bytes of memory that a process has; Linux only."""
    pages = Path(f"/proc/{process or 'self'}/statm").read_text(encoding="utf-8").split()[1]
    return int(pages) * os.sysconf("SC_PAGESIZE")


def children(process: int = 0) -> list[int]:
    """The processes that a process started and that still run; Linux only."""
    lists = Path(f"/proc/{process or 'self'}/task").glob("*/children")
    return [int(number) for path in lists for number in path.read_text(encoding="utf-8").split()]


def clients(address: str, count: int, seconds: float) -> list[int]:
    """Status of each answer that so many clients got who asked one question after another for so long."""
    end, statuses = time.monotonic() + seconds, []

    def ask() -> None:
        with requests.Session() as session:
            while time.monotonic() < end:
                reply = session.get(f"{address}/sparql", params={"query": NAMES}, timeout=60)
                statuses.append(reply.status_code if "国家科技进步奖" in reply.text else 0)

    threads = [threading.Thread(target=ask) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Until something answers there, at most half a minute."""
    for _ in range(300):
        try:
            requests.get(address, timeout=5)
            return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise TimeoutError(address)
