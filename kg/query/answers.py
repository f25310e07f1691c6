"""An answer as text: a table for people, CSV, TSV, JSON, XML or Turtle for programs."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import KG
from kg.query.graph import PREFIXES, Answer

RESULTS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
FORMATS = ("table", *RESULTS, *GRAPHS)


def as_bytes(answer: Answer, format_: str) -> bytes:
    """The answer in a format of RESULTS (solutions, a truth value) or GRAPHS (triples), UTF-8.

    Raises:
        QueryError: the answer has another shape.
    """
    if isinstance(answer, ox.QueryTriples):
        if format_ not in GRAPHS:
            raise QueryError(f"triples cannot be written as {format_}", advice=f"use one of {', '.join(GRAPHS)}")
        prefixes = PREFIXES if format_ in {"ttl", "rdf"} else None
        return ox.serialize(answer, format=GRAPHS[format_], prefixes=prefixes) or b""
    if format_ not in RESULTS or (isinstance(answer, ox.QueryBoolean) and format_ in {"csv", "tsv"}):
        raise QueryError(f"this answer cannot be written as {format_}", advice="use json or xml, or table")
    return answer.serialize(format=RESULTS[format_]) or b""


def rows(answer: Answer) -> tuple[list[str], list[list[str]]]:
    """Columns and rows for a table: literals as their text, IRIs shortened by the usual prefixes."""
    if isinstance(answer, ox.QuerySolutions):
        names = [variable.value for variable in answer.variables]
        return names, [[shown(term) for term in row] for row in answer]
    if isinstance(answer, ox.QueryTriples):
        return ["subject", "predicate", "object"], [[shown(x) for x in triple] for triple in answer]
    return ["answer"], [["true" if answer else "false"]]


def shown(term: object) -> str:
    """A term as a person reads it."""
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return (
                    term.value.removeprefix(namespace)
                    if namespace == KG
                    else f"{prefix}:{term.value.removeprefix(namespace)}"
                )
        return term.value
    return term.value if isinstance(term, ox.Literal) else "" if term is None else str(term)
