"""Overlapping candidates become one set, with the reason why each loser lost."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Dropped
from kg.recognise.candidate import Candidate, Context


def select(candidates: Iterable[Candidate], context: Context) -> tuple[list[Candidate], list[Dropped]]:
    """Longest first, then by score: those that overlap none chosen before; implied ones stand beside others."""
    chosen: list[Candidate] = []
    dropped: list[Dropped] = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, -c.score, c.start, c.type, c.source)):
        rivals = [c for c in chosen if not (c.implied or candidate.implied) and _overlap(c, candidate)]
        if rivals:
            surface = context.text[candidate.start : candidate.end]
            dropped.append(Dropped("recognise", f"overlaps {rivals[0].source}", surface))
        else:
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: (c.start, c.end, c.type, c.name)), dropped


def _overlap(left: Candidate, right: Candidate) -> bool:
    return left.start < right.end and right.start < left.end
