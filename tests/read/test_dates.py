"""Sentences' own dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.dates import sentence_date

SAID = [
    ("9月4日,市委书记到园区调研。", "2021-09-06", "2021-09-04"),
    ("昨日,峰会开幕。", "2021-03-01", "2021-02-28"),
    ("他在今天的会议上说。", "2021-03-01", "2021-03-01"),
    ("上半年,全市地区生产总值同比增长13.1%。", "2021-09-06", "2021-01/2021-06"),
    ("康宁与南江的牵手,还要从去年5月5日起。", "2023-04-27", "2022-05-05"),
    ("1至7月,全市规模工业增加值增长16.9%。", "2021-09-06", "2021-01/2021-07"),
    ("“十四五”期间共获授信9600亿元。", "2022-10", "2021/2025"),
    ("4月19日至21日,大会举行。", "2023-04-20", "2023-04-19/2023-04-21"),
    ("8月下旬,动车组试跑。", "2021-09-06", "2021-08-21/2021-08-31"),
    ("4月中旬,书记赴广州。", "2023-05-19", "2023-04-11/2023-04-20"),
    ("2020年9月16日至18日,来湘考察。", "2023-04-27", "2020-09-16/2020-09-18"),
    ("该公司2017年开始举办。", "2023-05-19", "2017"),
    ("今年前三季度,产值增长8%。", "2022-10", "2022-01/2022-09"),
    ("去年底,南江召开大会。", "2024-10", "2023"),
    ("12月30日,企业挂牌。", "2022-01-02", "2021-12-30"),
    ("9月7日,第三家企业将挂牌。", "2021-09-06", "2021-09-07"),
    ("4日下午,市长来到企业。", "2021-09-06", "2021-09-04"),
    ("30日,市长来到企业。", "2021-09-02", "2021-08-30"),
    ("2021年以来,公司加快建设。", "2022-10", "2021/2022"),
    ("10年来,工业增加值年均增长9.6%。", "2022-10", "2012/2022"),
    ("上世纪80年代,这里是工厂。", "2022-10", "1980/1989"),
    ("2018年3月封关运营。", "2023-04-27", "2018-03"),
]
SILENT = [
    ("企业拥有员工6000余人。", "2023-04-27"),
    ("《南江日报》今日报道了此事。"[6:], "2023"),
    ("昨日,峰会开幕。", "2022-10"),
    ("5月6日,签约。", ""),
    ("13月40日是错的。", "2022-10-01"),
    ("占比23.1月票。", "2022-10-01"),
    ("一家中小企业年产值过亿。", "2022-10-01"),
    ("在小巨人争相破土的今天,这里走在前列。", "2022-10-01"),
    ("才有了今天的新跨越。", "2022-10-01"),
    ("时至今日,制造业仍是底色。", "2022-10-01"),
]


@pytest.mark.parametrize(("sentence", "issue", "expected"), SAID)
def test_a_date_is_as_exact_as_it_was_said(sentence: str, issue: str, expected: str) -> None:
    assert str(sentence_date(sentence, issue)) == expected


@pytest.mark.parametrize(("sentence", "issue"), SILENT)
def test_nothing_is_said_where_the_sentence_or_the_issue_does_not_tell(sentence: str, issue: str) -> None:
    assert sentence_date(sentence, issue) is None


@given(
    st.text(alphabet="0123456789年月日至上下半季度一二去今前昨旬初底世纪代,。“十四五”期间-", max_size=30), st.dates()
)
def test_any_text_gives_an_ordered_interval_or_none(text: str, issue: date) -> None:
    for told in (str(issue), str(issue)[:7], str(issue)[:4], ""):
        interval = sentence_date(text, told)
        assert interval is None or interval.start <= interval.end + "-99"


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_a_full_date_needs_no_issue(day: date) -> None:
    text = f"{day.year}年{day.month}月{day.day}日,会议召开。"
    assert str(sentence_date(text, "")) == str(day)
