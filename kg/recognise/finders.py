"""The one list of what finds names, in the order in which the pipeline runs it."""

from __future__ import annotations

from collections.abc import Mapping

from kg.ontology import Ontology
from kg.recognise.bodies import BodyFinder
from kg.recognise.built import BuiltNameFinder
from kg.recognise.candidate import Finder, Recaller
from kg.recognise.dictionary import DictionaryFinder
from kg.recognise.edges import Edges
from kg.recognise.employers import EmployerFinder
from kg.recognise.judged import JudgedFinder
from kg.recognise.model import ModelFinder
from kg.recognise.names import NameReader
from kg.recognise.peers import CompanyPeers
from kg.recognise.persons import PersonFinder
from kg.recognise.recall import PersonRecaller
from kg.recognise.sites import PlaceFinder, SiteFinder
from kg.recognise.titles import TitleReader
from kg.recognise.words import Segmenter
from kg.settings import Settings


def finders(ontology: Ontology, settings: Settings, segmenter: Segmenter) -> Mapping[str, Finder]:
    """Finder by name of its pipeline component; a finder's candidates have a source that starts with that name."""
    bodies = BodyFinder(ontology.folder / "bodies.yml")
    names, edges = NameReader(ontology.folder, segmenter), Edges(ontology)
    found: dict[str, Finder] = (
        {"model": JudgedFinder(ModelFinder.shipped(), ontology, edges)} if settings.use_model else {}
    )
    return found | {
        "dictionary": DictionaryFinder(ontology),
        "built": BuiltNameFinder(ontology, edges),
        "place": PlaceFinder(),
        "site": SiteFinder(ontology.folder / "sites.yml", edges),
        "body": bodies,
        "person": PersonFinder(TitleReader(ontology.folder / "titles.yml"), names, bodies),
    }


def recallers(ontology: Ontology, segmenter: Segmenter) -> Mapping[str, Recaller]:
    """What looks over a whole page once all finders have run, by name of its component."""
    edges = Edges(ontology)
    return {
        "recall": PersonRecaller(NameReader(ontology.folder, segmenter)),
        "employer": EmployerFinder(ontology, edges),
        "peers": CompanyPeers(ontology, edges),
    }
