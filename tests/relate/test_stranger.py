"""Clauses that begin with a subject that nothing recognised."""

import pytest

from kg.model import IS_A
from kg.recognise.words import Segmenter
from kg.relate.examples import parse_example
from kg.relate.relater import Relater


@pytest.fixture(scope="module")
def relater(ontology):
    return Relater(ontology, tag=Segmenter().tagged)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("连续两年荣获[Honor 乙奖]", True),
        ("目前已获评[Honor 乙奖]", True),
        ("总部获评[Honor 乙奖]", True),
        ("青年创业园荣获[Honor 乙奖]", False),
        ("水发建设、共享铸造获评[Honor 乙奖]", False),
        ("4人荣获[Honor 乙奖]", False),
    ],
)
def test_what_is_carried_is_not_said_of_a_stranger(relater, clause, said):
    example = parse_example(f"[Company 甲公司]扩产,{clause}。")
    statements = relater.relate(example.page, example.page.articles[0], example.mentions)
    assert any(s.predicate != IS_A for s in statements) == said
