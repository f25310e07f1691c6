"""Which rules read the same facts, and which read something else of the same two names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from itertools import permutations

from kg.model import Article
from kg.relate.relater import Found

#: Relations that may well hold together between the same two.
TOGETHER = frozenset({"foundedBy", "subsidiaryOf", "cooperatesWith", "locatedIn", "inspected", "heldIn", "organizes"})


@dataclass
class Others:
    """What other rules said where a rule said something.

    Attributes:
        same: rule -> facts that it read too.
        otherwise: rule -> sentences in which it read another relation, or the other direction, between the same two.
        example: a sentence of the latter, or "".
    """

    same: Counter[str] = field(default_factory=Counter)
    otherwise: Counter[str] = field(default_factory=Counter)
    example: str = ""


def compare(readings: Iterable[tuple[Article, str, Found]], symmetric: Container[str]) -> dict[str, Others]:
    """Rule id -> what others said, for every rule that read something.

    Args:
        readings: every fact that every rule read, with its article and the text of its sentence.
        symmetric: names of the relations without a direction.
    """
    others: dict[str, Others] = defaultdict(Others)
    by_fact: dict[tuple[str, ...], set[str]] = defaultdict(set)
    by_pair: dict[tuple[str, ...], dict[tuple[str, str], str]] = defaultdict(dict)
    for article, text, found in readings:
        fact, relation = found.fact, found.fact.rule.relation
        ends = fact.subject.local_id(article), fact.object.local_id(article)
        pair = tuple(sorted(ends))
        direction = "" if relation in symmetric else ends[0]
        by_fact[(relation, fact.title, direction, *pair)].add(fact.rule.id)
        by_pair[(text, *pair)][(fact.rule.id, relation)] = direction
        others[fact.rule.id]  # a rule that nobody else agrees with has a row too
    for rules in by_fact.values():
        for rule, other in permutations(sorted(rules), 2):
            others[rule].same[other] += 1
    for (text, *_), said in sorted(by_pair.items()):
        for left, right in permutations(sorted(said), 2):
            if _differ((left[1], said[left]), (right[1], said[right])):
                others[left[0]].otherwise[right[0]] += 1
                others[left[0]].example = others[left[0]].example or text
    return dict(others)


def _differ(left: tuple[str, str], right: tuple[str, str]) -> bool:
    """Whether two readings (relation, subject) of the same two do not go together."""
    if left[0] == right[0]:
        return left[1] != right[1]
    return not {left[0], right[0]} <= TOGETHER
