"""Names of the RDF: namespaces, how IRIs are minted, how literals are written."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import pyoxigraph as ox

from kg.export.shelf import fresh
from kg.model import digest
from kg.ontology import KG

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
ORG = "http://www.w3.org/ns/org#"
TIME = "http://www.w3.org/2006/time#"

#: Prefix -> namespace of the vocabularies that the data uses.
VOCABULARIES = {
    "kg": KG,
    "rdf": RDF,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "xsd": XSD,
    "oa": OA,
    "prov": PROV,
    "schema": SCHEMA,
    "org": ORG,
    "time": TIME,
    "rdfs": RDFS,
}
#: Kinds of records that have IRIs of their own, beside the classes of entities.
RECORDS = ("page", "article", "sentence", "selector", "statement", "membership", "post", "interval", "instant")

#: Subject, predicate and object of a triple: a tenth of the time of an ``ox.Triple``, which Turtle alone needs.
Row = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal | ox.Triple]

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_DATES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "date"),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
)


@cache
def term(iri: str) -> ox.NamedNode:
    """The node of a vocabulary's term; made once, there are few."""
    return ox.NamedNode(iri)


def prefixes(base: str, kinds: tuple[str, ...]) -> dict[str, str]:
    """Prefix -> namespace for the vocabularies and for each kind of thing under ``base``."""
    return VOCABULARIES | {kind: f"{base}id/{kind}/" for kind in (*RECORDS, *kinds)}


@lru_cache(maxsize=4096)
def slug(page: str) -> str:
    """The page id as a part of an IRI: itself if it is plain ASCII, else its plain part and a hash of its NFC form."""
    if _PLAIN.fullmatch(page):
        return page
    page = unicodedata.normalize("NFC", page)
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', page).strip('-') or 'page'}-{digest(page)}"


def kebab(name: str) -> str:
    """``GovernmentBody`` as ``government-body``, the way IRIs name a class."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def zh(text: str) -> ox.Literal:
    """A Chinese literal."""
    return ox.Literal(fresh(text), language="zh")


def plain(text: str) -> ox.Literal:
    """A literal without a language."""
    return ox.Literal(fresh(text))


def decimal(value: float) -> ox.Literal:
    """A number with one to four decimals (Jena's TDB2 cannot delete ``1``), never in scientific notation."""
    text = f"{value:.4f}".rstrip("0")
    return _decimal(f"{text}0" if text.endswith(".") else text)


@lru_cache(maxsize=4096)
def _decimal(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=term(XSD + "decimal"))


def boolean(value: bool) -> ox.Literal:
    """Yes or no."""
    return ox.Literal("true" if value else "false", datatype=term(XSD + "boolean"))


def integer(value: int) -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(value), datatype=term(XSD + "integer"))


def dated(text: str) -> ox.Literal:
    """An ISO date typed as exactly as it is known: xsd:date, xsd:gYearMonth or xsd:gYear; other text stays a string."""
    kind = next((kind for pattern, kind in _DATES if pattern.fullmatch(text)), "string")
    return ox.Literal(text, datatype=term(XSD + kind))
