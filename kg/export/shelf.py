"""What a writer must look up: where it is much, put away on disk, so that its memory does not grow with the graph."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any
from weakref import finalize

from kg.errors import OutputError

#: Text and whole numbers.
Row = tuple[Any, ...]

#: Of memory, whatever lies on it; the rest is in a file without a name, gone with the shelf.
KIBIBYTES = 2048
#: So many rows lie in memory, in a seventh of the time: some twenty megabytes.
FEW = 100_000
_SET_UP = ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", f"cache_size=-{KIBIBYTES}")


def fresh(text: str) -> str:
    """The text in a string of its own: libraries leave their UTF-8 in a string for as long as it lives."""
    return text if text.isascii() else (text + " ")[:-1]


class Shelf:
    """Rows found again by their first value, or all of them; sorted, each once. Text sorts as it does in Python.

    Args:
        rows: all of one width, their values of one kind in each column.
        width: of a row.

    Raises:
        OutputError: there is no room for them.
    """

    def __init__(self, rows: Iterable[Row], width: int) -> None:
        rest = iter(rows)
        first = list(islice(rest, FEW + 1))
        self._rows: _Few | _Many = _Few(first) if len(first) <= FEW else _Many(chain(first, rest), width)

    def find(self, first: str) -> Iterator[Row]:
        """The rest of each row that begins so."""
        return self._rows.find(first)

    def all(self) -> Iterator[Row]:
        """Every row."""
        return self._rows.all()


class _Few:
    """Rows that lie in memory."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rest: dict[Any, list[Row]] = {}
        for row in rows:
            self._rest.setdefault(row[0], []).append(row[1:])

    def find(self, first: str) -> Iterator[Row]:
        found = self._rest.get(first, ())
        return iter(found if len(found) < 2 else sorted(set(found)))

    def all(self) -> Iterator[Row]:
        return ((first, *rest) for first in sorted(self._rest) for rest in self.find(first))


class _Many:
    """Rows on disk."""

    def __init__(self, rows: Iterable[Row], width: int) -> None:
        names = [f"c{i}" for i in range(width)]
        self._columns, self._others = ", ".join(names), ", ".join(names[1:])
        self._rows = sqlite3.connect("", check_same_thread=False)  # whichever thread collects it closes it
        finalize(self, self._rows.close)
        try:
            self._fill(rows, width)
        except sqlite3.OperationalError as error:
            advice = "let TMPDIR name a folder with more room"
            raise OutputError(f"no room to sort in ({error})", where=tempfile.gettempdir(), advice=advice) from error

    def _fill(self, rows: Iterable[Row], width: int) -> None:
        for setting in _SET_UP:
            self._rows.execute(f"PRAGMA {setting}")
        self._rows.execute(f"CREATE TABLE shelf ({self._columns})")
        with self._rows:
            self._rows.executemany(f"INSERT INTO shelf VALUES ({', '.join('?' * width)})", map(_fresh, rows))
            self._rows.execute(f"CREATE INDEX sorted ON shelf ({self._columns})")

    def find(self, first: str) -> Iterator[Row]:
        return self._rows.execute(
            f"SELECT DISTINCT {self._others} FROM shelf WHERE c0 = ? ORDER BY {self._others}", (fresh(first),)
        )

    def all(self) -> Iterator[Row]:
        return self._rows.execute(f"SELECT DISTINCT {self._columns} FROM shelf ORDER BY {self._columns}")


def _fresh(row: Row) -> list[Any]:
    return [fresh(value) if isinstance(value, str) else value for value in row]
