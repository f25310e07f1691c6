"""Overlapping candidates become one set, with the reason why each loser lost."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Dropped
from kg.recognise.candidate import Candidate, Context

#: The source whose candidates fill what the others leave.
GUESS = "model"


def select(candidates: Iterable[Candidate], context: Context) -> tuple[list[Candidate], list[Dropped]]:
    """Those that overlap none chosen before: what is built or known as a name first, what a model guesses after.

    Among equals the longest, then the surest; implied ones stand beside others.
    """
    chosen: list[Candidate] = []
    dropped: list[Dropped] = []
    taken = bytearray(len(context.text))
    holder: dict[int, Candidate] = {}
    for candidate in sorted(set(candidates), key=_rank):
        start, end = candidate.start, candidate.end
        at = -1 if candidate.implied else taken.find(1, start, end)
        if at >= 0:
            dropped.append(Dropped("recognise", f"overlaps {holder[at].source}", context.text[start:end]))
            continue
        chosen.append(candidate)
        if not candidate.implied:
            taken[start:end] = b"\1" * (end - start)
            holder.update(dict.fromkeys(range(start, end), candidate))
    return sorted(chosen, key=lambda c: (c.start, c.end, c.type, c.name)), dropped


def _rank(candidate: Candidate) -> tuple[object, ...]:
    guessed = candidate.source == GUESS
    length = candidate.end - candidate.start
    return (guessed, -length, -candidate.score, candidate.start, candidate.type, candidate.source)
