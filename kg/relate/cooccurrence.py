"""Names that stand together more often than chance: weighted pairs, never called a relation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.model import CO_OCCURS, IS_A, Statement
from kg.ontology import Ontology
from kg.relate.windows import Counted, Ints, Names, Windows

#: A pair must stand together in so many sentences, or so many articles.
MIN_SENTENCES, MIN_ARTICLES = 2, 3
#: And at least so much more often than chance (normalised pointwise mutual information, -1 to 1).
MIN_NPMI = 0.1
#: Of the weight: a third would say nothing, where pairs are counted twice or thrice, and change with every page.
DECIMALS = 2
#: A pair is kept if it is among so many strongest of one of the two: yearly reports of a city name the same things, and
#: all of their pairs would be nine tenths of a graph of such reports, growing faster than its text.
STRONGEST = 10
#: Sentences that name more things than this are tables or lists of names; they say nothing of pairs.
MAX_NAMES = 24
#: Weights that are kept for when their counts come again, as most do.
KEPT = 1 << 16


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


def cooccurrences(statements: Sequence[Statement], canonical: Mapping[str, str], ontology: Ontology) -> list[Statement]:
    """One statement for each pair of entities that keeps company, with its weight (NPMI) as value and confidence.

    Args:
        statements: all claims of all pages. canonical: local id -> entity id.
        ontology: only types that some relation joins are paired.
    """
    return [_statement(pair) for pair in pairs(statements, canonical, ontology)]


def pairs(statements: Sequence[Statement], canonical: Mapping[str, str], ontology: Ontology) -> Iterator[Pair]:
    """The pairs above the floors, of each entity the strongest, sorted by entity ids."""
    claims = [s for s in statements if s.predicate == IS_A and not s.implied]
    if not claims:
        return
    names = Names.of(claims, canonical, _joined_types(ontology))
    sentences = names.windows([(s.article, s.sentence_start) for s in claims])
    articles = names.windows([(s.article, s.page) for s in claims])  # what goes on on another page is read there
    near = names.count(sentences, sentences.sizes <= MAX_NAMES)
    often = near.keys[near.counts >= MIN_SENTENCES]
    # pairs of rarer names cannot reach the floor by articles, and there are very many
    wide = names.count(articles, articles.sizes > 1, MIN_ARTICLES, often)
    weighed = _weighed(near, wide, sentences, articles, len(names.ids)).strongest(len(names.ids))
    firsts = np.where(weighed.close[:, None], near.first(weighed.keys), wide.first(weighed.keys)).tolist()
    for row, (first, other) in zip(weighed.rows(len(names.ids)), firsts, strict=True):
        left, right, together, number, npmi = row
        by = "sentence" if together >= MIN_SENTENCES else "article"
        yield Pair(names.ids[left], names.ids[right], together, number, npmi, by, (claims[first], claims[other]))


class _Weighed(NamedTuple):
    """Pairs as parallel arrays, sorted by key: sentences and articles that name both, and the weight."""

    keys: Ints
    together: Ints
    articles: Ints
    npmi: NDArray[np.float64]

    @property
    def close(self) -> NDArray[np.bool_]:
        """Which are weighed by sentences."""
        close: NDArray[np.bool_] = self.together >= MIN_SENTENCES
        return close

    def marked(self, which: NDArray[np.bool_]) -> _Weighed:
        """Those that ``which`` marks."""
        return _Weighed(self.keys[which], self.together[which], self.articles[which], self.npmi[which])

    def strongest(self, entities: int) -> _Weighed:
        """The pairs that are among the strongest of one of their ends."""
        left, right = (ends.tolist() for ends in np.divmod(self.keys, entities))
        seen = [0] * entities
        kept = np.zeros(len(self.keys), np.bool_)
        for at in np.lexsort((self.keys, -self.articles, -self.npmi)).tolist():
            one, other = left[at], right[at]
            kept[at] = seen[one] < STRONGEST or seen[other] < STRONGEST
            seen[one] += 1
            seen[other] += 1
        return self.marked(kept)

    def rows(self, entities: int) -> Iterator[tuple[int, int, int, int, float]]:
        """The numbers of both ends, and the counts and the weight, of each pair."""
        columns = (*np.divmod(self.keys, entities), self.together, self.articles, self.npmi)
        return zip(*(column.tolist() for column in columns), strict=True)


def _weighed(near: Counted, wide: Counted, sentences: Windows, articles: Windows, entities: int) -> _Weighed:
    """The pairs above the floors, with their weights."""
    counted = _Weighed(wide.keys, near.of(wide.keys), wide.counts, np.zeros(len(wide.keys)))
    often = counted.marked(counted.close | (counted.articles >= MIN_ARTICLES))
    close, ends = often.close, np.divmod(often.keys, entities)
    joint = np.where(close, often.together, often.articles)
    alone = [np.where(close, _steady(sentences.alone)[end], _steady(articles.alone)[end]) for end in ends]
    total = np.where(close, *(_steady(np.array([windows.total])) for windows in (sentences, articles)))
    counts = zip(*(column.tolist() for column in (joint, *alone, total)), strict=True)
    weights = np.array([_weight(*row) for row in counts], np.float64)
    return often._replace(npmi=weights).marked(weights > 0)


def _steady(totals: Ints) -> Ints:
    """Numbers of windows, rounded up to four binary digits: a page more should not move each weight a little."""
    digits = np.frexp(totals)[1]
    step = 1 << np.maximum(0, digits - 4)
    steady: Ints = -(-totals // step) * step
    return steady


@lru_cache(KEPT)
def _weight(joint: int, left: int, right: int, total: int) -> float:
    """Normalised pointwise mutual information (Bouma 2009), 1 where the two never stand apart; 0 below the floor."""
    share = joint / total
    if share >= 1:
        return 1.0
    expected = left * right / total**2
    npmi = math.log(share / expected) / -math.log(share)
    return round(npmi, DECIMALS) if npmi >= MIN_NPMI else 0.0


def _joined_types(ontology: Ontology) -> set[tuple[str, str]]:
    ends = [(a, b) for r in ontology.relations.values() for a in r.domain for b in r.range]
    return {*ends, *((b, a) for a, b in ends)}


def _statement(pair: Pair) -> Statement:
    left, right = pair.first
    if (right.subject_start, right.subject) < (left.subject_start, left.subject):
        left, right = right, left
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
