"""What the page on RDF says is so: the files it lists are those that a build writes, its questions are ready ones."""

import re
from pathlib import Path

import pytest

from kg.export.registry import EXPORTERS, RDF12
from kg.ontology import find_ontology
from kg.query.questions import load_questions

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("name", ["rdf.md", "rdf.zh-CN.md"])
def test_files_and_questions_are_those_there_are(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    written = {t.format(name="zhuzhou") for t in (*EXPORTERS, *RDF12) if not t.startswith("csv/")}
    assert written - {"zhuzhou.html"} <= set(re.findall(r"`(zhuzhou\.[\w.]+)`", text))
    asked = re.findall(r"kg query ([a-z-]+) --param (\w+)", text)
    questions = load_questions(find_ontology(None))
    assert asked and all(p in {x.name for x in questions[q].parameters} for q, p in asked)
