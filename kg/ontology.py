"""Loads and cross-checks the ontology folder into one frozen Ontology; fails loudly, naming file and key."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import OntologyError

#: The namespace of the classes and properties.
KG = "https://kg.example.org/ontology#"
#: The class above all that pages name; the others (Page, Statement ...) are about the record of what was read.
TOP = "Thing"

_PREFIXES = (
    f"PREFIX kg: <{KG}> PREFIX owl: <http://www.w3.org/2002/07/owl#>"
    " PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)
_LABELS = "SELECT ?x ?label (LANG(?label) AS ?language) { ?x rdfs:label ?label }"
_CLASSES = """SELECT ?x ?parent {
    ?x rdfs:subClassOf+ kg:Thing ; rdfs:subClassOf ?parent FILTER(STRSTARTS(STR(?parent), STR(kg:))) } ORDER BY ?x"""
_ENDS = """SELECT ?p ?end ?class {
    ?p rdfs:subPropertyOf kg:relatedTo .
    { ?p rdfs:domain ?e BIND("domain" AS ?end) } UNION { ?p rdfs:range ?e BIND("range" AS ?end) }
    ?e (owl:unionOf/rdf:rest*/rdf:first)? ?class FILTER(isIRI(?class)) } ORDER BY ?p ?class"""


@dataclass(frozen=True, slots=True)
class EntityType:
    """A class of things that pages name: its labels, and the class it is part of ("" at the top)."""

    name: str
    zh: str
    en: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A property that relates two things: labels, classes that may stand at its ends, whether it has a direction."""

    name: str
    zh: str
    en: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a dictionary: a form, the type and full name it stands for, and further fields by column name."""

    form: str
    type: str
    name: str
    dictionary: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class City:
    """What the profile of a city says.

    Attributes:
        name: the short name (株洲). full: with its rank (株洲市). initial: the character that stands for it (株).
        province, province_full, province_initial: likewise of its province (湖南, 湖南省, 湘).
        districts: full names of districts, counties and county-level cities.
        papers: the publications whose home it is.
    """

    name: str
    full: str
    province: str = ""
    province_full: str = ""
    initial: str = ""
    province_initial: str = ""
    districts: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ontology:
    """Everything the domain knows, read once and never changed.

    Attributes:
        folder: where it was read from.
        types, relations: by class and property name.
        entries: rows of all dictionaries, in the manifest's order.
        cities: profiles by short name.
    """

    folder: Path
    types: Mapping[str, EntityType]
    relations: Mapping[str, Relation]
    entries: tuple[Entry, ...]
    cities: Mapping[str, City]

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether the class ``name`` is ``ancestor`` or below it."""
        while name and name != ancestor:
            name = self.types[name].parent if name in self.types else ""
        return name == ancestor

    def city(self, name: str) -> City | None:
        """The profile of a city by its short or full name, or None."""
        return self.cities.get(name) or next((c for c in self.cities.values() if c.full == name), None)

    def knows_city(self, name: str) -> bool:
        """Whether the city has a profile or stands in a dictionary of places."""
        return bool(self.city(name)) or any(e.type == "Place" and name in (e.form, e.name) for e in self.entries)


def find_ontology(given: Path | None) -> Path:
    """The folder to read: the one given, the checkout's, then the wheel's.

    Raises:
        OntologyError: there is none.
    """
    here = Path(__file__).resolve().parent
    for folder in [given] if given else [here.parent / "ontology", here / "_ontology"]:
        if (folder / "kg.ttl").is_file():
            return folder
    raise OntologyError("no ontology here", where=str(given or here), advice="name its folder with --ontology")


def load_ontology(folder: Path) -> Ontology:
    """Read and check the folder.

    Raises:
        OntologyError: a file is missing, malformed, or names something that another does not have.
    """
    types, relations = _load_schema(folder / "kg.ttl")
    return Ontology(folder, types, relations, _load_dictionaries(folder / "dictionaries", types), load_cities(folder))


def _load_schema(path: Path) -> tuple[dict[str, EntityType], dict[str, Relation]]:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    try:
        store.bulk_load(path=str(path), format=RdfFormat.TURTLE)
    except (SyntaxError, OSError) as error:
        raise OntologyError(f"cannot be read ({error})", where=str(path)) from error

    def rows(query: str) -> list[list[str]]:
        solutions: Any = store.query(_PREFIXES + query)
        return [[term.value.removeprefix(KG) for term in row] for row in solutions]

    labels = {(x, language): label for x, label, language in rows(_LABELS)}

    def names(x: str) -> tuple[str, str, str]:
        return x, labels.get((x, "zh"), x), labels.get((x, "en"), x)

    types = {x: EntityType(*names(x), "" if parent == TOP else parent) for x, parent in rows(_CLASSES)}
    ends: dict[str, tuple[set[str], set[str]]] = {}
    for prop, end, cls in rows(_ENDS):
        ends.setdefault(prop, (set(), set()))[end == "range"].update(types if cls == TOP else [cls])
    symmetric = {x for [x] in rows("SELECT ?p { ?p a owl:SymmetricProperty }")}
    relations = {}
    for prop, (domain, range_) in sorted(ends.items()):
        if unknown := sorted((domain | range_) - set(types)):
            raise OntologyError(f"{prop} joins the unknown class {unknown[0]}", where=str(path))
        relations[prop] = Relation(*names(prop), frozenset(domain), frozenset(range_), prop in symmetric)
    return types, relations


def _load_dictionaries(folder: Path, types: Mapping[str, EntityType]) -> tuple[Entry, ...]:
    manifest_path = folder / "manifest.toml"
    manifest = read_toml(manifest_path)
    entries: list[Entry] = []
    for name, row in manifest.items():
        path = folder / row["file"]
        entries += _read_dictionary(path, name, row.get("type", ""), types)
    return tuple(entries)


def _read_dictionary(path: Path, name: str, type_: str, types: Mapping[str, EntityType]) -> list[Entry]:
    """Rows of a TSV whose comment lines start with #; columns: form, and optionally type, name and more."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"cannot be read ({error})", where=str(path)) from error
    entries = []
    for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
        if None in row or None in row.values():
            raise OntologyError(f"row {number} has not as many cells as the header", where=str(path))
        form, row_type = row.pop("form", ""), row.pop("type", "") or type_
        if not form or row_type not in types:
            raise OntologyError(f"row {number} lacks a form or a known type", where=str(path))
        entries.append(Entry(form, row_type, row.pop("name", "") or form, name, row))
    return entries


def load_cities(folder: Path) -> dict[str, City]:
    """The profiles in ``cities/``, by short name."""
    cities = {}
    for path in sorted((folder / "cities").glob("*.toml")):
        table = read_toml(path)
        try:
            known = {k: table.pop(k) for k in list(table) if k in City.__dataclass_fields__}
            for key in ("districts", "papers"):
                known[key] = tuple(known.get(key, ()))
            city = City(**known, fields=table)
        except TypeError as error:
            raise OntologyError(f"lacks name or full ({error})", where=str(path)) from error
        cities[city.name] = city
    return cities


def read_toml(path: Path) -> dict[str, Any]:
    """The file as a table.

    Raises:
        OntologyError: it is missing or malformed.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OntologyError(f"cannot be read ({error})", where=str(path)) from error
