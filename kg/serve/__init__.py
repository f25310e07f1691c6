"""Puts a built graph on a port of this machine: SPARQL endpoint, query page, viewer, a page for every thing."""
