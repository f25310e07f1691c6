"""The default graph as Turtle: things first, then page by page where they were read."""

from __future__ import annotations

from itertools import starmap
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.export.rdf import Triples
from kg.export.side_by_side import PageRows, Pass, alone
from kg.model import Graph
from kg.ontology import Ontology
from kg.settings import Settings


class Turtle:
    """The file while it is written."""

    def __init__(self, whole: Pass, out: BinaryIO) -> None:
        self._out = out
        triples = starmap(ox.Triple, whole.triples.things())
        ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=whole.triples.prefixes)
        if not out.tell():  # nothing was said yet, not even the prefixes
            out.write(whole.head)

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
