"""The interactive graph: one HTML file that opens from disk."""

from __future__ import annotations

from pathlib import Path

from kg.model import Graph
from kg.ontology import Ontology
from kg.settings import Settings


def write_html(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the viewer."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for entity in graph.entities:
        network.add_node(entity.id, label=entity.name, group=entity.type)
    path.write_text(network.generate_html(), encoding="utf-8")
