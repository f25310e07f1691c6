"""One build at a time in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kg.cache.pages import furnish
from kg.errors import OutputError

#: Seconds to wait for processes of a build that was killed to be gone as well.
_GRACE = 2.0


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Keep other builds out of the folder; the system lets go of the lock when the process ends, however it ends.

    Raises:
        OutputError: another build is at work there.
    """
    lock = FileLock(furnish(folder) / "lock", timeout=_GRACE)
    try:
        lock.acquire()
    except Timeout as error:
        advice = "wait until it has ended, or choose another folder with --out"
        raise OutputError("another build is at work here", where=str(folder), advice=advice) from error
    try:
        yield
    finally:
        lock.release()
