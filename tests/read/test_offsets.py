"""Clean text leads back to the file, whatever the page is broken into."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Page, Source
from kg.read.fold import fold
from kg.read.page import page_of
from kg.settings import Settings

WORDS = [
    "南江市",
    "市长",
    "张志远",
    "调研",
    "新材料",
    "产业园",
    "，",
    "。",
    "“",
    "”",
    "2019",
    "年",
    "PI",
    "膜",
    "5G",
    "记者/",
    "讯（",
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map("".join)
NOISE = st.sampled_from(
    ["\n", "\n\n", " ", "\u3000", "\r\n", "# ", "——", "（记者/王小明）", "\t", "本报讯", "下转02版", ""]
)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Text broken at random widths, noise between."""
    parts = []
    for sentence in draw(st.lists(SENTENCES, min_size=1, max_size=12)):
        width = draw(st.integers(3, 40))
        lines = [sentence[i : i + width] for i in range(0, len(sentence), width)]
        parts.append(draw(NOISE) + draw(st.sampled_from(["\n", "\n\n"])).join(lines) + draw(NOISE))
    return draw(NOISE).join(parts)


def read(raw: str) -> Page:
    return page_of(raw, Source("p", date="2022-03-05"), Settings())


@settings(max_examples=150, deadline=None)
@given(pages())
def test_offsets_lead_back(raw: str) -> None:
    page = read(raw)
    assert len(page.text) == len(page.folded) == len(page.offsets)
    assert all(raw[at] == c for at, c in zip(page.offsets, page.text, strict=True) if not c.isspace())
    for article in page.articles:
        assert 0 <= article.start <= article.end <= len(page.text)
        for sentence in article.sentences:
            assert article.start <= sentence.start < sentence.end <= article.end


@settings(max_examples=100, deadline=None)
@given(pages())
def test_no_character_is_in_two_articles_and_none_is_lost(raw: str) -> None:
    page = read(raw)
    kept = [at for at, c in zip(page.offsets, page.text, strict=True) if not c.isspace()]
    assert len(kept) == len(set(kept))
    dropped = sum(len("".join(d.text.split())) for d in page.dropped if d.reason != "no article")
    solid = len("".join(raw.replace("#", "").replace("*", "").split()))
    assert len(kept) + dropped >= 0.5 * solid


@given(st.text(max_size=60))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_makes_printings_alike() -> None:
    assert fold('ＰＩ膜，“甲”：１２％、"乙"。（丙）～') == "PI膜,“甲”:12%、“乙”。(丙)~"
    assert fold('"甲"与"乙"\n"丙') == "“甲”与“乙”\n“丙"
    assert fold("經濟開發區") == "经济开发区"
