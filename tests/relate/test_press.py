"""The many ways in which the press says a thing, each with what must be read in it by all rules together."""

from pathlib import Path

import pytest

from kg.model import IS_A
from kg.relate.examples import parse_example
from kg.relate.relater import Relater

LINES = [
    line
    for line in (Path(__file__).parent / "press.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def relater(ontology):
    return Relater(ontology)


@pytest.mark.parametrize("line", LINES)
def test_what_a_text_says_is_read(relater, line):
    example = parse_example(line)
    read = set()
    for s in relater.relate(example.page, example.page.articles[0], example.mentions):
        if s.predicate != IS_A:
            read.add((s.subject_name, s.predicate, s.object_name, s.title))
            if relater.is_symmetric(s.predicate):
                read.add((s.object_name, s.predicate, s.subject_name, s.title))
    assert example.facts <= read
