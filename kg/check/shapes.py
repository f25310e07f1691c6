"""The SHACL shapes on all of a graph, or, past a size, on a sample of it that is whole by itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.check.finding import Finding
from kg.ontology import KG

#: Triples past which a sample is checked.
LIMIT = 50_000
#: Triples of the sample: about five seconds of pySHACL. And what draws it, so that it is the same each time.
SAMPLE, SEED = 20_000, 1

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE = ox.NamedNode(RDF + "type")


def run_shapes(store: ox.Store, ontology: Path, limit: int = LIMIT, size: int = SAMPLE) -> Iterator[Finding]:
    """What the shapes of the ontology folder find in the graph, or past ``limit`` triples in a sample of ``size``."""
    import pyshacl
    import rdflib

    triples, whole = sample(store, limit, size)
    data = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    shapes = rdflib.Graph().parse(ontology / "shapes.ttl")
    schema = rdflib.Graph().parse(ontology / "kg.ttl")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=schema)
    findings = (f for f in _findings(report, shapes) if f.node in whole)
    yield from sorted(findings, key=lambda f: (f.check, f.node, f.detail))


def sample(store: ox.Store, limit: int, size: int) -> tuple[list[ox.Triple], set[str]]:
    """All triples up to ``limit``; past it drawn statements and memberships with what they lead to, about ``size``.

    Of other things the types are there. Beside the triples, the nodes whose triples are all there; of the others a
    shape can say nothing.
    """
    if len(store) <= limit:
        triples = {quad.triple for quad in store}
        return sorted(triples, key=str), {t.subject.value for t in triples if not isinstance(t.subject, ox.Triple)}
    chosen: dict[Any, list[ox.Triple]] = {}
    taken = 0
    for record in _drawn(store):
        taken += _close(store, record, chosen)
        if taken >= size:
            break
    triples = {t for ts in chosen.values() for t in ts}
    edges = {t.object for t in triples if isinstance(t.object, ox.NamedNode)} - chosen.keys()
    types = {q.triple for e in edges for q in store.quads_for_pattern(e, TYPE, None)}
    return sorted(triples | types, key=str), {node.value for node in chosen}


def _drawn(store: ox.Store) -> list[Any]:
    """The statements and memberships, shuffled the same way each time."""
    kinds = [ox.NamedNode(RDF + "Statement"), ox.NamedNode(KG + "Membership")]
    records = sorted({q.subject for kind in kinds for q in store.quads_for_pattern(None, TYPE, kind)}, key=str)
    random.Random(SEED).shuffle(records)
    return records


def _close(store: ox.Store, start: Any, chosen: dict[Any, list[ox.Triple]]) -> int:
    """Add the triples of a record and of what it names, but not of what those lead to; how many they are."""
    steps, taken = [start], 0
    for depth in range(3):
        new = [node for node in steps if node not in chosen]
        for node in new:
            chosen[node] = [q.triple for q in store.quads_for_pattern(node, None, None)]
            taken += len(chosen[node])
        steps = [
            t.object for node in new for t in chosen[node] if isinstance(t.object, ox.NamedNode) and _leads(t, depth)
        ]
    return taken


def _leads(triple: ox.Triple, depth: int) -> bool:
    """A statement or membership leads to all it names; a sentence, article or thing to its page, article, selector."""
    predicate = triple.predicate.value
    return (not depth and predicate != TYPE.value) or predicate.endswith(
        ("hasSource", "isPartOf", "hasSelector", "mentionedOn")
    )


def _findings(report: Any, shapes: Any) -> Iterator[Finding]:
    from rdflib.namespace import RDF as TYPES
    from rdflib.namespace import SH

    for result in report.subjects(TYPES.type, SH.ValidationResult):
        source = report.value(result, SH.sourceShape)
        messages = {m.language: str(m) for m in report.objects(result, SH.resultMessage)}
        messages |= {m.language: str(m) for m in shapes.objects(source, SH.message)}
        path = str(report.value(result, SH.resultPath) or "").removeprefix(KG)
        value = report.value(result, SH.value)
        component = str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2]
        en = messages.get("en") or messages.get(None, component)
        detail = " ".join(str(x) for x in (path, value) if x)
        yield Finding("shape", messages.get("zh", en), en, str(report.value(result, SH.focusNode)), detail)
