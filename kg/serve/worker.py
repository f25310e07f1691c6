"""Queries run in processes of their own, which are killed when a query takes too long or too much.

The store lies on disk and each process opens it read-only, so that they share its pages and start at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from multiprocessing.connection import Connection
from typing import Any, Literal, TypeVar

from kg.errors import KgError
from kg.query.words import bare, says
from kg.serve.negotiation import choose

#: Bytes of memory that one process may take; Linux only.
MEMORY = 4 * 1024**3
#: Seconds that a process may take to begin.
START = 120.0

_BRACKET = re.compile(r"[(){}\[\]]")

T = TypeVar("T")
#: What a process does with its store; sent to it by name, with its arguments.
Work = Callable[[Any], T]
Outcome = Literal["ok", "malformed", "unacceptable", "too large", "failed", "timeout"]


@dataclass(frozen=True, slots=True)
class Request:
    """A query, the graphs it is asked of, and the media types that its sender takes, best first.

    Attributes:
        base: what IRIs of the query without a scheme are relative to.
    """

    query: str
    accepted: tuple[str, ...]
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    most_bytes: int = 64 * 1024**2
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of it: the answer and its media type, or a line that says what went wrong."""

    outcome: Outcome
    media: str
    body: bytes


class Stopped(Exception):
    """Work took too long or too much; the reply that says so."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.outcome)
        self.reply = reply


class TooLarge(OSError):
    """An answer has more bytes than allowed."""


class Bounded:
    """Keeps what is written to it, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> int:
        """Keep the data; raises TooLarge."""
        self._size += len(data)
        if self._size > self._most:
            raise TooLarge
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def value(self) -> bytes:
        """All that was written."""
        return b"".join(self._parts)


def asks_elsewhere(query: str) -> bool:
    """Whether a query has a SERVICE clause, by which the server would call other machines."""
    return says(query, "SERVICE")


def nesting(query: str) -> int:
    """How many brackets are open at once; a parser that calls itself for each runs out of stack."""
    steps = (1 if bracket in "({[" else -1 for bracket in _BRACKET.findall(bare(query)))
    return max(accumulate(steps), default=0)


def answer(store: Any, request: Request) -> Reply:
    """The reply to a request, made in this process."""
    import pyoxigraph as ox

    from kg.query.graph import PREFIXES

    graphs: dict[str, Any] = {"use_default_graph_as_union": not says(request.query, "FROM")}
    try:
        if request.default_graphs or request.named_graphs:
            graphs = {"default_graph": [ox.NamedNode(g) for g in request.default_graphs]}
            graphs["named_graphs"] = [ox.NamedNode(g) for g in request.named_graphs]
        found = store.query(request.query, base_iri=request.base, prefixes=PREFIXES, **graphs)
    except (SyntaxError, ValueError) as error:
        return Reply("malformed", "text/plain", f"not SPARQL: {error}\n".encode())
    except RuntimeError as error:  # it calls a function that nobody here knows
        return Reply("malformed", "text/plain", f"{error}\n".encode())
    media, format_ = choose(found, request.accepted)
    if format_ is None:
        return Reply("unacceptable", "text/plain", f"this answer can be had as {media}\n".encode())
    out = Bounded(request.most_bytes)
    try:
        found.serialize(out, format=format_)
    except TooLarge:
        return Reply("too large", "text/plain", b"the answer is too large; add LIMIT\n")
    except (OSError, ValueError, RuntimeError, SyntaxError) as error:
        kind: Outcome = "too large" if "TooLarge" in repr(error) else "failed"
        return Reply(kind, "text/plain", f"the query failed: {error}\n".encode())
    return Reply("ok", media, out.value())


def table(store: Any, query: str) -> list[list[str]]:
    """The rows of a query of this program, each value as its text."""
    from kg.query.graph import ask

    return [[getattr(term, "value", "") for term in row] for row in ask(store, query)]  # type: ignore[union-attr]


def serve_queries(path: str, connection: Connection) -> None:
    """The process: open the store, say so with None, do work until the pipe closes."""
    import pyoxigraph as ox

    _bound_memory()
    store = ox.Store.read_only(path)
    connection.send(None)
    with contextlib.suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            work = connection.recv()
            try:
                done = work(store)
            except (KgError, ValueError) as error:
                done = error
            connection.send(done)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class Worker:
    """A process that answers one request at a time."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve_queries, args=(self._path, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False

    def _await_start(self) -> None:
        """Beginning a process is no part of a query's time."""
        if not self._ready:
            if not self._connection.poll(START):
                raise EOFError
            self._connection.recv()
            self._ready = True

    def do(self, work: Work[T], seconds: float) -> T:
        """What it gives; work that takes longer is stopped, and the process begun anew.

        Raises:
            Stopped: it took too long or too much.
            KgError, ValueError: as the work raises them.
        """
        try:
            self._await_start()
            self._connection.send(work)
            if self._connection.poll(seconds):
                done: T = self._taken(self._connection.recv())
                return done
            stopped = Stopped(Reply("timeout", "text/plain", f"the query took longer than {seconds:g} s\n".encode()))
        except (EOFError, OSError):
            stopped = Stopped(Reply("failed", "text/plain", b"the process ended; the query took too much memory\n"))
        self.stop()
        self._start()
        raise stopped

    @staticmethod
    def _taken(done: Any) -> Any:
        if isinstance(done, Exception):
            raise done
        return done

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._connection.close()


class Workers:
    """Some processes; a request takes the first that is free.

    Args:
        path: folder of the store.
        seconds: how long a query may take.
    """

    def __init__(self, path: str, count: int, seconds: float) -> None:
        self._seconds = seconds
        self._all = [Worker(path) for _ in range(count)]
        self._free: asyncio.Queue[Worker] = asyncio.Queue()
        for worker in self._all:
            self._free.put_nowait(worker)

    async def do(self, work: Work[T]) -> T:
        """What a free process makes of it; waits for one. Raises what ``Worker.do`` does."""
        worker = await self._free.get()
        try:
            return await asyncio.shield(asyncio.to_thread(worker.do, work, self._seconds))
        finally:
            self._free.put_nowait(worker)

    async def ask(self, request: Request) -> Reply:
        """The reply to a request."""
        try:
            return await self.do(partial(answer, request=request))
        except Stopped as stopped:
            return stopped.reply

    def stop(self) -> None:
        """End all processes."""
        for worker in self._all:
            worker.stop()
