"""Overlapping candidates become one set by evidence, with the reason why each loser lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import OntologyError
from kg.model import Dropped
from kg.ontology import read_toml
from kg.recognise.candidate import Candidate, Context

#: Score above which a post is one that a name follows.
POSTED = 0.98
#: The source whose candidates fill what the others leave.
GUESS = "model"
#: Ends of what is within a city.
_INNER = frozenset("区县镇乡道")
#: Types whose names often start with the name of a place.
WIDER = frozenset({"Company", "Organization", "Place", "IndustrialPark"})


@dataclass(frozen=True)
class Weights:
    """How far sources are trusted.

    Attributes:
        sources: source's first word -> type (or ``*``) -> factor on its score.
        sure: evidence from which a candidate is taken before any longer one of less. least: below it none is taken.
        leading: the same as ``sure``, for a guess that holds places and nothing else that is known.
    """

    sources: Mapping[str, Mapping[str, float]]
    sure: float
    least: float
    leading: float = 0.7

    def of(self, candidate: Candidate) -> float:
        """The candidate's score, weighed by its source and type."""
        factors = self.sources.get(candidate.source.partition(":")[0], {})
        return candidate.score * factors.get(candidate.type, factors.get("*", 1.0))


#: All sources alike.
EVEN = Weights({}, 0.7, 0.0)


def load_weights(path: Path) -> Weights:
    """Read selection.toml.

    Raises:
        OntologyError: it is missing or malformed.
    """
    table = read_toml(path)
    try:
        sure, least, leading = (float(table[key]) for key in ("sure", "least", "leading"))
        return Weights(table["sources"], sure, least, leading)
    except (KeyError, TypeError, ValueError) as error:
        raise OntologyError(f"lacks {error}", where=str(path)) from error


def select(
    candidates: Iterable[Candidate], context: Context, weights: Weights = EVEN
) -> tuple[list[Candidate], list[Dropped]]:
    """Of those that overlap the surer wins, of equally sure ones the longer; implied ones stand beside others."""
    chosen: list[Candidate] = []
    dropped: list[Dropped] = []
    taken = bytearray(len(context.text))
    holder: dict[int, Candidate] = {}
    joined = list(_joined(_clipped(set(candidates)), weights))
    leading = _wider_than_places([candidate for candidate, _ in joined], context)
    ranked = sorted(joined, key=lambda item: _rank(item[0], item[1], (weights, item[0] in leading)))
    for candidate, evidence in ranked:
        start, end = candidate.start, candidate.end
        at = -1 if candidate.implied else taken.find(1, start, end)
        if at >= 0 or evidence < weights.least:
            reason = f"overlaps {holder[at].source}" if at >= 0 else f"too little evidence: {candidate.source}"
            dropped.append(Dropped("recognise", reason, context.text[start:end]))
            continue
        chosen.append(candidate)
        if not candidate.implied:
            taken[start:end] = b"\1" * (end - start)
            holder.update(dict.fromkeys(range(start, end), candidate))
    return sorted(chosen, key=lambda c: (c.start, c.end, c.type, c.name)), dropped


def _clipped(candidates: set[Candidate]) -> Iterator[Candidate]:
    """A body ends where its post begins: 经开区党工委书记 is a 党工委书记 of the 经开区."""
    posts = [c for c in candidates if c.type == "Post" and c.score > POSTED]
    inside = {at: post.start for post in posts for at in range(post.start + 1, post.end)}
    for candidate in candidates:
        start = inside.get(candidate.end, -1)
        if candidate.type != "Post" and candidate.start + 1 < start:
            yield replace(candidate, end=start)
        else:
            yield candidate


def _joined(candidates: Iterable[Candidate], weights: Weights) -> Iterator[tuple[Candidate, float]]:
    """One of each span and type with the evidence of all that say it: 1 less the product of the doubts."""
    groups: dict[tuple[int, int, str, bool, str], list[Candidate]] = defaultdict(list)
    for candidate in sorted(set(candidates), key=lambda c: (c.source == GUESS, -weights.of(c), c.source, c.name)):
        only = candidate.name if candidate.implied else ""
        groups[candidate.start, candidate.end, candidate.type, candidate.implied, only].append(candidate)
    for group in groups.values():
        doubt = 1.0
        for weight in {c.source.partition(":")[0]: weights.of(c) for c in reversed(group)}.values():
            doubt *= 1 - weight
        yield group[0], 1 - doubt


def _wider_than_places(candidates: Sequence[Candidate], context: Context) -> set[Candidate]:
    """Guesses that hold places and nothing else that is known: a place's name is often the head of a longer one.

    Time grows with the article's length and with the lengths of the candidates only.
    """
    size = len(context.text)
    places, others, within = bytearray(size + 1), bytearray(size + 1), bytearray(size + 1)
    for known in candidates:
        if known.source != GUESS and not known.implied:
            start, end = known.start, known.end
            (places if known.type == "Place" else others)[start:end] = b"\1" * (end - start)
            within[start + 1 : end] = b"\1" * (end - start - 1)
    return {
        guess
        for guess in candidates
        if guess.source == GUESS
        and guess.type in WIDER
        and places.find(1, guess.start, guess.end) >= 0
        and others.find(1, guess.start, guess.end) < 0
        and not (within[guess.start] or within[guess.end])
        and not (guess.type == "Place" and places.find(0, guess.start, guess.end) < 0 and _is_address(guess, context))
    }


def _is_address(guess: Candidate, context: Context) -> bool:
    """Whether it begins with a country abroad or a district, whose parts are places of their own."""
    end = context.place_ends.get(guess.start, 0)
    return guess.start in context.foreign or (0 < end < guess.end and context.text[end - 1] in _INNER)


def _rank(candidate: Candidate, evidence: float, given: tuple[Weights, bool]) -> tuple[object, ...]:
    weights, leading = given
    post = candidate.type == "Post" and evidence > POSTED
    guessed, length = candidate.source == GUESS and not leading, candidate.start - candidate.end
    unsure = evidence < (weights.leading if leading else weights.sure)
    words = (candidate.type, candidate.source, candidate.name)
    return (not post, guessed, unsure, length, -evidence, candidate.start, *words)
