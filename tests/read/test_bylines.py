"""Who wrote an article, in the printings that papers have of it."""

import pytest

from kg.model import Page, Source
from kg.read.page import page_of
from kg.settings import Settings

LEAD = "3月4日，北山县举行春茶开采节，来自各地的二百多名客商参加。"


def read(raw: str) -> Page:
    return page_of(raw, Source("p", date="2022-03-05"), Settings())


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        ("本报记者 刘 琼 通 讯 员/刘 兰", "刘琼 刘兰"),
        ("本报记者王小明、李大为", "王小明 李大为"),
        ("□ 本报记者 王小明 李大为", "王小明 李大为"),
        ("【本报记者王小明】", "王小明"),
        ("■王小明", "王小明"),
        ("作者：王小明", "王小明"),
        ("新华社记者 王小明", "王小明"),
        ("全媒体记者 王小明 见习记者 陈静 实习生 李四光", "王小明 陈静 李四光"),
        ("南江日报·掌上南江记者/王小明 通讯员/李大为 北山县委宣传部 供图", "王小明 李大为"),
        ("记者王小明 通讯员 李大为 陈静 报道", "王小明 李大为 陈静"),
        ("记者 王小明 摄影报道", "王小明"),
        ("文/图 记者 王小明", "王小明"),
        ("王小明 李大为/文 陈静/图", "王小明 李大为 陈静"),
        ("南江日报全媒体记者 王小明/文 陈静/图", "王小明 陈静"),
        ("撰文/王小明 摄影/陈静", "王小明 陈静"),
        ("文字：王小明 图片：陈静", "王小明 陈静"),
        ("王小明 摄", "王小明"),
        ("通讯员 李大为 供图", "李大为"),
        ("本报评论员", ""),
    ],
)
def test_a_byline_below_a_headline(printed: str, people: str) -> None:
    (article,) = read(f"南江举行春茶开采节\n\n{printed}\n\n{LEAD}\n").articles
    assert article.headline == "南江举行春茶开采节"
    assert article.authors == tuple(people.split())


@pytest.mark.parametrize(
    ("dateline", "people"),
    [
        ("本报讯（通讯员 李大为）", "李大为"),
        ("本报讯 （记者 王小明）", "王小明"),
        ("南江日报讯 (记者 王小明 通讯员 李大为 文/图)", "王小明 李大为"),
        ("本报北京3月4日电（记者王小明）", "王小明"),
        ("新华社北京3月4日电 （记者王小明、李大为）", "王小明 李大为"),
        ("中新网南江3月4日电 (王小明)", "王小明"),
        ("南江晚报3月4日讯（全媒体记者 王小明）", "王小明"),
        ("（记者 王小明）", "王小明"),
        ("据新华社电", ""),
    ],
)
def test_a_dateline_before_the_text(dateline: str, people: str) -> None:
    page = read(f"南江举行春茶开采节\n\n{dateline}{LEAD}\n")
    (article,) = page.articles
    assert (article.headline, article.authors) == ("南江举行春茶开采节", tuple(people.split()))
    assert [page.text[s.start : s.end] for s in article.sentences if s.kind == "body"] == [LEAD]


def test_a_notice_begins_an_article_without_a_byline() -> None:
    first = f"## 南江举行春茶开采节\n\n本报讯（记者 王小明）{LEAD}\n\n"
    unmarked = first.replace("## ", "")
    notice = "南江市人大常委会任免名单\n\n（3月3日第三十二次会议通过）\n\n任命：李大为为南江市副市长。\n"
    page = read(unmarked + notice)
    assert [(a.headline, a.authors) for a in page.articles] == [
        ("南江举行春茶开采节", ("王小明",)),
        ("南江市人大常委会任免名单", ()),
    ]


def test_masthead_and_footer_on_one_line_are_told_apart_from_articles() -> None:
    top, foot = "南江日报 2022年3月5日 星期六 第3版", "要闻 责编/张三 美编/李四 校读/王五"
    page = page_of(f"{top}\n\n{foot}\n\n南江举行春茶开采节\n\n本报讯（记者 王小明）{LEAD}\n", Source("p"), Settings())
    assert (page.source.publication, page.source.date, page.source.number) == ("南江日报", "2022-03-05", "3")
    assert [a.headline for a in page.articles] == ["南江举行春茶开采节"]
    assert {d.reason for d in page.dropped} == {"masthead", "footer"}
