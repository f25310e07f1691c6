"""Write the page on the ontology, docs/ontology.html, with pyLODE: python docs/ontology.py [PAGE]"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import rdflib
from dominate.dom_tag import dom_tag
from pylode import OntPub
from rdflib import OWL, RDF, RDFS, Literal, URIRef
from rdflib.namespace import DCTERMS

HERE = Path(__file__).parent
BILINGUAL = {RDFS.label: " ", DCTERMS.title: " · ", RDFS.comment: "\n\n"}
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def main(page: Path) -> None:
    """Write the page: the terms of kg.ttl, not those of other vocabularies that it declares for editors."""
    graph = rdflib.Graph().parse(HERE.parent / "ontology" / "kg.ttl")
    _both_languages(graph)
    _own_terms(graph)
    documentation = OntPub(ontology=graph, sort_subjects=True)
    documentation.make_html()
    page.write_text(_in_order(documentation.doc), encoding="utf-8")


def _both_languages(graph: rdflib.Graph) -> None:
    """pyLODE prints one label and one comment of a term: make the two languages' one."""
    for predicate, between in BILINGUAL.items():
        for subject in set(graph.subjects(predicate)):
            values = {str(value.language): str(value) for value in graph.objects(subject, predicate)}
            text = between.join(values[language] for language in ("zh", "en") if language in values)
            graph.set((subject, predicate, Literal(text)))


def _own_terms(graph: rdflib.Graph) -> None:
    ontology = str(next(graph.subjects(RDF.type, OWL.Ontology)))
    for kind in KINDS:
        for term in set(graph.subjects(RDF.type, kind)):
            if isinstance(term, URIRef) and not str(term).startswith(ontology):
                graph.remove((term, RDF.type, kind))
    graph.remove((None, RDF.type, OWL.AllDisjointClasses))  # pyLODE has no form for it


def _in_order(page: dom_tag) -> str:
    """The page with the lists and unions in its tables sorted: pyLODE prints them as its sets come."""
    for cell in page.get("td"):
        for items in cell.get("ul"):
            items.children.sort(key=str)
        for place in [cell, *cell.get("li")]:
            if place.get(cls="cardinality"):
                place.children[::2] = sorted(place.children[::2], key=str)
    return "\n".join(line.rstrip() for line in str(page).splitlines()) + "\n"


if __name__ == "__main__":
    logging.disable(logging.INFO)  # pyLODE tells what it does
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "ontology.html")
