import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.recognise.longest import Longest


def found(words, text):
    return [text[start:end] for start, end in Longest(words).find(text, 0, len(text))]


def test_the_longest_word_at_the_leftmost_place_wins():
    assert found(["株洲", "株洲市", "洲市场"], "在株洲市场") == ["株洲市"]


def test_no_word_starts_in_another():
    assert found(["甲乙", "乙丙", "丙丁"], "甲乙丙丁") == ["甲乙", "丙丁"]


def test_a_word_of_one_character_is_found():
    assert found(["湘", "湘江"], "湘北到湘江") == ["湘", "湘江"]


@given(st.text("甲乙丙丁é😀", max_size=12), st.sets(st.text("甲乙丙丁😀", min_size=1, max_size=3), max_size=5))
def test_every_text_is_read_as_a_plain_search_would(text, words):
    at, spans = 0, []
    while at < len(text):
        size = max((len(word) for word in words if text.startswith(word, at)), default=0)
        spans += [(at, at + size)] if size else []
        at += size or 1
    assert list(Longest(words).find(text, 0, len(text))) == spans


@pytest.mark.parametrize(("start", "end", "spans"), [(0, 4, []), (1, 6, [(3, 5)]), (3, 5, [(3, 5)]), (4, 6, [])])
def test_words_lie_within_the_span(start, end, spans):
    assert list(Longest(["渌口", "渌口区"]).find("株洲市渌口", start, min(end, 5))) == spans
