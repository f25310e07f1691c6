"""Asks a built graph: SPARQL, and the ready questions of ontology/queries."""
