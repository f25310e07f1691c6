"""The graph as JSON-LD 1.1: one node a line, its context inside and in a file of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.export.rdf import Triples
from kg.export.terms import DCTERMS, OA, ORG, PROV, RDF, SKOS, TIME
from kg.model import CO_OCCURS, Graph
from kg.ontology import KG, Ontology
from kg.settings import Settings

_LINKS = (
    *(RDF + name for name in ("subject", "predicate", "object")),
    *(KG + name for name in ("mentionedOn", "statedOn", "evidence", CO_OCCURS)),
    *(PROV + "wasDerivedFrom", DCTERMS + "isPartOf", DCTERMS + "isReplacedBy", OA + "hasSource", OA + "hasSelector"),
    *(ORG + name for name in ("member", "organization", "memberDuring", "postIn")),
    *(KG + name for name in ("post", "follows", "granularity")),
    *(TIME + "hasBeginning", TIME + "hasEnd"),
)
_CHINESE = (
    *(SKOS + "prefLabel", SKOS + "altLabel", DCTERMS + "title"),
    *(KG + name for name in ("title", "text", "publication", "city")),
)
_DECIMALS = (KG + "confidence", KG + "weight")

#: Key of the context by which a plain value is read: {"@type": "@id"}, {"@language": "zh"} or {"@type": "xsd:decimal"}.
Coercions = dict[str, dict[str, str]]


def write_jsonld(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the default graph, compacted by the context."""
    triples = Triples(graph, ontology, settings.base)
    compact = Compactor(triples.prefixes, ontology)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"@context": {_json(compact.context)},\n"@graph": [\n')
        for number, node in enumerate(compact.nodes(triples.all())):
            out.write((",\n" if number else "") + _json(node))
        out.write("\n]}\n")


def write_context(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the context alone."""
    compact = Compactor(Triples(graph, ontology, settings.base).prefixes, ontology)
    text = json.dumps({"@context": compact.context}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


class Compactor:
    """Makes JSON-LD nodes of triples.

    Attributes:
        context: prefixes, and for each property how its plain values are read.
    """

    def __init__(self, prefixes: dict[str, str], ontology: Ontology) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in sorted(prefixes.items(), reverse=True)}
        links = (*_LINKS, *(KG + name for name in ontology.relations))
        self._coercions: Coercions = {self.short(iri): {"@type": "@id"} for iri in links}
        self._coercions |= {self.short(iri): {"@language": "zh"} for iri in _CHINESE}
        self._coercions |= {self.short(iri): {"@type": "xsd:decimal"} for iri in _DECIMALS}
        terms = {key: {"@id": key} | coercion for key, coercion in sorted(self._coercions.items())}
        self.context: dict[str, Any] = {"@version": 1.1} | dict(sorted(prefixes.items())) | terms

    def short(self, iri: str) -> str:
        """The IRI by the prefix of its namespace, which ends at its last # or /."""
        end = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefixes.get(iri[:end])
        return f"{prefix}:{iri[end:]}" if prefix else iri

    def nodes(self, triples: Iterable[ox.Triple]) -> Iterator[dict[str, Any]]:
        """One object for each run of triples with the same subject."""
        for subject, group in groupby(triples, key=lambda t: t.subject):
            node: dict[str, Any] = {"@id": self.short(subject.value)}
            for triple in group:
                predicate = triple.predicate.value
                key = "@type" if predicate == RDF + "type" else self.short(predicate)
                node.setdefault(key, []).append(self._value(key, triple.object))
            yield {key: values[0] if len(values) == 1 and key != "@id" else values for key, values in node.items()}

    def _value(self, key: str, term: Any) -> Any:
        if isinstance(term, ox.NamedNode):
            return self.short(term.value)
        kind = {"@language": term.language} if term.language else {"@type": self.short(term.datatype.value)}
        if kind == {"@type": "xsd:integer"}:
            return int(term.value)
        if kind == self._coercions.get(key) or (kind == {"@type": "xsd:string"} and key not in self._coercions):
            return term.value
        return {"@value": term.value} | kind


#: One encoder for all nodes: json.dumps would make a new one for each.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
