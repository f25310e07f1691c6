"""What a build writes: one row a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kg.export import html, named_graphs, property_graph, rdf
from kg.model import Graph
from kg.ontology import Ontology
from kg.settings import Settings

#: Writes one file from the graph; raises OutputError.
Exporter = Callable[[Graph, Ontology, Settings, Path], None]

#: Path of the file below the folder for results -> what writes it; ``{name}`` is the stem of the settings.
EXPORTERS: Mapping[str, Exporter] = {
    "{name}.ttl": rdf.write_turtle,
    "{name}.trig": named_graphs.write_trig,
    "{name}.nq.gz": named_graphs.write_nquads,
    "{name}.html": html.write_html,
    "csv/nodes.csv": property_graph.write_nodes,
    "csv/relationships.csv": property_graph.write_relationships,
    "csv/evidence_nodes.csv": property_graph.write_evidence_nodes,
    "csv/evidence_relationships.csv": property_graph.write_evidence_relationships,
}
