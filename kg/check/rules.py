"""The fast checks: the .rq files of ontology/checks, the ends of relations, and evidence against the page's file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.check.finding import Finding
from kg.errors import OntologyError
from kg.ontology import KG, Ontology

_ENDS = f"""PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?node ?p ?end ?class {{
  ?node a <{KG}Statement> ; rdf:predicate ?p .
  {{ ?node rdf:subject ?thing BIND("subject" AS ?end) }} UNION {{ ?node rdf:object ?thing BIND("object" AS ?end) }}
  ?thing a ?class }} ORDER BY ?node ?end ?class"""
_QUOTES = f"""PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?node ?page ?start ?end ?exact {{ ?node a <{KG}Sentence> ; oa:hasSource/dcterms:identifier ?page ;
  oa:hasSelector ?s . ?s oa:start ?start ; oa:end ?end ; oa:exact ?exact }} ORDER BY ?node"""


def run_checks(store: ox.Store, ontology: Ontology) -> Iterator[Finding]:
    """What the checks of the ontology folder and the ends of its relations find, check by check."""
    for path in sorted((ontology.folder / "checks").glob("*.rq")):
        yield from _run(store, path)
    yield from check_ends(store, ontology)


def _run(store: ox.Store, path: Path) -> Iterator[Finding]:
    text = path.read_text(encoding="utf-8")
    titles = dict(re.findall(r"^# (zh|en): (.+)$", text, re.M))
    try:
        answer = list(_rows(store, text))
        findings = [Finding(path.stem, titles["zh"], titles["en"], node, detail) for node, detail in answer]
    except (SyntaxError, KeyError, ValueError) as error:
        raise OntologyError(
            f"is no check ({error})", where=str(path), advice="give # zh:, # en:, ?node ?detail"
        ) from error
    yield from sorted(findings, key=lambda f: (f.node, f.detail))


def _rows(store: ox.Store, query: str) -> Iterator[list[str]]:
    answer = store.query(query)
    if not isinstance(answer, ox.QuerySolutions):
        raise ValueError("it is not a SELECT")
    for row in answer:
        yield [str(term) if isinstance(term, ox.BlankNode) else getattr(term, "value", "") for term in row]


def check_ends(store: ox.Store, ontology: Ontology) -> Iterator[Finding]:
    """Statements whose ends are of no class that the relation's domain and range allow, nor of one below such."""
    classes: dict[tuple[str, str, str], set[str]] = {}
    for node, predicate, end, class_ in _rows(store, _ENDS):
        classes.setdefault((node, predicate.removeprefix(KG), end), set()).add(class_.removeprefix(KG))
    for (node, predicate, end), found in classes.items():
        relation = ontology.relations.get(predicate)
        if relation is None:
            yield Finding("ends", "不是本体里的关系", "no relation of the ontology", node, predicate)
        elif not _allowed(found, relation.domain if end == "subject" else relation.range, ontology):
            zh = f"“{relation.zh}”的{'主语' if end == 'subject' else '宾语'}类型不对"
            en = f"the {end} of “{relation.en}” is of a wrong type"
            yield Finding("ends", zh, en, node, ", ".join(sorted(found)))


def _allowed(found: Iterable[str], ends: Iterable[str], ontology: Ontology) -> bool:
    return any(ontology.is_a(class_, end) for class_ in found for end in ends)


def check_evidence(store: ox.Store, files: Mapping[str, str]) -> Iterator[Finding]:
    """Quotes that do not stand at their place in the page's file.

    Args:
        files: page id -> text of its file as decoded; other pages are not looked at.
    """
    for node, page, start, end, exact in _rows(store, _QUOTES):
        if page in files and files[page][int(start) : int(end)] != exact:
            yield Finding(
                "evidence-file", "引文与版面文件不符", "quote is not what stands in the page's file", node, page
            )
