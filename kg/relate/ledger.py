"""What each rule did in a build, how right it is known to be, and which pairs no rule explains."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import CO_OCCURS, IS_A, Statement
from kg.ontology import Ontology
from kg.relate.cooccurrence import Pair, pairs
from kg.relate.overlap import Others
from kg.relate.precision import Counts, Tenth, precision
from kg.relate.rules import Rule


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule's row.

    Attributes:
        hits: facts of the build that it stands for. right, wrong: of those counted on annotated pages.
        precision: right of those counted, None where none were. low, high: its Wilson interval at 95 %.
        confidence: what its facts carry. example: the sentence of its surest hit, or "".
        same: rules that read the same facts, with how many. otherwise: rules that read another relation of the same
            two names in a sentence, with how many; conflict: such a sentence, or "".
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
    same: tuple[tuple[str, int], ...] = ()
    otherwise: tuple[tuple[str, int], ...] = ()
    conflict: str = ""


def ledger(
    statements: Sequence[Statement], rules: Sequence[Rule], counts: Counts, others: Mapping[str, Others]
) -> list[Entry]:
    """One row a rule, in the order of the rules; those never hit are among them."""
    hits: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        hits[statement.rule].append(statement)
    known = precision(rules, counts)
    rows = [_entry(rule, hits[rule.id], known[rule.id], *counts.get(rule.id, (0, 0))) for rule in rules]
    return [_with_others(row, others[row.rule]) if row.rule in others else row for row in rows]


def _entry(rule: Rule, hits: Sequence[Statement], confidence: float, right: int, wrong: int) -> Entry:
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
        confidence=confidence,
        example=surest.sentence if surest else "",
    )


def _with_others(entry: Entry, others: Others) -> Entry:
    return replace(
        entry,
        same=tuple(others.same.most_common()),
        otherwise=tuple(others.otherwise.most_common()),
        conflict=others.example,
    )


def wilson(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson score interval of a proportion (Wilson 1927); 0 to 1 where nothing was counted."""
    if not total:
        return 0.0, 1.0
    share, square = right / total, z * z
    middle = share + square / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    scale = 1 + square / total
    return round(max(0.0, (middle - spread) / scale), 3), round(min(1.0, (middle + spread) / scale), 3)


def calibration(table: Sequence[Tenth]) -> list[dict[str, float]]:
    """What confidence is worth: for each tenth how many facts were right, the Wilson interval of that share, and
    the share that grows with confidence and is nearest to the counts (``isotonic``)."""
    rows = []
    for tenth, fitted in zip(table, isotonic(table), strict=True):
        low, high = wilson(tenth.right, tenth.right + tenth.wrong)
        ends = {"from": tenth.low, "to": round(tenth.low + 0.1, 1)}
        rows.append(
            {
                **ends,
                "right": tenth.right,
                "wrong": tenth.wrong,
                "precision": tenth.precision,
                "isotonic": fitted,
                "low": low,
                "high": high,
            }
        )
    return rows


def isotonic(table: Sequence[Tenth]) -> list[float]:
    """The share of right facts of each tenth, never less than that of a lower one: neighbours that are, are pooled."""
    pools: list[tuple[int, int, int]] = []  # right, all, tenths
    for tenth in table:
        pools.append((tenth.right, tenth.right + tenth.wrong, 1))
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] > pools[-1][0] * pools[-2][1]:
            last = pools.pop()
            pools[-1] = (pools[-1][0] + last[0], pools[-1][1] + last[1], pools[-1][2] + last[2])
    return [round(right / total, 3) for right, total, tenths in pools for _ in range(tenths)]


def missing(statements: Sequence[Statement], canonical: Mapping[str, str], ontology: Ontology) -> Iterator[Pair]:
    """Pairs that often stand together and that no rule relates, the most frequent first."""
    related = {
        frozenset((canonical[s.subject], canonical[s.object]))
        for s in statements
        if s.predicate not in {IS_A, CO_OCCURS}
    }
    found = [p for p in pairs(statements, canonical, ontology) if frozenset((p.left, p.right)) not in related]
    yield from sorted(found, key=lambda p: (-p.sentences, -p.articles, p.left, p.right))
