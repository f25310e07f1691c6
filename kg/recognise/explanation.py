"""How a stretch of text was read: each candidate that touches it, its evidence, and why it was taken or lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.recognise.candidate import Candidate, Reading
from kg.recognise.roles import OFFICIAL, PERSON
from kg.recognise.select import Weights


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a candidate.

    Attributes:
        surface: as the clean text has it. type, name, source: as in ``Candidate``.
        evidence: 0 to 1, the finder's score weighed by source and type. taken: whether it is a mention.
        reason: why it is none, or what made it of another type; "" otherwise.
    """

    surface: str
    type: str
    name: str
    source: str
    evidence: float
    taken: bool
    reason: str


def explain(
    reading: Reading, chosen: Sequence[Candidate], weights: Weights, stretch: tuple[int, int]
) -> Iterator[Verdict]:
    """The candidates that share a character with the stretch, by place, those taken first.

    Args:
        chosen: what selection and roles made of the reading. stretch: half-open span of the article's text.
    """
    start, end = stretch
    touching = {c for c in reading.candidates if c.start < end and start < c.end}
    verdicts = [(c.start, c.end, _verdict(reading, c, chosen, weights)) for c in touching]
    for _, _, verdict in sorted(verdicts, key=lambda v: (v[0], not v[2].taken, v[1], v[2].type, v[2].source)):
        yield verdict


def _verdict(reading: Reading, candidate: Candidate, chosen: Sequence[Candidate], weights: Weights) -> Verdict:
    same = next(
        (c for c in chosen if (c.start, c.end) == (candidate.start, candidate.end) and _alike(c, candidate)), None
    )
    return Verdict(
        surface=reading.context.text[candidate.start : candidate.end],
        type=same.type if same else candidate.type,
        name=candidate.name,
        source=candidate.source,
        evidence=round(weights.of(candidate), 3),
        taken=same is not None,
        reason=_lost(reading, candidate, chosen, weights) if same is None else _retyped(candidate, same),
    )


def _alike(chosen: Candidate, candidate: Candidate) -> bool:
    people = {PERSON, OFFICIAL}
    return chosen.implied == candidate.implied and (
        chosen.type == candidate.type or {chosen.type, candidate.type} <= people
    )


def _retyped(candidate: Candidate, chosen: Candidate) -> str:
    return (
        f"{candidate.type} by itself, {chosen.type} by the posts on this page" if candidate.type != chosen.type else ""
    )


def _lost(reading: Reading, candidate: Candidate, chosen: Sequence[Candidate], weights: Weights) -> str:
    over = [c for c in chosen if not c.implied and c.start < candidate.end and candidate.start < c.end]
    if over:
        winner = max(over, key=lambda c: (weights.of(c), c.end - c.start))
        surface = reading.context.text[winner.start : winner.end]
        return f"overlaps {surface} ({winner.type}, {winner.source}), which is surer or longer"
    return f"too little evidence: {weights.least} is the least"
