"""The graph as JSON-LD 1.1: one node a line, its context inside and in a file of its own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, ClassVar

import pyoxigraph as ox

from kg.export.rdf import Triples
from kg.export.side_by_side import PageRows, Pass, Piece, alone
from kg.export.terms import DCTERMS, OA, ORG, PROV, RDF, SKOS, TIME, Row, term
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
_TYPE = RDF + "type"
#: How a value is read whose key the context does not say more of.
_PLAIN = {"@type": "xsd:string"}
_DECIMALS = (KG + "confidence", KG + "weight")

#: Triples of a subject that are held to be written at once.
WHOLE = 256

#: Key of the context by which a plain value is read: {"@type": "@id"}, {"@language": "zh"} or {"@type": "xsd:decimal"}.
Coercions = dict[str, dict[str, str]]


class JsonLd:
    """The default graph, compacted by the context."""

    by_page: ClassVar[bool] = False
    between: ClassVar[bytes] = b",\n"

    def __init__(self, whole: Pass) -> None:
        self._compact = Compactor(whole.triples.prefixes, whole.ontology)
        self.head = f'{{"@context": {_json(self._compact.context)},\n"@graph": [\n'.encode()

    def thing(self, said: Piece) -> bytes:
        """Nodes of things."""
        return self._nodes(said.rows)

    def page(self, said: PageRows) -> bytes:
        """A page's nodes."""
        return self._nodes(said.own.rows)

    def tail(self, tally: Counter[str]) -> bytes:
        """The end of the document."""
        return b"\n]}\n"

    def _nodes(self, rows: Iterable[Row]) -> bytes:
        return self.between.join(b"".join(part.encode() for part in node) for node in self._compact.nodes(rows))


write_jsonld = alone(JsonLd)


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
        self._terms: dict[str, str] = {}
        self._keys: dict[ox.NamedNode, str] = {term(_TYPE): "@type"}
        self._datatypes: dict[ox.NamedNode, str] = {}
        links = (*_LINKS, *(KG + name for name in ontology.relations))
        self._coercions: Coercions = {self.short(iri): {"@type": "@id"} for iri in links}
        self._coercions |= {self.short(iri): {"@language": "zh"} for iri in _CHINESE}
        self._coercions |= {self.short(iri): {"@type": "xsd:decimal"} for iri in _DECIMALS}
        terms = {key: {"@id": key} | coercion for key, coercion in sorted(self._coercions.items())}
        self.context: dict[str, Any] = {"@version": 1.1} | dict(sorted(prefixes.items())) | terms

    def short(self, iri: str) -> str:
        """The IRI by the prefix of its namespace, which ends at its last # or /."""
        if known := self._terms.get(iri):
            return known
        namespace, _, name = iri.rpartition("/")
        if prefix := self._prefixes.get(namespace + "/"):
            return f"{prefix}:{name}"
        namespace, _, name = iri.rpartition("#")
        if prefix := self._prefixes.get(namespace + "#"):
            return self._terms.setdefault(iri, f"{prefix}:{name}")
        return iri

    def nodes(self, rows: Iterable[Row]) -> Iterator[Iterable[str]]:
        """The text of one object for each run of triples with the same subject; in parts, where it is long."""
        for subject, group in groupby(rows, key=itemgetter(0)):
            yield self._node(self.short(subject.value), group)

    def _node(self, id_: str, rows: Iterator[Row]) -> Iterable[str]:
        head = list(islice(rows, WHOLE))
        return [self._whole(id_, head)] if len(head) < WHOLE else self._parts(id_, chain(head, rows))

    def _whole(self, id_: str, rows: Iterable[Row]) -> str:
        node: dict[str, Any] = {"@id": id_}
        keys = self._keys
        for _, predicate, object_ in rows:
            key = keys.get(predicate)
            if key is None:
                key = keys[predicate] = self.short(predicate.value)
            _add(node, key, self._value(key, object_))
        return _json(node)

    def _parts(self, id_: str, rows: Iterable[Row]) -> Iterator[str]:
        """The same of rows whose predicates come one after another, as those of long nodes do."""
        yield f'{{"@id":{_json(id_)}'
        for predicate, group in groupby(rows, key=itemgetter(1)):
            key = self._keys.get(predicate) or self.short(predicate.value)
            first, *second = (_json(self._value(key, row[2])) for row in islice(group, 2))
            yield f",{_json(key)}:{'[' if second else ''}{first}"
            yield from (f",{text}" for text in second)
            yield from (f",{_json(self._value(key, row[2]))}" for row in group)
            yield "]" if second else ""
        yield "}"

    def _value(self, key: str, value: Any) -> Any:
        if isinstance(value, ox.NamedNode):
            return self.short(value.value)
        coercion = self._coercions.get(key, _PLAIN)
        if language := value.language:
            said = value.value
            return said if coercion.get("@language") == language else {"@value": said, "@language": language}
        datatype = self._datatype(value.datatype)
        if datatype == "xsd:integer":
            return int(value.value)
        return value.value if coercion.get("@type") == datatype else {"@value": value.value, "@type": datatype}

    def _datatype(self, node: ox.NamedNode) -> str:
        known = self._datatypes.get(node)
        if known is None:
            known = self._datatypes[node] = self.short(node.value)
        return known


def _add(node: dict[str, Any], key: str, value: Any) -> None:
    """One value stands alone, several in a list."""
    known = node.get(key)
    if known is None:
        node[key] = value
    elif isinstance(known, list):
        known.append(value)
    else:
        node[key] = [known, value]


#: One encoder for all nodes: json.dumps would make a new one for each.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
