"""Names that stand together more often than chance: weighted pairs, never called a relation."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import CO_OCCURS, IS_A, Statement
from kg.ontology import Ontology
from kg.relate.windows import Names, Windows

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
    counted = zip(wide.keys.tolist(), wide.counts.tolist(), near.of(wide.keys).tolist(), strict=True)
    weighed = (_weighed(count, len(names.ids), sentences, articles) for count in counted)
    for found in sorted(_strongest([w for w in weighed if w]), key=lambda w: w.ends):
        key = found.ends[0] * len(names.ids) + found.ends[1]
        by, counted_by = ("sentence", near) if found.together >= MIN_SENTENCES else ("article", wide)
        left, right = (names.ids[end] for end in found.ends)
        first, other = (claims[number] for number in counted_by.first(key))
        yield Pair(left, right, found.together, found.articles, found.npmi, by, (first, other))


class _Weighed(NamedTuple):
    """A pair by the numbers of its entities; sentences and articles that name both, and its weight."""

    ends: tuple[int, int]
    together: int
    articles: int
    npmi: float


def _weighed(counts: tuple[int, int, int], entities: int, sentences: Windows, articles: Windows) -> _Weighed | None:
    """A pair (its key, articles, sentences) with its weight; None below the floors."""
    key, number, together = counts
    if together < MIN_SENTENCES and number < MIN_ARTICLES:
        return None
    left, right = divmod(key, entities)
    windows, joint = (sentences, together) if together >= MIN_SENTENCES else (articles, number)
    alone = _steady(int(windows.alone[left])), _steady(int(windows.alone[right]))
    npmi = _npmi(joint, alone, _steady(windows.total))
    return _Weighed((left, right), together, number, round(npmi, DECIMALS)) if npmi >= MIN_NPMI else None


def _strongest(pairs: Sequence[_Weighed]) -> Iterator[_Weighed]:
    """The pairs that are among the strongest of one of their ends."""
    seen: Counter[int] = Counter()
    for pair in sorted(pairs, key=lambda w: (-w.npmi, -w.articles, w.ends)):
        if min(seen[end] for end in pair.ends) < STRONGEST:
            yield pair
        seen.update(pair.ends)


def _steady(total: int) -> int:
    """A number of windows, rounded up to four binary digits: a page more should not move each weight a little."""
    step = 1 << max(0, total.bit_length() - 4)
    return -(-total // step) * step


def _npmi(joint: int, alone: tuple[int, int], total: int) -> float:
    """Normalised pointwise mutual information (Bouma 2009); 1 where the two never stand apart."""
    share = joint / total
    if share >= 1:
        return 1.0
    expected = alone[0] * alone[1] / total**2
    return math.log(share / expected) / -math.log(share)


def _joined_types(ontology: Ontology) -> set[tuple[str, str]]:
    ends = [(a, b) for r in ontology.relations.values() for a in r.domain for b in r.range]
    return {*ends, *((b, a) for a, b in ends)}


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
