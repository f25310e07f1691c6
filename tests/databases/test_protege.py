"""The ontology opened by the library that Protégé opens it with: nothing is guessed, left over or contradictory."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.ontology import find_ontology
from tests.databases.servers import HERE, JAVA

pytestmark = [pytest.mark.slow, pytest.mark.databases]
ONTOLOGY = find_ontology(None) / "kg.ttl"
FAULTS = """
kg:Nobody a owl:Class ; rdfs:subClassOf kg:Person , kg:Place ; rdfs:label "无"@zh , "none"@en .
kg:atHand a owl:ObjectProperty ; rdfs:domain kg:Undeclared .
"""


def opened(classes: str, path: Path) -> list[str]:
    """What there is to say of the ontology: a line a fault, last its size."""
    words = [*JAVA, "-cp", classes, str(HERE / "owlapi" / "Open.java"), str(path)]
    run = subprocess.run(words, capture_output=True, text=True, timeout=200)
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout.splitlines() + [line for line in run.stderr.splitlines() if "WARN" in line or "ERROR" in line]


def test_it_opens_without_a_warning_in_owl_2_dl_and_every_class_can_have_members(
    classpath: Callable[[str], str],
) -> None:
    [size] = opened(classpath("owlapi"), ONTOLOGY)
    assert int(size.split()[0]) > 40


def test_what_is_wrong_would_be_said(classpath: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "kg.ttl").write_text(ONTOLOGY.read_text(encoding="utf-8") + FAULTS, encoding="utf-8")
    said = "\n".join(opened(classpath("owlapi"), tmp_path / "kg.ttl"))
    assert "not OWL 2 DL: Use of undeclared class: <https://kg.example.org/ontology#Undeclared>" in said
    assert "never true of anything: <https://kg.example.org/ontology#Nobody>" in said
