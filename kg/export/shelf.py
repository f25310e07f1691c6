"""What a writer must look up, put away on disk, so that its memory does not grow with the graph."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any
from weakref import finalize

from kg.errors import OutputError

#: Text and whole numbers.
Row = tuple[Any, ...]

#: Of memory, whatever lies on it; the rest is in a file without a name, gone with the shelf.
KIBIBYTES = 2048
_SET_UP = ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", f"cache_size=-{KIBIBYTES}")


def fresh(text: str) -> str:
    """The text in a string of its own: libraries leave their UTF-8 in a string for as long as it lives."""
    return text if text.isascii() else (text + " ")[:-1]


class Shelf:
    """Rows found again by their first value, or all of them; sorted, each once. Text sorts as it does in Python.

    Args:
        rows: all of one width.
        width: of a row.

    Raises:
        OutputError: there is no room for them.
    """

    def __init__(self, rows: Iterable[Row], width: int) -> None:
        names = [f"c{i}" for i in range(width)]
        self._columns, self._rest = ", ".join(names), ", ".join(names[1:])
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
        """The rest of each row that begins so."""
        return self._rows.execute(
            f"SELECT DISTINCT {self._rest} FROM shelf WHERE c0 = ? ORDER BY {self._rest}", (fresh(first),)
        )

    def all(self) -> Iterator[Row]:
        """Every row."""
        return self._rows.execute(f"SELECT DISTINCT {self._columns} FROM shelf ORDER BY {self._columns}")


def _fresh(row: Row) -> list[Any]:
    return [fresh(value) if isinstance(value, str) else value for value in row]
