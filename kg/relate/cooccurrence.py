"""Names that stand together more often than chance: weighted pairs, never called a relation."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.model import CO_OCCURS, IS_A, Statement
from kg.ontology import Ontology

#: A pair must stand together in so many sentences, or so many articles.
MIN_SENTENCES, MIN_ARTICLES = 2, 3
#: And at least so much more often than chance (normalised pointwise mutual information, -1 to 1).
MIN_NPMI = 0.1
#: Sentences that name more things than this are tables or lists of names; they say nothing of pairs.
MAX_NAMES = 24


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities, how often they stand together, and the claims of type that show where first.

    Attributes:
        left, right: entity ids, sorted. sentences, articles: windows that name both.
        npmi: over sentences, or over articles where too few sentences name both.
        by: ``sentence`` or ``article``. first: the two type statements of the first such window.
    """

    left: str
    right: str
    sentences: int
    articles: int
    npmi: float
    by: str
    first: tuple[Statement, Statement]


@dataclass
class _Windows:
    """Counts over one kind of window."""

    total: int
    alone: Counter[str]
    together: Counter[tuple[str, str]]
    first: dict[tuple[str, str], tuple[Statement, Statement]]

    def npmi(self, pair: tuple[str, str]) -> float:
        """Normalised pointwise mutual information (Bouma 2009); 1 where the two never stand apart."""
        joint = self.together[pair] / self.total
        if joint >= 1:
            return 1.0
        expected = self.alone[pair[0]] * self.alone[pair[1]] / self.total**2
        return math.log(joint / expected) / -math.log(joint)


def cooccurrences(statements: Sequence[Statement], canonical: Mapping[str, str], ontology: Ontology) -> list[Statement]:
    """One statement for each pair of entities that keeps company, with its weight (NPMI) as value and confidence.

    Args:
        statements: all claims of all pages. canonical: local id -> entity id.
        ontology: only types that some relation joins are paired.
    """
    return [_statement(pair) for pair in pairs(statements, canonical, ontology)]


def pairs(statements: Sequence[Statement], canonical: Mapping[str, str], ontology: Ontology) -> Iterator[Pair]:
    """The pairs above the floors, sorted by entity ids."""
    types = [s for s in statements if s.predicate == IS_A and not s.implied]
    joined = _joined_types(ontology)
    by_sentence = _count(types, canonical, joined, "sentence")
    by_article = _count(types, canonical, joined, "article")
    for key in sorted(by_article.together):
        sentences, articles = by_sentence.together[key], by_article.together[key]
        windows, by = (by_sentence, "sentence") if sentences >= MIN_SENTENCES else (by_article, "article")
        if sentences < MIN_SENTENCES and articles < MIN_ARTICLES:
            continue
        npmi = round(windows.npmi(key), 3)
        if npmi >= MIN_NPMI:
            yield Pair(*key, sentences, articles, npmi, by, windows.first[key])


def _joined_types(ontology: Ontology) -> set[tuple[str, str]]:
    ends = [(a, b) for r in ontology.relations.values() for a in r.domain for b in r.range]
    return {*ends, *((b, a) for a, b in ends)}


def _count(
    types: Iterable[Statement], canonical: Mapping[str, str], joined: set[tuple[str, str]], window: str
) -> _Windows:
    named: dict[tuple[str, int], dict[str, Statement]] = defaultdict(dict)
    for statement in types:
        place = (statement.article, statement.sentence_start if window == "sentence" else 0)
        named[place].setdefault(canonical[statement.subject], statement)
    counts = _Windows(len(named), Counter(), Counter(), {})
    for names in named.values():
        counts.alone.update(list(names))
        if len(names) > MAX_NAMES and window == "sentence":
            continue
        for pair in combinations(sorted(names), 2):
            left, right = names[pair[0]], names[pair[1]]
            if (left.subject_type, right.subject_type) in joined:
                counts.together[pair] += 1
                counts.first.setdefault(pair, (left, right))
    return counts


def _statement(pair: Pair) -> Statement:
    left, right = sorted(pair.first, key=lambda s: (s.subject_start, s.subject))
    return Statement(
        page=left.page,
        article=left.article,
        sentence=left.sentence,
        sentence_start=left.sentence_start,
        sentence_end=left.sentence_end,
        raw_start=left.raw_start,
        raw_end=left.raw_end,
        subject=left.subject,
        subject_type=left.subject_type,
        subject_name=left.subject_name,
        subject_surface=left.subject_surface,
        subject_start=left.subject_start,
        subject_end=left.subject_end,
        predicate=CO_OCCURS,
        object=right.subject,
        rule=f"cooccurrence:{pair.by}",
        object_type=right.subject_type,
        object_name=right.subject_name,
        object_surface=right.subject_surface,
        object_start=right.subject_start,
        object_end=right.subject_end,
        value=str(pair.npmi),
        date=left.date,
        confidence=pair.npmi,
    )
