"""Places as candidates: those of the dictionaries, and those named by their build."""

from __future__ import annotations

from collections.abc import Iterator

from kg.recognise.candidate import Candidate, Context

TYPE = "Place"


class PlaceFinder:
    """Gives the places that dictionaries have."""

    def find(self, context: Context) -> Iterator[Candidate]:
        """The proved places of an article."""
        for spot in context.places:
            yield Candidate(spot.start, spot.end, TYPE, "place:dictionary", 0.9, spot.entry.name)
