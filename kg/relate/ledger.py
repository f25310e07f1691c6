"""What each rule did in a build, how right it is known to be, and which pairs no rule explains."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import CO_OCCURS, IS_A, Statement
from kg.ontology import Ontology
from kg.relate.cooccurrence import Pair, pairs
from kg.relate.precision import posterior
from kg.relate.rules import Rule


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule's row.

    Attributes:
        hits: facts of the build that it stands for. right, wrong: of those counted on read pages.
        precision: right of those counted, None where none were. low, high: its Wilson interval at 95 %.
        confidence: what its facts carry. example: the sentence of its surest hit, or "".
    """

    rule: str
    relation: str
    hits: int
    right: int
    wrong: int
    precision: float | None
    low: float
    high: float
    confidence: float
    example: str


def ledger(
    statements: Sequence[Statement], rules: Sequence[Rule], counts: Mapping[str, tuple[int, int]]
) -> list[Entry]:
    """One row a rule, in the order of the rules; those never hit are among them."""
    hits: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        hits[statement.rule].append(statement)
    return [_entry(rule, hits[rule.id], *counts.get(rule.id, (0, 0))) for rule in rules]


def _entry(rule: Rule, hits: Sequence[Statement], right: int, wrong: int) -> Entry:
    low, high = wilson(right, right + wrong)
    surest = max(hits, key=lambda s: s.confidence, default=None)
    return Entry(
        rule=rule.id,
        relation=rule.relation,
        hits=len(hits),
        right=right,
        wrong=wrong,
        precision=round(right / (right + wrong), 3) if right + wrong else None,
        low=low,
        high=high,
        confidence=posterior(rule.confidence, right, wrong),
        example=surest.sentence if surest else "",
    )


@dataclass(frozen=True, slots=True)
class Bin:
    """Rules whose facts carry a confidence from ``low`` up to ``low`` + 0.1, and how right they were on read pages."""

    low: float
    rules: int
    right: int
    wrong: int

    @property
    def precision(self) -> float | None:
        """Share of right facts, None where none were counted."""
        return round(self.right / (self.right + self.wrong), 3) if self.right + self.wrong else None


def calibration(entries: Sequence[Entry]) -> list[Bin]:
    """What confidence is worth: a row for each tenth that any rule is in, from the lowest."""
    tenths: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        tenths[min(9, int(entry.confidence * 10))].append(entry)
    return [
        Bin(tenth / 10, len(group), sum(e.right for e in group), sum(e.wrong for e in group))
        for tenth, group in sorted(tenths.items())
    ]


def wilson(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson score interval of a proportion (Wilson 1927); 0 to 1 where nothing was counted."""
    if not total:
        return 0.0, 1.0
    share, square = right / total, z * z
    middle = share + square / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    scale = 1 + square / total
    return round(max(0.0, (middle - spread) / scale), 3), round(min(1.0, (middle + spread) / scale), 3)


def missing(statements: Sequence[Statement], canonical: Mapping[str, str], ontology: Ontology) -> Iterator[Pair]:
    """Pairs that often stand together and that no rule relates, the most frequent first."""
    related = {
        frozenset((canonical[s.subject], canonical[s.object]))
        for s in statements
        if s.predicate not in {IS_A, CO_OCCURS}
    }
    found = [p for p in pairs(statements, canonical, ontology) if frozenset((p.left, p.right)) not in related]
    yield from sorted(found, key=lambda p: (-p.sentences, -p.articles, p.left, p.right))
