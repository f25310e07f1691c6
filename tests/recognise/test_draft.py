"""Sentences without what a match needs are passed over, and only those."""

import re
from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Page, Source
from kg.recognise.candidate import Context
from kg.recognise.draft import Draft
from kg.recognise.longest import Longest

PATTERN = re.compile("[甲乙]{0,2}(?P<end>公司|司乙|厂)")
NEEDS = [(), ("公司", "司乙", "厂"), (re.compile("公司|司乙|厂"),), (Longest(["公司", "司乙"]), "厂")]


def draft_of(text: str, cuts: list[int]) -> Draft:
    page = Page(Source("p"), text, text, text, array("I", range(len(text))), ())
    edges = [0, *sorted({cut for cut in cuts if 0 < cut < len(text)}), len(text)]
    spans = tuple((start, end) for start, end in pairwise(edges) if start < end)[1:]
    return Draft(Context(page, Article("p.a1", "p", "", (), 0, len(text), ()), text, spans, None))


@pytest.mark.parametrize("needs", NEEDS[1:])
@given(text=st.text("甲乙公司厂。", max_size=24), cuts=st.lists(st.integers(1, 23), max_size=4))
def test_no_match_is_lost(needs: tuple[str | re.Pattern[str] | Longest, ...], text: str, cuts: list[int]) -> None:
    draft = draft_of(text, cuts)
    found = [(match.span(), start, end) for match, start, end in draft.matches(PATTERN, *needs)]
    assert found == [(match.span(), start, end) for match, start, end in draft.matches(PATTERN)]
