"""From a page's raw text to its articles."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Page, Source
from kg.read.page import page_of, read_page
from kg.settings import Settings

SEEDS = sorted((Path(__file__).parent.parent.parent / "seeds" / "pages").glob("*.txt"))


def read(raw: str) -> Page:
    return page_of(raw, Source("p", date="2022-03-05"), Settings())


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem[:3])
def test_every_character_leads_back_to_the_file(path: Path) -> None:
    page = read_page(path, Source(path.stem), Settings())
    assert len(page.text) == len(page.folded) == len(page.offsets)
    assert all(page.raw[at] == c for at, c in zip(page.offsets, page.text, strict=True) if not c.isspace())
    assert [s for a in page.articles for s in a.sentences] == sorted(
        (s for a in page.articles for s in a.sentences), key=lambda s: s.start
    )


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem[:3])
def test_nothing_of_a_page_is_lost_silently(path: Path) -> None:
    page = read_page(path, Source(path.stem), Settings())
    kept = len(squeezed(page.text)) + sum(len(squeezed(d.text)) for d in page.dropped)
    assert kept > 0.98 * len(squeezed(page.raw))


def test_an_article_of_a_page_wrapped_at_column_width() -> None:
    page = read(
        "南江日报讯（记者/王小明 通\n讯员/李 大为） 3月4日，市长\n张志远到南江经济开发区调研制\n造业发展情况，走访了"
        "三家重点\n企业。\n他强调，要抓好项目建设。\n\n张志远调研南江经开区\n重点企业\n"
    )
    (article,) = page.articles
    assert article.headline == "张志远调研南江经开区重点企业"
    assert article.authors == ("王小明", "李大为")
    assert "市长张志远到南江经济开发区调研制造业发展情况，走访了三家重点企业。" in page.text


def test_the_masthead_tells_what_nobody_said_of_the_page() -> None:
    raw = "# 南江日报\n\n2022年3月5日 星期六\n\n## 南江高新区开工\n\n南江日报讯（记者/王小明） 昨日，南江高新区开工。\n"
    page = page_of(raw, Source("p"), Settings())
    assert (page.source.date, page.source.publication) == ("2022-03-05", "南江日报")
    assert page.articles[0].date == "2022-03-05"
    assert [s.date for s in page.articles[0].sentences if s.kind == "body"] == ["2022-03-04"]


def test_an_empty_file_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    with pytest.raises(InputError, match="empty"):
        read_page(tmp_path / "empty.txt", Source("empty"), Settings())


def test_a_file_of_very_many_articles_keeps_each_headline_with_its_article() -> None:
    names = [f"{first}{second}村" for first in "东南西北上下大小新老" for second in "山水田林湖草沙石桥塘"]
    raw = "".join(f"{n}举行丰收节\n\n南江日报讯（记者/王小明）昨日，{n}举行丰收节，客商参加。\n\n" for n in names)
    page = read(raw)
    assert [article.headline for article in page.articles] == [f"{name}举行丰收节" for name in names]


def test_lines_are_joined_by_script_and_words_and_numbers_put_together() -> None:
    page = read(
        "## 南江签约\n\n本报讯（记者/王小明）昨日，南江与 Inter-\nnational Paper 签约，COVID-\n19 期间 2019 年产值达1\n"
        "200万元，线路 800~1100千 伏，占 12.\n5%。\n"
    )
    assert "与International Paper签约，COVID-19期间2019年产值达1200万元，线路800~1100千伏，占12.5%。" in page.text


def test_marks_of_bold_words_are_no_text() -> None:
    page = read("## 南江开工\n\n本报讯（记者/王小明）昨日，**三十个项目** 开工。\n\n## 客商来访\n\n客商**来访**。\n")
    assert "三十个项目开工。" in page.text.replace(" ", "") and "*" not in page.text
