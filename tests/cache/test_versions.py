"""The stamp changes with what pages are read with, and with nothing else."""

import shutil
from dataclasses import fields, replace
from pathlib import Path

import pytest

from kg.cache.versions import AFTERWARDS, INDIFFERENT, stamp
from kg.ontology import find_ontology
from kg.settings import Settings


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find_ontology(None), tmp_path / "ontology"))


@pytest.mark.parametrize("name", ["titles.yml", "rules/honors.yml", "dictionaries/bodies.tsv", "new.toml"])
def test_rules_and_dictionaries_count(ontology: Path, name: str) -> None:
    before = stamp(ontology, Settings())
    with (ontology / name).open("a", encoding="utf-8") as file:
        file.write("# another\n")
    assert stamp(ontology, Settings()) != before


@pytest.mark.parametrize("name", ["judgements.tsv", "naming.toml", "shapes.ttl", "queries/new.rq"])
def test_what_is_read_after_the_pages_does_not(ontology: Path, name: str) -> None:
    before = stamp(ontology, Settings())
    with (ontology / name).open("a", encoding="utf-8") as file:
        file.write("# another\n")
    assert stamp(ontology, Settings()) == before
    assert Path(name).parts[0] in AFTERWARDS


def test_settings_that_change_statements_count(ontology: Path) -> None:
    before = stamp(ontology, Settings())
    assert stamp(ontology, replace(Settings(), use_model=False)) != before
    assert stamp(ontology, replace(Settings(), name="other", workers=3, city="长沙")) == before
    assert {f.name for f in fields(Settings)} >= INDIFFERENT
