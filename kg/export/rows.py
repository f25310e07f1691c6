"""Rows of text as CSV (RFC 4180), much of it at once."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

#: What makes a field that holds it stand in quotes, beside the comma.
_QUOTED = re.compile('["\r\n]').search


def write_rows(out: TextIO, rows: Iterable[Sequence[str]], end: str) -> None:
    """Write rows of at least two fields as ``csv.writer`` does; most need no quotes, which one look at the line tells.

    Args:
        end: what ends a line.
    """
    writer = csv.writer(out, lineterminator=end)
    for row in rows:
        line = ",".join(row)
        if line.count(",") == len(row) - 1 and not _QUOTED(line):
            out.write(line + end)
        else:
            writer.writerow(row)
