"""What a build writes: one row a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kg.export import description, html, jsonld, named_graphs, network, property_graph, tables, turtle
from kg.export.side_by_side import Begin, alone
from kg.model import Graph
from kg.ontology import Ontology
from kg.settings import Settings

#: Writes one file from the graph; raises OutputError.
Exporter = Callable[[Graph, Ontology, Settings, Path], None]

#: Path of the file below the folder for results -> what begins it; ``{name}`` is the stem of the settings. These are
#: written side by side.
SHEETS: Mapping[str, Begin] = {
    "{name}.ttl": turtle.Turtle,
    "{name}.trig": named_graphs.Trig,
    "{name}.nq.gz": named_graphs.NQuads,
    "{name}.jsonld": jsonld.JsonLd,
    "{name}.void.ttl": description.Void,
}

#: Likewise, of networks.
NETWORKS: Mapping[str, Callable[[], network.Form]] = {
    "{name}.graphml": network.GraphMl,
    "{name}.gexf": network.Gexf,
}

#: Likewise, what writes it by itself.
EXPORTERS: Mapping[str, Exporter] = {
    **{path: alone(begin) for path, begin in SHEETS.items()},
    "{name}.context.jsonld": jsonld.write_context,
    "{name}.prov.ttl": description.write_prov,
    "{name}.html": html.write_html,
    **{path: network.alone(form) for path, form in NETWORKS.items()},
    "{name}.parquet": tables.write_parquet,
    "{name}.entities.csv": tables.write_entities,
    "{name}.statements.csv": tables.write_facts,
    "csv/nodes.csv": property_graph.write_nodes,
    "csv/relationships.csv": property_graph.write_relationships,
    "csv/evidence_nodes.csv": property_graph.write_evidence_nodes,
    "csv/evidence_relationships.csv": property_graph.write_evidence_relationships,
}

#: Likewise, written only when ``rdf12`` is set.
RDF12: Mapping[str, Exporter] = {"{name}.rdf12.ttl": turtle.write_rdf12}


def exporters(settings: Settings) -> Mapping[str, Exporter]:
    """The files that a build with these settings writes."""
    return {**EXPORTERS, **RDF12} if settings.rdf12 else EXPORTERS
