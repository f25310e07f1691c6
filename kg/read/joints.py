"""How well two torn pieces of text fit: a character trigram model with linear interpolation (Jelinek & Mercer 1980)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log
from typing import Any, NamedTuple

from kg.read.counts import Counts
from kg.read.fold import fold

#: The line break of the model: where a paragraph ends or begins.
BREAK = "\\"
#: Weights of trigram, bigram and unigram; what is left is spread over characters never seen.
WEIGHTS = (0.6, 0.3, 0.0999)
#: So many line ends after a character must be expected before their absence tells anything.
EXPECTED = 150
#: So many results of each kind are kept before all are forgotten.
MOST_KEPT = 200_000
NEVER = float("-inf")
UNSEEN = 0.0001 / 8000
CLASSES = ((re.compile(r"[0-9]"), "0"), (re.compile(r"[A-Za-z]"), "A"))
NO_SPACE = re.compile(r"\s+")


class Opening(NamedTuple):
    """Log probabilities of the first characters of a piece.

    Attributes:
        begun: as first of a paragraph. torn: as first of a word anywhere.
        fresh: how much likelier they begin a paragraph than stand anywhere; 0 where they are not.
    """

    begun: float
    torn: float
    fresh: float


@dataclass(frozen=True)
class Joints:
    """Counts of one to three characters in a row.

    Attributes:
        counts: by the characters.
    """

    counts: Counts
    # what was worked out once
    _endings: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    _firsts: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    _openings: dict[str, Opening] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> Joints:
        """From lines of characters, tab, count; lines that start with # are comments."""
        return cls(Counts(text))

    def fit(self, tail: str, head: str) -> float:
        """How much likelier the two stand in one sentence than that one ends, or is torn off, before the other.

        In natural logarithms: above 0 they belong together by this measure alone.
        """
        left, right = model_form(tail[-12:])[-2:], model_form(head[:12])[:2]
        opening = self.opening(right)
        return self.join(left, right, self.ending(left), opening) + opening.fresh

    def join(self, left: str, right: str, ending: float, opening: Opening, *, least: float = NEVER) -> float:
        """``fit`` of characters in model form, less what speaks for a paragraph's beginning.

        What depends on one of them alone is known already. A fit less than ``least`` may come as ``NEVER``.
        """
        apart = max(ending + opening.begun, opening.torn) + opening.fresh
        key = left + right[:1]
        first = self._firsts.get(key)
        if first is None:
            _limit(self._firsts)
            first = self._firsts[key] = log(self._next(left, right[:1])) if right else 0.0
        if first - apart < least:
            return NEVER
        return first + self._chance(key[-2:], right[1:]) - apart

    def ending(self, left: str) -> float:
        """Log probability that a paragraph ends after these characters (in model form)."""
        if left not in self._endings:
            _limit(self._endings)
            self._endings[left] = log(self._next(left, BREAK))
        return self._endings[left]

    def opening(self, right: str) -> Opening:
        """What is known of characters (in model form) that stand first in a piece, whatever stood before them."""
        if right not in self._openings:
            _limit(self._openings)
            begun, anywhere = self._chance(BREAK, right), self._chance("", right)
            torn = max(anywhere, self._chance(",", right))
            self._openings[right] = Opening(begun, torn, max(0.0, begun - anywhere))
        return self._openings[right]

    def never_ends(self, tail: str) -> bool:
        """Whether lines end after many characters, but never after the last of these: the line is torn."""
        last = model_form(tail[-4:])[-1:]
        chance = self.counts.of(BREAK) / self.counts.total
        return self.counts.of(last) * chance > EXPECTED and not self.counts.of(last + BREAK)

    def _chance(self, left: str, right: str) -> float:
        total, context = 0.0, left
        for character in right:
            total += log(self._next(context, character))
            context = (context + character)[-2:]
        return total

    def _next(self, context: str, character: str) -> float:
        two, one, count = context[-2:], context[-1:], self.counts.of
        share = WEIGHTS[2] * count(character) / self.counts.total + UNSEEN
        if one and (seen := count(one)):
            share += WEIGHTS[1] * count(one + character) / seen
        if len(two) == 2 and (seen := count(two)):
            share += WEIGHTS[0] * count(two + character) / seen
        return share


def _limit(kept: dict[str, Any]) -> None:
    if len(kept) >= MOST_KEPT:
        kept.clear()


def model_forms(texts: Sequence[str]) -> list[str]:
    """``model_form`` of many texts without line breaks, at once."""
    return [NO_SPACE.sub("", form) for form in _classes(fold("\n".join(texts))).split("\n")]


def model_form(text: str) -> str:
    """Text as the model counts it: folded, digits as 0, letters as A, no white space."""
    return NO_SPACE.sub("", _classes(fold(text)))


def _classes(text: str) -> str:
    for pattern, substitute in CLASSES:
        text = pattern.sub(substitute, text)
    return text
