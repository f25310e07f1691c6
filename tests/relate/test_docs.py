"""The walk-through of docs/rules.md works as it stands there."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg.relate.examples import parse_example, read_example
from kg.relate.relater import Relater
from kg.relate.rules import KEYS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", ["rules.md", "rules.zh-CN.md"])
def test_the_rule_of_the_walk_through_reads_its_examples(tmp_path, ontology, name):
    shutil.copytree(ontology.folder, tmp_path / "ontology")
    (snippet,) = re.findall(r"```yaml\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.S)
    with (tmp_path / "ontology/rules/business.yml").open("a", encoding="utf-8") as rules:
        rules.write(f"\n{snippet}")
    relater = Relater(replace(ontology, folder=tmp_path / "ontology"))
    rule = next(rule for rule in relater.rules if rule.id == "coop.joins-hands")
    for text in rule.yes:
        example = parse_example(text)
        assert example.facts <= read_example(relater, rule, example)
    assert not any(read_example(relater, rule, parse_example(text)) for text in rule.no)


@pytest.mark.parametrize("name", ["rules.md", "rules.zh-CN.md"])
def test_every_key_of_a_rule_is_explained(name):
    text = (DOCS / name).read_text(encoding="utf-8")
    assert not [key for key in KEYS if f"`{key}" not in text]
