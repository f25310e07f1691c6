"""How good a tagger is: whole names with their type, as CLUENER counts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.recognise.model_decode import Span
from kg.recognise.train_corpora import CLUENER, TYPES, Example

#: Steps of the mean marginal in a table of precision, and names that count as seen before any is.
STEPS, PRIOR = 20, 5


@dataclass(frozen=True, slots=True)
class Counts:
    """Names found that are right, found in all, and there in all."""

    right: int
    found: int
    there: int

    @property
    def precision(self) -> float:
        """Share of those found that are right."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of those there that were found."""
        return self.right / max(1, self.there)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.found + self.there)

    @staticmethod
    def table(counts: Mapping[str, Counts]) -> str:
        """A line a type: precision, recall, F1, and how many there are."""
        head = f"{'type':14} {'P':>6} {'R':>6} {'F1':>6} {'n':>6}"
        rows = [f"{t:14} {c.precision:6.3f} {c.recall:6.3f} {c.f1:6.3f} {c.there:6d}" for t, c in counts.items()]
        return "\n".join([head, *rows])


def compare(
    found: Sequence[Sequence[Span]], examples: Sequence[Example], types: Sequence[str] = CLUENER
) -> dict[str, Counts]:
    """Counts by type, and over all of these types as ``micro``."""
    got = [{(s.start, s.end, s.type) for s in spans if s.type in types} for spans in found]
    true = [{span for span in example.spans if span[2] in types} for example in examples]
    counts = {}
    for type_ in (*types, "micro"):
        ours = [{s for s in spans if type_ in {s[2], "micro"}} for spans in got]
        gold = [{s for s in spans if type_ in {s[2], "micro"}} for spans in true]
        right = sum(len(a & b) for a, b in zip(ours, gold, strict=True))
        counts[type_] = Counts(right, sum(map(len, ours)), sum(map(len, gold)))
    return counts


def precision_table(found: Sequence[Sequence[Span]], examples: Sequence[Example]) -> dict[str, tuple[float, ...]]:
    """Type -> share of right names by twentieth of the mean marginal, never falling, drawn to the type's precision."""
    tables = {}
    for type_ in TYPES:
        rows = [
            (min(int(s.score * STEPS), STEPS - 1), (s.start, s.end, s.type) in example.spans)
            for spans, example in zip(found, examples, strict=True)
            for s in spans
            if s.type == type_
        ]
        base = sum(right for _, right in rows) / max(1, len(rows))
        tables[type_] = _rising([[right for at, right in rows if at == step] for step in range(STEPS)], base)
    return tables


def _rising(cells: Sequence[Sequence[bool]], base: float) -> tuple[float, ...]:
    """Pooled so that no step is below the one before (isotonic regression by pooling adjacent violators)."""
    pools: list[tuple[float, float, int]] = []
    for step, cell in enumerate(cells):
        mean = base * (step + 0.5) / len(cells)
        pools.append((sum(cell) + PRIOR * mean, len(cell) + PRIOR, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            right, size, width = pools.pop()
            before = pools.pop()
            pools.append((before[0] + right, before[1] + size, before[2] + width))
    return tuple(round(right / size, 3) for right, size, width in pools for _ in range(width))
