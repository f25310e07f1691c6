import jieba
import pytest

from kg.recognise.words import Segmenter

TEXTS = [
    "株洲高新区与中车株洲所在田心签订了总投资20亿元的合作协议。",
    "研究生命的起源，乒乓球拍卖完了，结婚的和尚未结婚的",
    "GDP增长5.5%，R&D投入占比2.3%；“十四五”期间",
    "䶮㵘𠀀的",
    "的" * 50,
    "",
]


@pytest.fixture(scope="module")
def segmenter():
    return Segmenter()


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_those_that_jieba_cuts(segmenter, text):
    assert list(segmenter.cut(text)) == list(jieba.Tokenizer().cut(text, HMM=False))


def test_a_stretch_cut_again_gives_the_same(segmenter):
    assert segmenter.cut(TEXTS[0]) == segmenter.cut(TEXTS[0])
    assert "".join(segmenter.cut(TEXTS[0])) == TEXTS[0]
