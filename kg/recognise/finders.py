"""The one list of what finds names, in the order in which the pipeline runs it."""

from __future__ import annotations

from collections.abc import Mapping

from kg.ontology import Ontology
from kg.recognise.bodies import BodyFinder
from kg.recognise.built import BuiltNameFinder
from kg.recognise.candidate import Finder, Recaller
from kg.recognise.dictionary import DictionaryFinder
from kg.recognise.model import ModelFinder
from kg.recognise.sites import PlaceFinder
from kg.settings import Settings


def finders(ontology: Ontology, settings: Settings) -> Mapping[str, Finder]:
    """Finder by name of its pipeline component; a finder's candidates have a source that starts with that name."""
    found: dict[str, Finder] = {
        "dictionary": DictionaryFinder(ontology),
        "built": BuiltNameFinder(ontology),
        "place": PlaceFinder(),
        "body": BodyFinder(ontology.folder / "bodies.yml"),
    }
    if settings.use_model:
        found["model"] = ModelFinder.shipped()
    return found


def recallers(ontology: Ontology) -> Mapping[str, Recaller]:
    """What looks over a whole page once all finders have run, by name of its component."""
    return {}
