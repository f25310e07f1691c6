"""What two built graphs say differently: entities and relations new, gone or changed, and the triples as a patch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import InputError
from kg.ontology import KG

_A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
#: Relations whose new objects are news by themselves: predicate -> what to call it.
NEWS = {"holdsPost": "new holder", "locatedIn": "newly located"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        kind: ``entity`` or ``relation``. how: ``added``, ``gone`` or ``changed``.
        what: an IRI, or subject, predicate and object of a relation, joined by spaces.
        text: the difference for people.
    """

    kind: str
    how: str
    what: str
    text: str


@dataclass(frozen=True)
class Snapshot:
    """A graph as far as it is compared.

    Attributes:
        triples: all of it. names, types, forms: of entities, by IRI.
        relations: (subject, predicate, object, title) as IRIs and text.
    """

    triples: frozenset[ox.Triple]
    names: dict[str, str]
    types: dict[str, str]
    forms: dict[str, frozenset[str]]
    relations: frozenset[tuple[str, str, str, str]]


def find_turtle(path: Path) -> Path:
    """The Turtle file itself, or the graph of the build in a folder: the one whose stem has no further dot.

    Raises:
        InputError: there is none, or more than one.
    """
    found = sorted(p for p in path.glob("*.ttl") if "." not in p.stem) if path.is_dir() else [path]
    if len(found) != 1 or not found[0].is_file():
        raise InputError(f"{len(found)} built graphs here" if path.is_dir() else "no such graph", where=str(path),
                         advice="name one .ttl file, or a folder of one build")  # fmt: skip
    return found[0]


def load(path: Path) -> Snapshot:
    """Read a built graph.

    Raises:
        InputError: it cannot be read as Turtle.
    """
    file = find_turtle(path)
    store = ox.Store()
    try:
        store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    except (SyntaxError, OSError) as error:
        raise InputError(f"cannot be read ({error})", where=str(file)) from error
    names, types, forms = {}, {}, {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(_SKOS + "prefLabel"), None):
        iri = _text(quad.subject)
        names[iri] = _text(quad.object)
        classes = (_text(q.object) for q in store.quads_for_pattern(quad.subject, _A, None))
        types[iri] = min((c.removeprefix(KG) for c in classes if c.startswith(KG)), default="")
        labels = store.quads_for_pattern(quad.subject, ox.NamedNode(_SKOS + "altLabel"), None)
        forms[iri] = frozenset(_text(q.object) for q in labels)
    return Snapshot(frozenset(q.triple for q in store), names, types, forms, frozenset(_relations(store)))


def _relations(store: ox.Store) -> Iterable[tuple[str, str, str, str]]:
    for quad in store.quads_for_pattern(None, _A, ox.NamedNode(_RDF + "Statement")):
        said = {q.predicate.value: _text(q.object) for q in store.quads_for_pattern(quad.subject, None, None)}
        ends = tuple(said.get(_RDF + end, "") for end in ("subject", "predicate", "object"))
        yield ends[0], ends[1].removeprefix(KG), ends[2], said.get(f"{KG}title", "")


def _text(term: Any) -> str:
    return str(getattr(term, "value", term))


def changes(old: Snapshot, new: Snapshot) -> list[Change]:
    """The differences: entities first, then relations; of each the new, the gone, the changed."""
    found = []
    for how, here, there in (("added", new, old), ("gone", old, new)):
        for iri in sorted(here.names.keys() - there.names.keys()):
            found.append(Change("entity", how, iri, f"{here.types[iri]} {here.names[iri]}"))
    for iri in sorted(old.names.keys() & new.names.keys()):
        if text := _changed(iri, old, new):
            found.append(Change("entity", "changed", iri, text))
    for how, here, there in (("added", new, old), ("gone", old, new)):
        for relation in sorted(here.relations - there.relations):
            found.append(Change("relation", how, " ".join(relation[:3]), _said(relation, here, how)))
    return found


def _changed(iri: str, old: Snapshot, new: Snapshot) -> str:
    parts = []
    for before, after in ((old.names[iri], new.names[iri]), (old.types[iri], new.types[iri])):
        if before != after:
            parts.append(f"{before} -> {after}")
    parts += [f"+{form}" for form in sorted(new.forms[iri] - old.forms[iri])]
    parts += [f"-{form}" for form in sorted(old.forms[iri] - new.forms[iri])]
    return f"{new.types[iri]} {new.names[iri]}: {', '.join(parts)}" if parts else ""


def _said(relation: tuple[str, str, str, str], here: Snapshot, how: str) -> str:
    subject, predicate, object_, title = relation
    text = f"{here.names.get(subject, subject)} {predicate} {here.names.get(object_, object_)} {title}".rstrip()
    return f"{text} ({NEWS[predicate]})" if how == "added" and predicate in NEWS else text


def patch(old: Snapshot, new: Snapshot) -> str:
    """The triples that make the new graph of the old, as an RDF patch (https://afs.github.io/rdf-delta/rdf-patch.html)."""
    gone = sorted(f"D {triple} ." for triple in old.triples - new.triples)
    added = sorted(f"A {triple} ." for triple in new.triples - old.triples)
    return "\n".join(["TX .", *gone, *added, "TC ."]) + "\n"
