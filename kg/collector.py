"""The search for reference cycles, put off while many things are made that have none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search: among a million records it finds nothing, and takes a third of the time.

    Nor does a later search look at what was made, until ``gc.unfreeze``.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


@contextmanager
def collected() -> Iterator[None]:
    """When it ends, searches look at everything again."""
    try:
        yield
    finally:
        gc.unfreeze()
