"""IRIs of the data: all below the base, plain, and the same whoever reads the file."""

import gzip
import re
from pathlib import Path
from unicodedata import is_normalized

import pyoxigraph as ox
import pytest

from kg.export.registry import EXPORTERS
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.export.invented import yunzhou

ONTOLOGY = load_ontology(find_ontology(None))
RDF = [name for name in EXPORTERS if re.search(r"\.(ttl|trig|nq\.gz|jsonld)$", name)]
BASE = "https://data.example.net/city/"


@pytest.mark.parametrize("name", RDF)
def test_another_base_is_in_every_file_and_the_first_in_none(name: str, tmp_path: Path) -> None:
    path = tmp_path / name.format(name="g")
    EXPORTERS[name](yunzhou(), ONTOLOGY, Settings(base=BASE), path)
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    assert Settings().base not in text
    assert BASE in text or "context" in name


def test_iris_are_plain_nodes_have_names_and_language_tags_are_lower_case(tmp_path: Path) -> None:
    path = tmp_path / "g.trig"
    EXPORTERS["{name}.trig"](yunzhou(), ONTOLOGY, Settings(), path)
    terms = {t for q in ox.parse(path=str(path)) for t in (q.subject, q.predicate, q.object, q.graph_name)}
    assert not any(isinstance(term, ox.BlankNode) for term in terms)
    for iri in (term.value for term in terms if isinstance(term, ox.NamedNode)):
        assert iri.isascii() and is_normalized("NFC", iri) and not set(iri) & set(' []<>"{}|\\^`')
        assert not re.search(r"%(?![0-9A-F]{2})", iri)
    languages = {term.language for term in terms if isinstance(term, ox.Literal) and term.language}
    assert languages == {language.lower() for language in languages} == {"zh"}
