from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from kg.model import IS_A
from kg.relate.cooccurrence import _joined_types
from kg.relate.examples import parse_example
from kg.relate.relater import Relater
from kg.relate.windows import Names

TEXT = (
    "[Company 甲公司]与[Company 乙公司]、[Place 丙市]。[Company 甲公司]在[Place 丙市]。"
    "[Place 丁市]有[Company 甲公司]、[Company 甲公司]、[Event 戊会]。"
)


@pytest.fixture
def claims(ontology):
    example = parse_example(TEXT)
    return [
        s
        for s in Relater(ontology).relate(example.page, example.page.articles[0], example.mentions)
        if s.predicate == IS_A
    ]


@pytest.fixture
def counted(ontology, claims):
    joined = _joined_types(ontology)
    names = Names.of(claims, {s.subject: s.subject_name for s in claims}, joined)
    windows = names.windows([s.sentence_start for s in claims])
    return names, windows, joined


def test_pairs_are_those_counted_one_by_one(claims, counted):
    names, windows, joined = counted
    found = names.count(windows, windows.sizes > 0)
    types = {s.subject_name: s.subject_type for s in claims}
    expected: Counter[tuple[str, str]] = Counter()
    for start in {s.sentence_start for s in claims}:
        inside = sorted({s.subject_name for s in claims if s.sentence_start == start})
        expected.update((a, b) for a, b in combinations(inside, 2) if (types[a], types[b]) in joined)
    pairs = [divmod(key, len(names.ids)) for key in found.keys.tolist()]
    assert {(names.ids[a], names.ids[b]): n for (a, b), n in zip(pairs, found.counts.tolist(), strict=True)} == expected


def test_first_is_the_first_window_with_both(claims, counted):
    names, windows, _ = counted
    found = names.count(windows, windows.sizes > 0)
    key = names.ids.index("丙市") * len(names.ids) + names.ids.index("甲公司")
    (row,) = found.first(np.array([key])).tolist()
    left, right = (claims[at] for at in row)
    assert (left.subject_name, right.subject_name) == ("丙市", "甲公司")
    assert left.sentence_start == right.sentence_start == min(s.sentence_start for s in claims)
    assert found.of(key) == 2
    beyond = np.array([key + len(names.ids) ** 2])
    assert found.of(beyond) == 0
    assert found.first(beyond).tolist() == [[0, 0]]


def test_rare_names_are_left_out_but_for_given_pairs(counted):
    names, windows, _ = counted
    every = names.count(windows, windows.sizes > 0)
    given = every.keys[every.counts == 1][:1]
    assert set(names.count(windows, windows.sizes > 0, 2, given).keys) == {*given, *every.keys[every.counts >= 2]}
    assert not len(names.count(windows, np.zeros(windows.total, np.bool_)).keys)
