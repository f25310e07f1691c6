"""Each example of each rule is a test."""

from pathlib import Path

import pytest

from kg.ontology import load_ontology
from kg.relate.examples import parse_example, read_example
from kg.relate.relater import Relater

RELATER = Relater(load_ontology(Path(__file__).parents[2] / "ontology"))
YES = [(rule, text) for rule in RELATER.rules for text in rule.yes]
NO = [(rule, text) for rule in RELATER.rules for text in rule.no]


@pytest.mark.parametrize(("rule", "text"), YES, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(YES)])
def test_a_rule_reads_its_yes_example(rule, text):
    example = parse_example(text)
    assert example.facts
    assert example.facts <= read_example(RELATER, rule, example)


@pytest.mark.parametrize(("rule", "text"), NO, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(NO)])
def test_a_rule_reads_nothing_in_its_no_example(rule, text):
    assert not read_example(RELATER, rule, parse_example(text))


@pytest.mark.parametrize("rule", RELATER.rules, ids=lambda r: r.id)
def test_a_rule_shows_what_it_reads(rule):
    assert rule.yes
