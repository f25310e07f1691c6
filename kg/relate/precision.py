"""How sure a rule is: the author's estimate, moved by counts of right and wrong facts."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from kg.errors import OntologyError
from kg.relate.rules import Rule

#: File of counts in ``ontology/rules``.
COUNTS = "precision.tsv"
#: How many facts the author's estimate is worth (a Beta prior of this weight).
WEIGHT = 5.0


def load_counts(folder: Path) -> dict[str, tuple[int, int]]:
    """Rule id -> facts found right and wrong on read pages; empty where there is no file.

    Raises:
        OntologyError: a row is malformed.
    """
    path = folder / COUNTS
    if not path.is_file():
        return {}
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    try:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["rule"]: (int(row["right"]), int(row["wrong"])) for row in rows}
    except (KeyError, TypeError, ValueError) as error:
        raise OntologyError(f"a row is malformed ({error})", where=str(path)) from error


def load_precision(folder: Path, rules: Iterable[Rule]) -> dict[str, float]:
    """Rule id -> the mean of the Beta distribution after the counts, 0 to 1."""
    counts = load_counts(folder)
    return {rule.id: posterior(rule.confidence, *counts.get(rule.id, (0, 0))) for rule in rules}


def posterior(prior: float, right: int, wrong: int) -> float:
    """Mean of a Beta prior with mean ``prior`` and weight ``WEIGHT`` after so many right and wrong."""
    return round((prior * WEIGHT + right) / (WEIGHT + right + wrong), 3)
