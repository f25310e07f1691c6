"""Names found by how they are built: companies, parks, clusters, organisations, products, events, honours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.ontology import Ontology
from kg.recognise.abroad import AbroadFinder
from kg.recognise.candidate import Candidate, Context
from kg.recognise.clusters import ClusterFinder
from kg.recognise.coined import CoinedFinder
from kg.recognise.companies import CompanyFinder
from kg.recognise.company_lists import CompanyListFinder
from kg.recognise.dealt import DealtFinder
from kg.recognise.draft import Draft, Part
from kg.recognise.edges import Edges
from kg.recognise.events import EventFinder
from kg.recognise.guessed_goods import GuessedGoods
from kg.recognise.guesses import Guesses
from kg.recognise.honors import HonorFinder
from kg.recognise.made import MadeFinder
from kg.recognise.organizations import OrganizationFinder
from kg.recognise.parks import ParkFinder
from kg.recognise.products import ProductFinder
from kg.recognise.short_names import ShortNameFinder
from kg.recognise.shown import ShownFinder
from kg.recognise.trades import TradeFinder
from kg.recognise.venues import VenueFinder
from kg.recognise.works import WorksFinder


class BuiltNameFinder:
    """Runs the finders of names by build over an article, in an order that lets later ones use what was found.

    Raises:
        OntologyError: a list in ``names/`` is missing or malformed.
    """

    def __init__(self, ontology: Ontology, edges: Edges | None = None) -> None:
        self._edges = edges or Edges(ontology)
        self._parts: Sequence[Part] = [
            CompanyFinder(ontology, self._edges),
            ParkFinder(ontology, self._edges),
            ClusterFinder(ontology, self._edges),
            OrganizationFinder(ontology, self._edges),
            AbroadFinder(ontology),
            EventFinder(ontology, self._edges),
            VenueFinder(),
            HonorFinder(ontology, self._edges),
            CompanyListFinder(ontology, self._edges),
            CoinedFinder(ontology, self._edges),
            ShortNameFinder(ontology, self._edges),
            WorksFinder(),
            ProductFinder(ontology, self._edges),
            MadeFinder(ontology, self._edges),
            TradeFinder(ontology, self._edges),
            DealtFinder(ontology, self._edges),
            ShownFinder(ontology, self._edges),
            GuessedGoods(ontology, self._edges),
        ]

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates of all kinds."""
        return self.find_after(context, ())

    def find_after(self, context: Context, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """The same, where the tagger's guesses among ``found`` help to find edges."""
        draft = Draft(context, Guesses.of(found))
        for part in self._parts:
            draft.found += part.find(draft)
        traced = {(c.start, c.end, c.type) for c in draft.found if c.name}
        yield from (c for c in draft.found if c.name or (c.start, c.end, c.type) not in traced)
