"""Reads the tables of words that the finders are made from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kg.errors import OntologyError


def read_yaml(path: Path) -> dict[str, Any]:
    """The file as a table.

    Raises:
        OntologyError: it is missing, malformed or no table.
    """
    try:
        table = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OntologyError(f"cannot be read ({error})", where=str(path)) from error
    if not isinstance(table, dict):
        raise OntologyError("is no table", where=str(path))
    return table


def read_tsv(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a TSV whose comment lines start with #, by the names in its first line.

    Raises:
        OntologyError: it is missing or not UTF-8.
    """
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"cannot be read ({error})", where=str(path)) from error
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
