import pytest

from kg.model import CO_OCCURS, IS_A
from kg.relate.cooccurrence import MIN_SENTENCES, STRONGEST, cooccurrences
from kg.relate.examples import parse_example
from kg.relate.ledger import calibration, isotonic, ledger, missing, wilson
from kg.relate.overlap import compare
from kg.relate.precision import Tenth
from kg.relate.relater import Relater

TOGETHER = "[Company 甲公司]与[Place 乙市]。" * MIN_SENTENCES
APART = "[Company 丙公司]。[Place 丁市]。[Company 戊公司]。[Place 己市]。"


def built(ontology, text):
    relater, example = Relater(ontology), parse_example(text)
    statements = relater.relate(example.page, example.page.articles[0], example.mentions)
    canonical = {s.subject: s.subject_name for s in statements if s.predicate == IS_A}
    return relater, statements, canonical


def test_names_that_keep_company_are_paired_once_with_their_weight(ontology):
    _, statements, canonical = built(ontology, TOGETHER + APART)
    (pair,) = cooccurrences(statements, canonical, ontology)
    assert {pair.subject_name, pair.object_name} == {"甲公司", "乙市"}
    assert pair.predicate == CO_OCCURS
    assert float(pair.value) == pytest.approx(1.0)


def test_a_pair_is_kept_that_is_among_the_strongest_of_one_of_the_two(ontology):
    close = "".join(f"[Company {i}公司]与[Place 乙市]。" * (4 + i) for i in range(STRONGEST))
    far = "[Company 远公司]与[Place 乙市]。" * 2 + "[Company 远公司]。" * 2 + "[Place 丁市]。" * 400
    _, statements, canonical = built(ontology, close + far)
    kept = {pair.subject_name for pair in cooccurrences(statements, canonical, ontology)}
    assert kept == {*(f"{i}公司" for i in range(STRONGEST)), "远公司"}  # it has no stronger one
    others = "".join(f"[Company 远公司]与[Place {i}县]。" * 3 for i in range(STRONGEST))
    _, statements, canonical = built(ontology, close + far + others)
    ends = {(pair.subject_name, pair.object_name) for pair in cooccurrences(statements, canonical, ontology)}
    assert ("远公司", "0县") in ends
    assert ("远公司", "乙市") not in ends


def test_one_sentence_is_not_company(ontology):
    _, statements, canonical = built(ontology, "[Company 甲公司]与[Place 乙市]。" + APART)
    assert cooccurrences(statements, canonical, ontology) == []


def test_types_that_no_relation_joins_are_not_paired(ontology):
    _, statements, canonical = built(ontology, "[Event 甲会]与[Product 乙机]。" * 3 + APART)
    assert cooccurrences(statements, canonical, ontology) == []


def test_pairs_that_a_rule_explains_are_not_missing(ontology):
    _, statements, canonical = built(ontology, TOGETHER + APART)
    assert [p.sentences for p in missing(statements, canonical, ontology)] == [MIN_SENTENCES]
    _, statements, canonical = built(ontology, "[Company 甲公司]落户[Place 乙市]。" * MIN_SENTENCES + APART)
    assert list(missing(statements, canonical, ontology)) == []


def test_the_ledger_has_every_rule_and_its_hits(ontology):
    relater, statements, _ = built(ontology, "[Company 甲公司]落户[Place 乙市]。")
    entries = ledger(statements, relater.rules, {"loc.situated": (9, 1)}, {})
    assert [e.rule for e in entries] == [r.id for r in relater.rules]
    (hit,) = [e for e in entries if e.hits]
    assert (hit.rule, hit.precision, hit.example) == ("loc.situated", 0.9, "甲公司落户乙市。")
    assert hit.low < 0.9 < hit.high


def test_the_isotonic_share_never_falls_as_confidence_grows():
    table = [Tenth(0.6, 9, 1), Tenth(0.7, 7, 3), Tenth(0.8, 9, 1), Tenth(0.9, 95, 5)]
    assert isotonic(table) == [0.8, 0.8, 0.9, 0.95]


def test_the_table_of_calibration_has_the_share_and_its_interval():
    (row,) = calibration([Tenth(0.9, 90, 10)])
    assert (row["from"], row["to"], row["precision"]) == (0.9, 1.0, 0.9)
    assert row["low"] < 0.9 < row["high"]


def test_the_ledger_tells_who_reads_the_same_and_who_otherwise(ontology):
    relater = Relater(ontology)
    example = parse_example(
        "[Company 甲公司]是[Company 乙公司]的供应商,[Company 甲公司]是[Company 乙公司]的全资子公司。"
    )
    article = example.page.articles[0]
    readings = [(article, example.page.text, found) for found in relater.facts(example.page, article, example.mentions)]
    others = compare([*readings, *readings], {"cooperatesWith", "metWith"})
    assert others["own.of"].otherwise["supply.to"] and others["supply.to"].example
    entries = {e.rule: e for e in ledger([], relater.rules, {}, others)}
    assert entries["own.of"].conflict == example.page.text


def test_the_interval_narrows_as_counts_grow():
    assert wilson(0, 0) == (0.0, 1.0)
    few, many = wilson(4, 5), wilson(80, 100)
    assert few[0] < many[0] < 0.8 < many[1] < few[1]
