"""People named again without a title: names known from one article are looked for in all of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import ahocorasick

from kg.recognise.candidate import Candidate, Reading
from kg.recognise.names import NameReader

PEOPLE = frozenset({"Person", "Official"})
#: Least score of a candidate whose name is looked for elsewhere.
SURE = 0.75
#: Score of one who acts, above that of a city that bears the same name.
ACTING = 0.95


class PersonRecaller:
    """Looks for the full names of people that the finders are sure of."""

    def __init__(self, names: NameReader) -> None:
        self._names = names

    def recall(self, readings: Sequence[Reading]) -> Iterator[tuple[Reading, Candidate]]:
        """Every further use; one of two characters only where what stands beside it lets a name begin and end."""
        known = sorted({name for reading in readings for name in _known(reading)})
        if not known:
            return
        automaton = ahocorasick.Automaton()
        for name in known:
            automaton.add_word(name, len(name))
        automaton.make_automaton()
        for reading in readings:
            text = reading.context.text
            for start, end in reading.context.spans:
                for last, size in automaton.iter_long(text, start, end):
                    at, stop = last + 1 - size, last + 1
                    opens = at == start or not text[at - 1].isalnum()
                    acts = opens and self._names.acts(text, stop, end)
                    if size > 2 or acts or self._names.stands(text, at, stop, (start, end)):
                        yield reading, Candidate(at, stop, "Person", "recall:person", ACTING if acts else 0.85)


def _known(reading: Reading) -> Iterator[str]:
    for candidate in reading.candidates:
        if candidate.type in PEOPLE and candidate.score >= SURE and candidate.source.startswith("person:"):
            name = candidate.name or reading.context.text[candidate.start : candidate.end]
            if len(name) > 1:
                yield name
