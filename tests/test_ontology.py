"""The schema says the same to the program, to people and to a reasoner."""

from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from kg.errors import OntologyError
from kg.ontology import KG, _read_dictionary, find_ontology, load_ontology

FOLDER = find_ontology(None)
ONTOLOGY = load_ontology(FOLDER)
SCHEMA = rdflib.Graph().parse(FOLDER / "kg.ttl")
OWN = sorted({s for s in SCHEMA.subjects() if str(s).startswith(KG)})

ENTITY_TYPES = [
    "Official",
    "Person",
    "Company",
    "IndustrialPark",
    "IndustryCluster",
    "GovernmentBody",
    "Organization",
    "Place",
    "Product",
    "Event",
    "Honor",
]
RELATIONS = [
    "holdsPost",
    "metWith",
    "attended",
    "inspected",
    "locatedIn",
    "memberOfCluster",
    "produces",
    "suppliesTo",
    "subsidiaryOf",
    "foundedBy",
    "cooperatesWith",
    "awarded",
    "organizes",
    "heldIn",
    "listedOn",
]


def test_types_are_the_eleven_and_the_agent_above_some() -> None:
    assert set(ONTOLOGY.types) == {*ENTITY_TYPES, "Agent"}
    assert ONTOLOGY.is_a("Official", "Person") and ONTOLOGY.is_a("Official", "Agent")
    assert not ONTOLOGY.is_a("Place", "Agent")


def test_relations_are_the_fifteen_without_cooccurrence_or_inverses() -> None:
    assert sorted(ONTOLOGY.relations) == sorted(RELATIONS)
    assert {r.name for r in ONTOLOGY.relations.values() if r.symmetric} == {"metWith", "cooperatesWith"}


@pytest.mark.parametrize(
    ("relation", "subject", "object_"),
    [
        ("holdsPost", "Official", "IndustrialPark"),
        ("locatedIn", "Product", "Place"),
        ("listedOn", "Company", "Organization"),
    ],
)
def test_ends_are_read_from_domain_and_range(relation: str, subject: str, object_: str) -> None:
    row = ONTOLOGY.relations[relation]
    assert subject in row.domain and object_ in row.range


@pytest.mark.parametrize("term", OWN, ids=lambda t: t.removeprefix(KG))
def test_every_term_has_one_label_and_comment_in_both_languages(term: rdflib.URIRef) -> None:
    for prop in (RDFS.label, RDFS.comment):
        languages = Counter(o.language for o in SCHEMA.objects(term, prop) if isinstance(o, rdflib.Literal))
        assert languages == {"zh": 1, "en": 1}


def test_every_property_has_ends_or_an_inverse_that_has() -> None:
    for term in OWN:
        if (term, RDF.type, OWL.Class) not in SCHEMA and (term, OWL.inverseOf, None) not in SCHEMA:
            assert (term, RDFS.domain, None) in SCHEMA and (term, RDFS.range, None) in SCHEMA, term


def test_every_foreign_term_is_declared_and_none_is_the_same_as_ours() -> None:
    used = {o for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in SCHEMA.objects(None, p)}
    assert all((term, RDF.type, None) in SCHEMA for term in used)
    assert not set(SCHEMA.predicates()) & {OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty}


def test_no_class_is_below_two_disjoint_ones() -> None:
    for axiom in SCHEMA.subjects(RDF.type, OWL.AllDisjointClasses):
        apart = set(SCHEMA.items(SCHEMA.value(axiom, OWL.members)))
        for term in OWN:
            assert len(apart & set(SCHEMA.transitive_objects(term, RDFS.subClassOf))) < 2, term


def test_malformed_schema_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "kg.ttl").write_text("kg:Company a", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"kg\.ttl"):
        load_ontology(tmp_path)


def test_end_of_an_unknown_class_is_named(tmp_path: Path) -> None:
    text = (FOLDER / "kg.ttl").read_text(encoding="utf-8")
    (tmp_path / "kg.ttl").write_text(text.replace("rdfs:range kg:Honor", "rdfs:range kg:Medal"), encoding="utf-8")
    with pytest.raises(OntologyError, match="Medal"):
        load_ontology(tmp_path)


@pytest.mark.parametrize(
    "path", sorted([*FOLDER.glob("dictionaries/*.tsv"), *FOLDER.glob("names/*.tsv")]), ids=lambda path: path.stem
)
def test_each_table_says_what_it_is_and_has_the_cells_that_it_names(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))
    header, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    fields = head.split("Fields:")[1].split("Source:")[0]
    assert all(name in fields for name in header)
    assert all(word in head for word in ("Source:", "Licence:", "Date: 20"))
    assert {len(row) for row in rows} == {len(header)}
    assert len({tuple(row) for row in rows}) == len(rows)


def test_a_row_of_a_dictionary_that_was_torn_is_named(tmp_path: Path) -> None:
    (tmp_path / "torn.tsv").write_text("form\tname\tlevel\n华北\t华北\tregion\nedge\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="row 3 has not as many cells as the header"):
        _read_dictionary(tmp_path / "torn.tsv", "torn", "Place", ONTOLOGY.types)
