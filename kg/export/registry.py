"""What a build writes: one row a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kg.export import description, html, jsonld, named_graphs, network, property_graph, rdf, tables
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
    "{name}.jsonld": jsonld.write_jsonld,
    "{name}.context.jsonld": jsonld.write_context,
    "{name}.void.ttl": description.write_void,
    "{name}.prov.ttl": description.write_prov,
    "{name}.html": html.write_html,
    "{name}.graphml": network.write_graphml,
    "{name}.gexf": network.write_gexf,
    "{name}.parquet": tables.write_parquet,
    "{name}.entities.csv": tables.write_entities,
    "{name}.statements.csv": tables.write_facts,
    "csv/nodes.csv": property_graph.write_nodes,
    "csv/relationships.csv": property_graph.write_relationships,
    "csv/evidence_nodes.csv": property_graph.write_evidence_nodes,
    "csv/evidence_relationships.csv": property_graph.write_evidence_relationships,
}

#: Likewise, written only when ``rdf12`` is set.
RDF12: Mapping[str, Exporter] = {"{name}.rdf12.ttl": rdf.write_rdf12}


def exporters(settings: Settings) -> Mapping[str, Exporter]:
    """The files that a build with these settings writes."""
    return {**EXPORTERS, **RDF12} if settings.rdf12 else EXPORTERS
