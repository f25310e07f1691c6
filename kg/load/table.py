"""The loaders' CSV as rows: property names and types as the headers say."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError

#: Fields of header columns without a name: what each becomes in a Row.
STRUCTURE = {":LABEL", ":TYPE", ":START_ID", ":END_ID"}


@dataclass(frozen=True, slots=True)
class Row:
    """A node (labels) or a relationship (start, end and one label, its type), and its properties.

    Attributes:
        properties: a list where the header says ``string[]``, a float where it says so; empty ones are left out.
    """

    labels: tuple[str, ...]
    properties: dict[str, Any]
    start: str = ""
    end: str = ""


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a file.

    Raises:
        InputError: it is missing or its header is none of ours.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for record in csv.DictReader(file):
                yield _row(record, path)
    except OSError as error:
        advice = "build the graph again: kg build seeds --out exports"
        raise InputError(f"cannot be read ({error.strerror})", where=str(path), advice=advice) from error


def _row(record: dict[str, str], path: Path) -> Row:
    labels = record.get(":LABEL") or record.get(":TYPE")
    if not labels:
        raise InputError("has no column :LABEL or :TYPE", where=str(path), advice="build the graph again")
    properties = {}
    for header, text in record.items():
        if header not in STRUCTURE and text:
            name, _, kind = header.partition(":")
            properties[name] = _value(text, kind)
    return Row(tuple(labels.split(";")), properties, record.get(":START_ID", ""), record.get(":END_ID", ""))


def _value(text: str, kind: str) -> Any:
    if kind == "string[]":
        return text.split(";")
    return float(text) if kind == "float" else text
