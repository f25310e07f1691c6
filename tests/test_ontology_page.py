"""docs/ontology.html is what pyLODE makes of ontology/kg.ttl, and says every term in both languages."""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from kg.ontology import KG, find_ontology, load_ontology

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "ontology.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_page_is_what_the_tool_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, DOCS / "ontology.py", tmp_path / "page.html"], check=True, timeout=300)
    again = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert again == PAGE, "run python docs/ontology.py and commit docs/ontology.html"


def test_every_class_and_relation_is_there_in_both_languages() -> None:
    ontology = load_ontology(find_ontology(None))
    text = unescape(PAGE)
    for name, term in {**ontology.types, **ontology.relations}.items():
        assert f"{KG}{name}<" in text and f"{term.zh} {term.en}" in text
    assert f"{KG}Membership<" in text and "任职期 Membership" in text


def test_nothing_is_fetched_and_every_inner_link_leads_somewhere() -> None:
    assert not re.search(r'<(?:script|img|iframe)[^>]* src=|<link[^>]* href="http', PAGE)
    assert set(re.findall(r'href="#([^"]*)"', PAGE)) <= set(re.findall(r' id="([^"]*)"', PAGE))
