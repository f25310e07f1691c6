"""Who wrote an article, in the printings that papers have of it."""

import pytest

from kg.model import Page, Source
from kg.read.page import page_of
from kg.settings import Settings

LEAD = "3月4日，北山县举行春茶开采节，来自各地的二百多名客商参加。"
FIRST = (
    "南江召开工业大会\n\n本报讯（记者 周明）3月3日，南江召开工业大会，表彰了五家企业。市长张志远出席。\n\n"
    "会议指出，工业是立市之本。\n\n"
)


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
        ("南江日报全媒记者 王小明 通讯员 李大为", "王小明 李大为"),
        ("本报驻北山记者 王小明", "王小明"),
        ("本报高级记者 王小明 校园记者 李大为", "王小明 李大为"),
        ("南江融媒记者王小明", "王小明"),
        ("红星新闻记者 王小明", "王小明"),
        ("《南江日报》记者 王小明", "王小明"),
        ("本报特派记者 王小明 发自上海", "王小明"),
        ("记者 王小明 北山报道", "王小明"),
        ("采写：南江日报记者 王小明", "王小明"),
        ("策划/陈静 统筹/李四光 执笔/王小明", "陈静 李四光 王小明"),
        ("记者 王小明 通讯员 李大为 文 记者 陈静 摄", "王小明 李大为 陈静"),
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
        ("嘉报讯（记者 王小明）", "王小明"),
        ("红星新闻讯（全媒体记者 王小明）", "王小明"),
        ("南江日报讯（全媒记者 王小明 通讯员 李大为）", "王小明 李大为"),
        ("南江日报·新南江客户端3月4日讯（记者 王小明）", "王小明"),
        ("本报北山讯（记者 王小明）", "王小明"),
        ("本报讯 全媒体记者王小明 ", "王小明"),
        ("本报讯 记者王小明报道 ", "王小明"),
        ("本报综合消息 ", ""),
        ("【南江日报讯】", ""),
        ("新华社北京3月4日电 ", ""),
        ("□记者 王小明 通讯员 李大为\n\n本报讯 ", "王小明 李大为"),
    ],
)
@pytest.mark.parametrize("lead", [LEAD, "春茶开采节在北山县举行，来自各地的二百多名客商参加。"])
def test_a_dateline_before_the_text(dateline: str, people: str, lead: str) -> None:
    page = read(f"{FIRST}南江举行春茶开采节\n\n{dateline}{lead}\n")
    article = page.articles[-1]
    assert [a.headline for a in page.articles] == ["南江召开工业大会", "南江举行春茶开采节"]
    assert article.authors == tuple(people.split())
    assert [page.text[s.start : s.end] for s in article.sentences if s.kind == "body"] == [lead]


@pytest.mark.parametrize(
    "dateline", ["本报讯（记者 王小明）", "本报记者 王小明\n\n", "嘉报讯（记者 王小明）", "本报讯 "]
)
@pytest.mark.parametrize(
    "lines",
    [
        ("南江市十六届人大常委会举行第二十次会议", "决定任命李大为为副市长"),
        ("张志远在北山县调研时强调", "把茶叶做强 把品牌擦亮"),
        ("我市召开茶业大会", "张志远出席 李大为讲话"),
        ("“茶”出新味道", "省“百企千村”活动在北山举行"),
        ("一片叶子的远行", "——北山县春茶产业见闻"),
    ],
)
def test_lines_above_a_byline_are_one_headline(lines: tuple[str, str], dateline: str) -> None:
    page = read(FIRST + "\n\n".join(lines) + f"\n\n{dateline}{LEAD}\n")
    joined = "".join(lines) if lines[1].startswith("—") else " ".join(lines)
    assert [a.headline for a in page.articles] == ["南江召开工业大会", joined]


@pytest.mark.parametrize("text", ["南江发布最新资讯平台，方便市民查询。", "南江日报讯息部成立，服务读者。"])
def test_what_only_begins_like_a_dateline_begins_no_article(text: str) -> None:
    assert [a.headline for a in read(f"{FIRST}{text}\n").articles] == ["南江召开工业大会"]


def test_lists_stand_under_what_leads_in_and_a_further_report_adds_to_the_article() -> None:
    listed = "决定任命：\n\n李大为为南江市副市长；\n\n陈静为市商务局局长。\n\n"
    again = "又讯（记者 李四光）会议由市人大常委会主任马明主持。\n"
    notice = "南江市人大常委会任免名单\n\n（3月3日第三十二次会议通过）\n\n"
    page = read(f"{notice}{listed}{again}")
    article = page.articles[-1]
    assert (article.headline, article.authors) == ("南江市人大常委会任免名单", ("李四光",))
    assert [page.text[s.start : s.end] for s in article.sentences if s.kind == "body"] == [
        "决定任命：李大为为南江市副市长；陈静为市商务局局长。",
        "会议由市人大常委会主任马明主持。",
    ]


def test_a_notice_begins_an_article_without_a_byline() -> None:
    first = f"## 南江举行春茶开采节\n\n本报讯（记者 王小明）{LEAD}\n\n"
    unmarked = first.replace("## ", "")
    notice = "南江市人大常委会任免名单\n\n（3月3日第三十二次会议通过）\n\n任命：李大为为南江市副市长。\n"
    page = read(unmarked + notice)
    assert [(a.headline, a.authors) for a in page.articles] == [
        ("南江举行春茶开采节", ("王小明",)),
        ("南江市人大常委会任免名单", ()),
    ]


def test_a_masthead_with_a_foreign_name_and_the_editors_of_a_page_is_no_headline() -> None:
    top = "南江日报 NANJIANG DAILY\n\n2022年3月5日 星期六 02版 要闻 编辑：张小三 校对：李小四"
    page = page_of(f"{top}\n\n南江举行春茶开采节\n\n本报讯（记者 王小明）{LEAD}\n", Source("p"), Settings())
    assert (page.source.publication, page.source.date) == ("南江日报", "2022-03-05")
    assert [(a.headline, a.authors) for a in page.articles] == [("南江举行春茶开采节", ("王小明",))]


def test_masthead_and_footer_on_one_line_are_told_apart_from_articles() -> None:
    top, foot = "南江日报 2022年3月5日 星期六 第3版", "要闻 责编/张三 美编/李四 校读/王五"
    page = page_of(f"{top}\n\n{foot}\n\n南江举行春茶开采节\n\n本报讯（记者 王小明）{LEAD}\n", Source("p"), Settings())
    assert (page.source.publication, page.source.date, page.source.number) == ("南江日报", "2022-03-05", "3")
    assert [a.headline for a in page.articles] == ["南江举行春茶开采节"]
    assert {d.reason for d in page.dropped} == {"masthead", "footer"}
