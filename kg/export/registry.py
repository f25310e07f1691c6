"""What a build writes: one row a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kg.export import html, named_graphs, rdf
from kg.model import Graph
from kg.ontology import Ontology
from kg.settings import Settings

#: Writes one file from the graph; raises OutputError.
Exporter = Callable[[Graph, Ontology, Settings, Path], None]

#: Ending of the file -> what writes it.
EXPORTERS: Mapping[str, Exporter] = {
    ".ttl": rdf.write_turtle,
    ".trig": named_graphs.write_trig,
    ".nq.gz": named_graphs.write_nquads,
    ".html": html.write_html,
}
