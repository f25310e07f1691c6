"""People's names of one article agree: one with the first character of the next word at its end gives way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.recognise.candidate import Candidate, Reading

PEOPLE = frozenset({"Person", "Official"})
#: Characters of a name of two to which the next word's first one was added.
LONG = 3
#: Behind a name's last character what makes that a verb or a joint: 甲乙算过, 甲乙同13个.
_VERB = re.compile("[\u4e00-\u9fff](?:过(?![问境度程])|了(?!解))|[同和与跟][0-9]")
#: What goes on in the clause behind a name; a mark or the end of the text shows that the name is whole.
_ON = re.compile("[\u4e00-\u9fff0-9“]")


def agree(readings: Sequence[Reading]) -> None:
    """Shorten, in place, the names of people that have taken in the character behind them.

    A name of three characters does so where it stands once, its first two are a name elsewhere in the article, and the
    clause goes on behind it; or where an aspect makes its last character a verb.
    """
    for reading in readings:
        cut = set(_too_long(reading))
        if cut:
            reading.candidates = [
                replace(c, end=c.end - 1) if c.type in PEOPLE and _span(c) in cut else c for c in reading.candidates
            ]


def _too_long(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of the names to shorten."""
    text = reading.context.text
    people = {_span(c) for c in reading.candidates if c.type in PEOPLE and not c.name and not c.implied}
    names = {text[start:end] for start, end in people}
    for start, end in sorted(people):
        if end - start != LONG or not text[start:end].isalpha() or not _ON.match(text, end):
            continue
        front = text[start : end - 1]
        once = front in names and text.count(text[start:end]) == 1
        if once or _VERB.match(text, end - 1):
            yield start, end


def _span(candidate: Candidate) -> tuple[int, int]:
    return candidate.start, candidate.end
