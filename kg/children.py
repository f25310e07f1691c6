"""Processes that end with the one that started them."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from kg.errors import KilledError


@contextmanager
def forked(workers: int, begin: Callable[..., None], *given: Any) -> Iterator[ProcessPoolExecutor]:
    """Processes that are forked, so that what this one has is there and not sent; each begins with ``begin(*given)``.

    Raises:
        KilledError: one of them was killed, as a system without memory does.
    """
    context = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(workers, context, begin, given) as pool:
            yield pool
    except BrokenProcessPool as error:
        advice = "is there memory enough? --workers 1 needs the least"
        raise KilledError("a process was killed from outside", advice=advice) from error


def end_with_parent() -> None:
    """Have this process end when its parent has, however that ended.

    A parent that was killed can tell nobody; its processes would wait for work forever, and hold its lock.
    """
    threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
