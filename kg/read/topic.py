"""How much of what a headline says is said in an article, by pairs of characters that few articles share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import compress
from math import log
from operator import add

NOT_WORD = re.compile(r"[^\w]+")


#: Nats that a change from one article to another costs, between paragraphs that follow each other in the file.
SWITCH = 8.0
#: Nats that it costs a text to stand before the place where its article seems to begin, which is where its byline is.
EARLY = 20.0
#: Rounds of assigning paragraphs and counting words again.
ROUNDS = 2
#: Pairs of characters, in the page's own proportions, that each article is given beforehand (Dirichlet smoothing).
BACKGROUND = 100


class Topics:
    """The pairs of characters of some texts, each weighted by how few of the texts have it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = [NOT_WORD.sub("", text) for text in texts]

    def alike(self, text: str) -> list[float]:
        """For each of the texts the share, 0 to 1, of the pairs of ``text`` that it has; rare pairs count more."""
        # A headline has few pairs: each is looked for, rather than those of whole articles listed.
        owners = [[pair in own for own in self._words] for pair in sorted(pairs(text))]
        weights = [log(1.5 + len(self._words)) - log(1 + sum(own)) for own in owners]
        total = sum(weights) or 1.0
        return [sum(compress(weights, own)) / total for own in zip(*owners, strict=True)] or [0.0] * len(self._words)


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of the text, punctuation taken out."""
    return frozenset(_all_pairs(text))


def untangle(texts: Sequence[str], owners: Sequence[int], *, number: int, sure: Collection[int]) -> list[int]:
    """Which of ``number`` interleaved articles each text belongs to, starting from a first guess, ``owners``.

    A naive Bayes model of pairs of characters for each article, and the cheapest path through the texts in file order
    (Viterbi 1967), by turns. The guess stays for the texts whose places are in ``sure``.
    """
    counts = [Counter(_all_pairs(text)) for text in texts]
    owners, found = tuple(owners), _from_changes(counts, list(owners), number)
    for i in sure:
        found[i] = owners[i]
    for _ in range(ROUNDS):
        costs = _costs(counts, found, number)
        for article in range(1, number):
            for i in range(owners.index(article) if article in owners else 0):
                costs[i][article] += EARLY
        for i in sure:
            costs[i] = [0.0 if article == owners[i] else float("inf") for article in range(number)]
        path = _cheapest(costs)
        if path == found:
            break
        found = path
    return found


def _from_changes(counts: Sequence[Counter[str]], owners: list[int], number: int) -> list[int]:
    """The first guess made better: each article really begins where the words change, at its guessed start or later."""
    for article in range(1, number):
        first = next((i for i, owner in enumerate(owners) if owner == article - 1), 0)
        guess = next((i for i, owner in enumerate(owners) if owner == article), len(owners))
        last = next((i for i, owner in enumerate(owners) if owner > article), len(owners))
        change = _change(counts[first:last], guess - first) + first
        owners[guess:change] = [article - 1] * (change - guess)
    return owners


def _change(counts: Sequence[Counter[str]], earliest: int) -> int:
    """The place from ``earliest`` on before and after which the words differ most (likelihood of two models)."""
    left, right = _total(counts[:earliest]), _total(counts[earliest:])
    gain, best, place = sum(map(_nlogn, [*left.values(), *right.values()])), float("-inf"), earliest
    for at in range(earliest, len(counts)):
        score = gain - _nlogn(left.total()) - _nlogn(right.total())
        if score > best:
            best, place = score, at
        for pair, n in counts[at].items():
            gain -= _nlogn(left[pair]) + _nlogn(right[pair])
            left[pair] += n
            right[pair] -= n
            gain += _nlogn(left[pair]) + _nlogn(right[pair])
    return place


def _total(counts: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total


def _nlogn(count: int) -> float:
    return count * log(count) if count > 0 else 0.0


def _costs(counts: Sequence[Counter[str]], owners: Sequence[int], number: int) -> list[list[float]]:
    """For each text what it costs, in nats, to belong to each article; its own words do not speak for it."""
    totals: list[Counter[str]] = [Counter() for _ in range(number)]
    for own, owner in zip(counts, owners, strict=True):
        totals[owner].update(own)
    page = _total(counts)
    size = page.total()
    rows = []
    for own, owner in zip(counts, owners, strict=True):
        row = []
        for article, total in enumerate(totals):
            same = own if article == owner else Counter[str]()
            mass = total.total() - same.total() + BACKGROUND
            row.append(-sum(n * log((total[p] - same[p] + BACKGROUND * page[p] / size) / mass) for p, n in own.items()))
        rows.append(row)
    return rows


def _cheapest(costs: Sequence[Sequence[float]]) -> list[int]:
    best, back = list(costs[0]), []
    for row in costs[1:]:
        cheapest = min(range(len(best)), key=lambda n: (best[n], n))
        came = [n if best[n] <= best[cheapest] + SWITCH else cheapest for n in range(len(best))]
        best = [min(best[n], best[cheapest] + SWITCH) + row[n] for n in range(len(best))]
        back.append(came)
    path = [min(range(len(best)), key=lambda n: (best[n], n))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _all_pairs(text: str) -> list[str]:
    plain = NOT_WORD.sub("", text)
    return list(map(add, plain, plain[1:]))
