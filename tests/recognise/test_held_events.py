"""Events that a clause says were held; zones as items of lists; links of a chain."""

import pytest

from tests.recognise.test_persons import mentions


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "6月2日,云南省绿色铝产业对接会暨中国铝业联盟第三届学术论坛在曲靖举行。",
            "云南省绿色铝产业对接会暨中国铝业联盟第三届学术论坛",
        ),
        ("由商务厅主办的2013湖北(宜昌)磷化工装备展览会在该市开幕。", "2013湖北(宜昌)磷化工装备展览会"),
        ("沪皖智能家电产业签约仪式举行。", "沪皖智能家电产业签约仪式"),
        ("座谈会在市委举行。", ""),
    ],
)
def test_an_event_that_a_clause_says_was_held_is_named_from_the_clauses_start(text: str, event: str) -> None:
    assert [m.surface for m in mentions(text) if m.type == "Event"] == ([event] if event else [])


def test_a_whole_item_of_a_list_is_a_zone_where_its_like_alone_is_none() -> None:
    found = mentions("一行先后来到甲马科技有限公司、名优水果出口集聚区、云岭大数据有限公司调研。")
    assert [m.surface for m in found if m.type == "IndustrialPark"] == ["名优水果出口集聚区"]


def test_the_links_of_a_chain_are_no_industries() -> None:
    found = mentions("已构建芯片、模块、装置完整产业链。")
    assert not [m for m in found if m.type == "IndustryCluster"]


def test_a_bare_zone_is_the_one_that_the_article_names_alone() -> None:
    found = mentions("李明到汨罗高新区调研。高新区党工委书记何厚德参加。")
    assert {m.name for m in found if m.type == "IndustrialPark"} == {"汨罗高新区"}
    assert "高新区" in {m.surface for m in found if m.type == "IndustrialPark"}
    two = mentions("汨罗高新区和宁乡高新区签约。高新区党工委书记何厚德参加。")
    assert "高新区" not in {m.surface for m in two if m.type == "IndustrialPark"}


def test_an_event_that_is_named_shorter_elsewhere_is_the_longer_one() -> None:
    found = mentions("第二届云南(曲靖)磷化工博览会将举办。第二届磷化工博览会由商务厅主办。")
    assert {m.name for m in found if m.type == "Event"} == {"第二届云南(曲靖)磷化工博览会"}
