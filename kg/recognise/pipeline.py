"""The ordered steps of the recognise stage: each finder, what makes their names agree and recalls them over
a page, then the selection.

A step works on all articles of a page. ``kg.recognise.spacy_pipeline`` has the same steps as components of spaCy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from kg.ontology import Ontology
from kg.recognise.agreement import agree
from kg.recognise.candidate import Finder, LaterFinder, PageFinder, Reading, Recaller
from kg.recognise.finders import finders, recallers
from kg.recognise.roles import Chosen, Roles
from kg.recognise.select import Weights, load_weights, select
from kg.recognise.titles import TitleReader
from kg.recognise.words import Segmenter
from kg.settings import Settings

#: Reads on in the articles of a page, and writes what it finds into their readings.
Step = Callable[[Sequence[Reading]], None]


def steps(ontology: Ontology, settings: Settings, segmenter: Segmenter) -> Mapping[str, Step]:
    """The steps by name, in their order."""
    found: dict[str, Step] = {
        name: partial(_find, finder) for name, finder in finders(ontology, settings, segmenter).items()
    }
    found["agreement"] = agree
    found |= {name: partial(_recall, recaller) for name, recaller in recallers(ontology, segmenter).items()}
    found["selection"] = partial(_select, load_weights(ontology.folder / "selection.toml"))
    found["roles"] = partial(_settle, Roles(TitleReader(ontology.folder / "titles.yml")))
    return found


def _find(finder: Finder, readings: Sequence[Reading]) -> None:
    if isinstance(finder, PageFinder):
        for reading, found in zip(readings, finder.find_page([r.context for r in readings]), strict=True):
            reading.candidates += found
        return
    for reading in readings:
        if isinstance(finder, LaterFinder):
            reading.candidates += finder.find_after(reading.context, tuple(reading.candidates))
        else:
            reading.candidates += finder.find(reading.context)


def _recall(recaller: Recaller, readings: Sequence[Reading]) -> None:
    for reading, candidate in list(recaller.recall(readings)):
        reading.candidates.append(candidate)


def _select(weights: Weights, readings: Sequence[Reading]) -> None:
    for reading in readings:
        reading.chosen, reading.dropped = select(reading.candidates, reading.context, weights)


def _settle(roles: Roles, readings: Sequence[Reading]) -> None:
    """Tell officials from other people over a page."""
    chosen = [Chosen(reading.context, reading.chosen) for reading in readings]
    roles.settle(chosen)
    for reading, settled in zip(readings, chosen, strict=True):
        reading.chosen = settled.candidates
