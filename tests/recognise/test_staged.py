"""Events by what the text says of them, sessions of congresses, and short names of events."""

from __future__ import annotations

import pytest

from tests.recognise.test_persons import mentions


def events(text: str) -> list[tuple[str, str]]:
    return [(m.surface, m.name) for m in mentions(text) if m.type == "Event"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("第十一届茶花节在云岭村开幕。", "第十一届茶花节"),
        ("第六届曲靖国际灯谜会将在四月举行。", "第六届曲靖国际灯谜会"),
        ("他参加了首尔国际旅游展,在展台上讲曲靖。", "首尔国际旅游展"),
        ("公司参加在荷兰举行的国际集约化畜牧展。", "国际集约化畜牧展"),
        ("“光电路”“动力路”揭牌暨冠名公交车发车活动分别在甲园、乙厂举行。", "“光电路”“动力路”揭牌暨冠名公交车发车活动"),
        ("1月3日,“滇超”友谊赛招商推介会结束。", "“滇超”友谊赛招商推介会"),
        ("曲靖市第六届人民代表大会第四次会议在会堂闭幕。", "曲靖市第六届人民代表大会第四次会议"),
        ("订单来自全国糖酒会。", "全国糖酒会"),
        ("2月23日,曲靖市承接产业转移恳谈会在上海举行。", "曲靖市承接产业转移恳谈会"),
        ("省传统戏剧汇演暨运河非遗美食展,在博物馆南侧广场举行。", "省传统戏剧汇演暨运河非遗美食展"),
    ],
)
def test_events_by_what_is_said_of_them(text: str, name: str) -> None:
    assert name in [name for _, name in events(text)]


@pytest.mark.parametrize(
    "text",
    [
        "今年春节在爆竹声中结束。",
        "第三届董事会由七人组成。",
        "他参加了国际合作与发展。",
        "全年广泛开展全民健身活动,在城区举行比赛。",
        "这次世界大赛在城里举行。",
    ],
)
def test_what_is_no_name_of_an_event(text: str) -> None:
    assert not events(text)


def test_two_numbered_events_are_two() -> None:
    found = events("办好第十三届全国运动会和第九届残疾人运动会。")
    assert [name for _, name in found] == ["第十三届全国运动会", "第九届残疾人运动会"]


def test_a_short_name_that_the_text_gives_is_the_event() -> None:
    text = "第十二届中国科技城国际科技博览会在绵阳开幕。本届科博会由省科技厅主办,科博会期间有五场论坛。"
    full = "第十二届中国科技城国际科技博览会"
    assert events(text) == [(full, full), ("科博会", full), ("科博会", full)]
