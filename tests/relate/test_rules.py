import shutil

import pytest

from kg.errors import OntologyError
from kg.relate.precision import COUNTS, TABLE, load_calibration, load_counts, posterior, precision
from kg.relate.rules import load_rules, load_vocabulary

RULE = """
- id: sells
  relation: suppliesTo
  pattern: "<a:Company>卖给<b:Company>"
  subject: a
  object: b
  yes: ["[Company 甲]卖给[Company 乙] => 甲 suppliesTo 乙"]
"""


@pytest.fixture
def folder(tmp_path, ontology):
    shutil.copy(ontology.folder / "rules" / "vocabulary.yml", tmp_path)
    return tmp_path


def load(folder, ontology, text):
    (folder / "trade.yml").write_text(text, encoding="utf-8")
    return load_rules(folder, ontology, load_vocabulary(folder, ontology))


def test_a_rule_is_read(folder, ontology):
    (rule,) = load(folder, ontology, RULE)
    assert (rule.id, rule.relation, rule.subject, rule.object) == ("sells", "suppliesTo", "a", "b")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("suppliesTo\n", "sellsTo\n", "sellsTo"),
        ("<b:Company>", "<b:Firma>", "Firma"),
        ("object: b", "object: c", "no slot is called c"),
        ("object: b", "objekt: b", "objekt"),
        ("subject: a", "guard: nope\n  subject: a", "nope"),
    ],
)
def test_a_wrong_rule_names_its_file_and_id(folder, ontology, old, new, says):
    with pytest.raises(OntologyError, match=says) as error:
        load(folder, ontology, RULE.replace(old, new, 1))
    assert "trade.yml" in str(error.value)
    assert "sells" in str(error.value)


def test_an_id_is_used_once(folder, ontology):
    with pytest.raises(OntologyError, match="taken"):
        load(folder, ontology, RULE + RULE)


def test_a_rule_without_an_example_is_an_error(folder, ontology):
    with pytest.raises(OntologyError, match="yes"):
        load(folder, ontology, RULE.replace('yes: ["[', 'no: ["['))


def test_a_missing_vocabulary_is_an_error(tmp_path, ontology):
    with pytest.raises(OntologyError, match=r"vocabulary\.yml"):
        load_vocabulary(tmp_path, ontology)


def test_counts_move_the_estimate_of_the_author(tmp_path):
    assert posterior(0.8, 0, 0, 5) == 0.8
    assert posterior(0.8, 0, 20, 5) < 0.3 < 0.9 < posterior(0.8, 40, 0, 5)
    assert load_counts(tmp_path) == {}
    (tmp_path / COUNTS).write_text("# counts\nrule\tright\twrong\nsells\t3\t1\n", encoding="utf-8")
    assert load_counts(tmp_path) == {"sells": (3, 1)}
    (tmp_path / COUNTS).write_text("rule\tright\twrong\nsells\tmany\t1\n", encoding="utf-8")
    with pytest.raises(OntologyError):
        load_counts(tmp_path)


def test_counts_of_a_relation_move_its_rules_that_were_never_counted(ontology):
    folder = ontology.folder / "rules"
    rules = load_rules(folder, ontology, load_vocabulary(folder, ontology))
    alone, helped = precision(rules, {}), precision(rules, {"supply.to": (0, 40)})
    assert helped["supply.to"] < helped["supply.from"] < alone["supply.from"]
    assert helped["own.of"] == alone["own.of"]


def test_the_table_of_calibration_is_read(tmp_path):
    assert load_calibration(tmp_path) == []
    (tmp_path / TABLE).write_text("# counted\nlow\tright\twrong\n0.9\t9\t1\n", encoding="utf-8")
    assert [(row.low, row.precision) for row in load_calibration(tmp_path)] == [(0.9, 0.9)]
