"""How sure a rule is: the author's estimate, moved by counts of right and wrong facts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologyError
from kg.relate.rules import Rule

#: Files of counts in ``ontology/rules``: by rule, and by confidence.
COUNTS, TABLE = "precision.tsv", "calibration.tsv"
#: How many facts the author's estimate is worth to the rules of a relation, and their share to one of them
#: (Beta priors of these weights).
AUTHOR, RELATION = 5.0, 5.0
#: What rules are worth that take an end from the text before (``@Place``): on pages that nobody had seen when they were
#: written they held less well than their counts say.
FROM_BEFORE = 0.9

#: Rule id -> facts found right and wrong on annotated pages.
Counts = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Tenth:
    """Facts that had a confidence from ``low`` up to ``low`` + 0.1 when their page was left out of the counts."""

    low: float
    right: int
    wrong: int

    @property
    def precision(self) -> float:
        """Share of right facts."""
        return round(self.right / (self.right + self.wrong), 3)


def load_counts(folder: Path) -> dict[str, tuple[int, int]]:
    """Rule id -> facts found right and wrong; empty where there is no file.

    Raises:
        OntologyError: a row is malformed.
    """
    return {name: (right, wrong) for name, right, wrong in _rows(folder / COUNTS, "rule")}


def load_calibration(folder: Path) -> list[Tenth]:
    """How right facts of each tenth of confidence were, from the lowest; empty where there is no file.

    Raises:
        OntologyError: a row is malformed.
    """
    return [Tenth(float(low), right, wrong) for low, right, wrong in _rows(folder / TABLE, "low")]


def _rows(path: Path, key: str) -> list[tuple[str, int, int]]:
    if not path.is_file():
        return []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    try:
        rows = csv.DictReader(lines, delimiter="\t")
        return [(row[key], int(row["right"]), int(row["wrong"])) for row in rows]
    except (KeyError, TypeError, ValueError) as error:
        raise OntologyError(f"a row is malformed ({error})", where=str(path)) from error


def load_precision(folder: Path, rules: Sequence[Rule]) -> dict[str, float]:
    """Rule id -> how sure it is, by the counts of the folder."""
    return precision(rules, load_counts(folder))


def precision(rules: Sequence[Rule], counts: Counts) -> dict[str, float]:
    """Rule id -> the mean of its Beta distribution after the counts, 0 to 1.

    Its prior is what the rules of its relation are worth, and theirs the author's estimate of the rule: few facts of
    a rule move it little, those of its relation help. An end that is taken from the text before takes something off.
    """
    relations = _by_relation(rules, counts)
    known = {}
    for rule in rules:
        prior = posterior(rule.confidence, *relations[rule.relation], AUTHOR)
        share = FROM_BEFORE if "@" in (rule.subject[0], rule.object[0]) else 1.0
        known[rule.id] = round(posterior(prior, *counts.get(rule.id, (0, 0)), RELATION) * share, 3)
    return known


def _by_relation(rules: Iterable[Rule], counts: Counts) -> dict[str, tuple[int, int]]:
    totals: dict[str, tuple[int, int]] = {}
    for rule in rules:
        right, wrong = counts.get(rule.id, (0, 0))
        before = totals.get(rule.relation, (0, 0))
        totals[rule.relation] = before[0] + right, before[1] + wrong
    return totals


def posterior(prior: float, right: int, wrong: int, weight: float) -> float:
    """Mean of a Beta prior with mean ``prior`` and this weight after so many right and wrong."""
    return round((prior * weight + right) / (weight + right + wrong), 3)
