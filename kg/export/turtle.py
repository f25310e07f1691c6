"""The default graph as Turtle: things first, then page by page where they were read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import ClassVar

import pyoxigraph as ox

from kg.export.rdf import Triples
from kg.export.side_by_side import PageRows, Pass, Piece, alone
from kg.model import Graph
from kg.ontology import Ontology
from kg.settings import Settings


class Turtle:
    """The file."""

    by_page: ClassVar[bool] = False
    between: ClassVar[bytes] = b""

    def __init__(self, whole: Pass) -> None:
        self.head = whole.head

    def thing(self, said: Piece) -> bytes:
        """Things, with all that is said of them."""
        return said.turtle

    def page(self, said: PageRows) -> bytes:
        """A page's own triples."""
        return said.own.turtle

    def tail(self, tally: Counter[str]) -> bytes:
        """Nothing comes last."""
        return b""


write_turtle = alone(Turtle)


def write_rdf12(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the same as Turtle 1.2, where each statement's node also reifies its triple (rdf:reifies)."""
    triples = Triples(graph, ontology, settings.base)
    with path.open("wb") as out:
        ox.serialize(triples.all(reify=True), out, format=ox.RdfFormat.TURTLE, prefixes=triples.prefixes)
