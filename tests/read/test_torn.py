"""Torn text: what print tells of what goes on, and what stays a fragment."""

import pytest

from kg.model import Page, Source
from kg.read.measure import columns, is_full, printed_lines, printed_width, torn_places
from kg.read.page import page_of
from kg.settings import Settings

#: Printed lines of two columns, their ends kept as spaces; each paragraph's first line is indented.
COLUMN = (
    "近年来,南江市坚持把制造业作为 强市之基,推动产业向高端化、智能 化、绿色化方向发展,取得明显成效。\n\n"
    "南江高新区集聚上下游企业三百 多家,产值连续五年保持两位数的增 长,成为全市经济增长的主要引擎。\n\n"
)


def read(raw: str) -> Page:
    return page_of(raw, Source("p", date="2022-03-05"), Settings())


def said(page: Page, kind: str) -> list[str]:
    return [page.text[s.start : s.end] for a in page.articles for s in a.sentences if s.kind == kind]


def test_lines_are_as_wide_as_in_print() -> None:
    assert printed_width('2024年"南江",共 1000 趟') == 4 + 2 + 6 + 2 + 2 + 4 + 2
    raw = "连续 3年全省第 一,占 GDP比重 2.5% 左右"
    assert [raw[a:b] for a, b in printed_lines(raw, [(0, len(raw))])][:3] == ["连续", "3年全省第", "一,占"]


def test_a_column_is_as_wide_as_its_inner_lines_not_those_of_another() -> None:
    widths = [[28, 34, 34, 10], [28, 33, 34, 34], [42, 46, 46, 46, 47], [28], [42, 46]]
    found = columns(widths)
    assert found[:2] == [34, 34]
    assert found[2] == 46 == found[4]
    assert is_full(33, 34) and not is_full(28, 34) and not is_full(28, 0)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ("占比连续三年居全省第 搭建了以科学院为引领的体系", "搭建"),
        ("帮助企业解难题、促生产、稳发展 截至8月底,累计答复", "截至"),
        ("推进赋权强园、市场化经 去年,园区用电成本下降", "去年"),
        ("取而代之的是三百多家规模工业企业异军 能源装备园 产业园区横空出世带来动能", "能源"),
    ],
)
def test_a_line_that_cannot_go_on_with_the_one_before_is_torn_off(raw: str, place: str) -> None:
    assert torn_places(raw) == {raw.index(place)}


@pytest.mark.parametrize(
    "raw", ["据最新统计,截至 目前,我市共有", "居全省第 二十一位", "发展。 今年,全市", "增长, 去年,园区"]
)
def test_a_line_that_may_go_on_is_not(raw: str) -> None:
    assert torn_places(raw) == frozenset()


def test_a_sentence_torn_between_blocks_goes_on_where_the_line_is_full() -> None:
    page = read(
        COLUMN
        + "会议要求,要大力支持科学研究, 持续加强科研院所和重点企业的新型\n\n"
        + "算力基础设施建设,推动数字经济与 实体经济深度融合。\n\n"
        + COLUMN
    )
    assert "持续加强科研院所和重点企业的新型算力基础设施建设,推动数字经济与实体经济深度融合。" in page.text


def test_it_stays_a_fragment_where_an_indented_line_follows() -> None:
    torn = "园区亩均税收从两年前的十六万元 提高到今年的二十一万元,人均产出增"
    page = read(COLUMN + torn + "\n\n企业关心融资,也关心物流成本 以及用工成本。\n\n" + COLUMN)
    assert torn.replace(" ", "") in said(page, "fragment")
    assert "企业关心融资,也关心物流成本以及用工成本。" in said(page, "body")


def test_a_quotation_left_open_is_closed_by_what_is_next() -> None:
    page = read(COLUMN + '各类集群梯度发展,一个动能更加 澎湃的"南江战斗\n\n集群"整装待发。\n\n' + COLUMN)
    assert '各类集群梯度发展,一个动能更加澎湃的"南江战斗集群"整装待发。' in page.text


