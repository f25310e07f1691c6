"""The default graph as Turtle: things first, then page by page where they were read."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, ClassVar

import pyoxigraph as ox

from kg.export.rdf import Triples
from kg.export.side_by_side import PageRows, Pass, Piece, alone
from kg.model import Graph
from kg.ontology import Ontology
from kg.settings import Settings


class Turtle:
    """The file while it is written."""

    by_page: ClassVar[bool] = False

    def __init__(self, whole: Pass, out: BinaryIO) -> None:
        self._out = out
        out.write(whole.head)

    def thing(self, said: Piece) -> None:
        """Things, with all that is said of them."""
        self._out.write(said.turtle)

    def page(self, said: PageRows) -> None:
        """A page's own triples."""
        self._out.write(said.own.turtle)

    def end(self) -> None:
        """Nothing comes last."""


write_turtle = alone(Turtle)


def write_rdf12(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the same as Turtle 1.2, where each statement's node also reifies its triple (rdf:reifies)."""
    triples = Triples(graph, ontology, settings.base)
    with path.open("wb") as out:
        ox.serialize(triples.all(reify=True), out, format=ox.RdfFormat.TURTLE, prefixes=triples.prefixes)
