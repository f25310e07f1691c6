"""Rows of text as CSV (RFC 4180), much of it at once."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO


def write_rows(out: TextIO, rows: Iterable[Sequence[str]], end: str) -> None:
    """Write rows of at least two fields as ``csv.writer`` does; most need no quotes, which one look at the line tells.

    Args:
        end: what ends a line.
    """
    writer = csv.writer(out, lineterminator=end)
    for row in rows:
        line = ",".join(row)
        if line.count(",") < len(row) and not ('"' in line or "\n" in line or "\r" in line):
            out.write(line + end)
        else:
            writer.writerow(row)
