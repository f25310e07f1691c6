"""What a check found, and where a reader sees it."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.ontology import KG

_PLACE = f"""PREFIX kg: <{KG}> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?node ?page ?sentence {{
  {{ ?node kg:statedOn ?on OPTIONAL {{ ?node kg:evidence/kg:text ?sentence }} }}
  UNION {{ ?node oa:hasSource ?on ; kg:text ?sentence }}
  UNION {{ ?s oa:hasSelector ?node ; oa:hasSource ?on ; kg:text ?sentence }}
  UNION {{ ?node dcterms:isPartOf ?on }}
  UNION {{ ?node kg:mentionedOn ?on }}
  UNION {{ ?node a kg:Page BIND(?node AS ?on) }}
  ?on dcterms:identifier ?page
}} ORDER BY ?page ?sentence LIMIT 1"""
_SAID = f"""PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX kg: <{KG}>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?node ?s ?p ?o {{ ?node rdf:subject ?a ; rdf:predicate ?p ; rdf:object ?b .
  OPTIONAL {{ ?a skos:prefLabel ?s }} OPTIONAL {{ ?b skos:prefLabel ?o }} }} ORDER BY ?s ?o LIMIT 1"""
_NAME = "SELECT ?node ?name { ?node <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?name LIMIT 1"


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation.

    Attributes:
        check: name of the check, or of the shape.
        zh, en: what is wrong. detail: the value that is.
        node: IRI of the thing or record. about: its name, or what the statement says.
        page, sentence: where a reader sees it; "" where nothing tells.
    """

    check: str
    zh: str
    en: str
    node: str
    detail: str = ""
    about: str = ""
    page: str = ""
    sentence: str = ""

    def __str__(self) -> str:
        parts = [f"{self.check}: {self.zh} / {self.en}" + (f" ({self.detail})" if self.detail else "")]
        parts.append(f"  {self.about or self.node}")
        if self.page:
            parts.append(f"  {self.page}: {self.sentence}".rstrip(": "))
        return "\n".join(parts)


def located(store: ox.Store, finding: Finding) -> Finding:
    """The finding with the page and sentence where a reader sees it, as far as the graph tells."""
    if finding.node.startswith("_:"):
        return finding
    about = _first(store, _NAME, finding.node) or [_said(store, finding.node)]
    place = _first(store, _PLACE, finding.node) or ["", ""]
    return Finding(
        finding.check,
        finding.zh,
        finding.en,
        finding.node,
        finding.detail,
        about=about[0],
        page=place[0],
        sentence=place[1],
    )


def _said(store: ox.Store, node: str) -> str:
    row = _first(store, _SAID, node)
    return f"{row[0]} {row[1].removeprefix(KG)} {row[2]}" if row else ""


def _first(store: ox.Store, query: str, node: str) -> list[str]:
    """The first row of a query about ?node, its first column, as text without that column."""
    answer = store.query(query, substitutions={ox.Variable("node"): ox.NamedNode(node)})
    assert isinstance(answer, ox.QuerySolutions)
    return next(([term.value if term else "" for term in row][1:] for row in answer), [])
