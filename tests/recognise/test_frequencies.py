"""jieba's dictionary read piece by piece says what jieba itself says."""

import random
from math import log

import jieba

from kg.recognise.frequencies import FRONT, Frequencies

WORDS = Frequencies()
THEIRS = jieba.Tokenizer()


def test_counts_and_weights_are_those_of_jieba() -> None:
    THEIRS.initialize()
    for word in random.Random(1).sample(sorted(THEIRS.FREQ), 20_000):
        count = THEIRS.FREQ[word]
        assert WORDS.count(word) == count
        assert WORDS.beginning(word[0])[word] == (log(count) - log(THEIRS.total) if count else FRONT)
    assert WORDS.once == -log(THEIRS.total)


def test_parts_of_speech() -> None:
    assert (WORDS.tag("株洲"), WORDS.tag("签订"), WORDS.tag("𠮷𠮷"), WORDS.tag("")) == ("ns", "v", "", "")


def test_what_it_does_not_have_counts_nothing() -> None:
    assert [WORDS.count(word) for word in ("𠮷", "株洲株洲", "", "\n")] == [0, 0, 0, 0]