def test_speech_begins_a_paragraph() -> None:
    page = read(
        COLUMN
        + '搬迁后,厂房面积增加了一倍, 企业迎来全新发展\n\n"公司能提前搬迁,多亏了园区 的支持。"董事长王小明说。\n\n'
        + COLUMN
    )
    assert "搬迁后,厂房面积增加了一倍,企业迎来全新发展" in said(page, "fragment")


def test_what_the_page_prints_elsewhere_in_one_piece_joins_what_is_torn() -> None:
    elsewhere = "南网江州供电公司为园区企业提供 电力保障,全年无一次停电。\n\n"
    torn = "电公司秉承为民服务的宗旨, 推动绿色能源发展。\n\n党的十八大以来,南网江州供\n\n"
    page = read(COLUMN + elsewhere + torn + COLUMN)
    assert "党的十八大以来,南网江州供电公司秉承为民服务的宗旨,推动绿色能源发展。" in page.text


def test_on_a_marked_page_text_goes_on_in_the_next_paragraph() -> None:
    lead = "## 南江高新区开工\n\n南江日报讯（记者/王小明） 3月4日，南江高新区开工。\n\n"
    page = read(
        lead
        + "他说，这里是一座“实力远大于\n\n名气”的城市，严重阻碍了我国\n\n轨道交通产业的发展。\n\n"
        + "## 客商来访\n\n客商来访。\n"
    )
    assert "他说，这里是一座“实力远大于名气”的城市，严重阻碍了我国轨道交通产业的发展。" in page.text
    assert said(page, "headline") == ["南江高新区开工", "客商来访"]


def test_a_page_with_a_blank_line_behind_each_line_is_read_as_without() -> None:
    text = (
        "南江日报讯（记者 王小明）10月2|0日上午，市长张志远到南江高新区|调研新材料产业发展情况，先后走访|"
        "宏远新材料等三家重点企业，询问生|产经营情况。张志远强调，要抓好项|目建设，推动产业集群发展，优化营|商环境。"
    )
    raw = (
        "张志远调研新材料产业\n\n"
        + text.replace("|", "\n\n")
        + "\n\n南江举行春茶节\n\n本报讯（记者 陈静）昨日，节会举行。\n"
    )
    page = read(raw)
    assert [(a.headline, a.authors) for a in page.articles] == [
        ("张志远调研新材料产业", ("王小明",)),
        ("南江举行春茶节", ("陈静",)),
    ]
    assert said(page, "fragment") == []
    assert "10月20日上午，市长张志远到南江高新区调研新材料产业发展情况，" in page.text


@pytest.mark.parametrize(
    ("dateline", "authors"),
    [
        ("南江日报讯 记者陈静报道：", ("陈静",)),
        ("南江日报讯 记者陈静 通讯员李大为报道：", ("陈静", "李大为")),
        ("南江日报讯（记者陈静 北山区委报道组李大为）", ("陈静", "李大为")),
    ],
)
def test_datelines_of_other_papers(dateline: str, authors: tuple[str, ...]) -> None:
    page = read(f"南江举行春茶节\n\n{dateline}昨日，南江市举行春茶节，客商参加。\n")
    assert page.articles[0].authors == authors
    assert said(page, "body") == ["昨日，南江市举行春茶节，客商参加。"]


def test_who_wrote_and_took_pictures_begins_an_article() -> None:
    first = "本报讯（记者 陈静）昨日，南江市举行春茶节，客商参加。\n\n南江举行春茶节\n\n"
    page = read(first + "本报记者 王小明 文 / 李大为 图\n\n走进茶园，绿意正浓。茶农正在采茶。\n\n茶园里的春天\n")
    assert [a.authors for a in page.articles] == [("陈静",), ("王小明", "李大为")]


def test_a_caption_goes_on_in_the_next_and_another_begins_at_its_mark() -> None:
    page = read(
        "## 南江开工\n\n本报讯（记者/陈静）昨日，项目开工。\n\n▲ 宏远公司生产的飞机 ▶ 3月1日，首台大功率纯电\n\n"
        "新能源机车下线。张灿强 摄\n\n## 客商来访\n\n客商来访。\n"
    )
    assert said(page, "caption")[:2] == ["▲宏远公司生产的飞机", "▶3月1日，首台大功率纯电新能源机车下线。"]
    assert page.articles[0].authors == ("陈静", "张灿强")
