"""Which form of an answer its receiver takes (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

SOLUTIONS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
TRUTH = {media: SOLUTIONS[media] for media in list(SOLUTIONS)[:2]}
TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
#: Other names that clients use -> the media type meant.
SYNONYMS = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "application/x-turtle": "text/turtle",
}
#: Short names for ?format= -> media type.
SHORT = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "html": "text/html",
}


def accepted(header: str) -> tuple[str, ...]:
    """The media ranges of an Accept header, best first; ("*/*",) for an empty one."""
    ranges = []
    for number, part in enumerate(header.split(",")):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((_weight(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
        if media and weight > 0:
            ranges.append((-weight, number, SYNONYMS.get(media, media)))
    return tuple(media for _, _, media in sorted(ranges)) or ("*/*",)


def _weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def pick(offered: Sequence[str], ranges: Sequence[str]) -> str | None:
    """The first of the offered media types that the best range takes, or None."""
    for wanted in ranges:
        for media in offered:
            if wanted in {media, "*/*", media.partition("/")[0] + "/*"}:
                return media
    return None


def choose(found: object, ranges: Sequence[str]) -> tuple[str, Any]:
    """Media type and pyoxigraph format for an answer; (what there is, None) where none is taken."""
    offered: dict[str, Any] = (
        TRIPLES if isinstance(found, ox.QueryTriples) else TRUTH if isinstance(found, ox.QueryBoolean) else SOLUTIONS
    )
    media = pick(list(offered), ranges)
    return (media, offered[media]) if media else (", ".join(offered), None)
