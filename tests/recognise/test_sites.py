"""Places by dictionary and by build, by the examples of their table."""

from typing import Any

import pytest
from yaml import safe_load

from tests.recognise.test_persons import mentions
from tests.recognise.test_recogniser import ONTOLOGY

EXAMPLES = safe_load((ONTOLOGY.folder / "sites.yml").read_text(encoding="utf-8"))["examples"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"])
def test_examples_of_the_table(example: dict[str, Any]) -> None:
    assert [m.surface for m in mentions(example["text"]) if m.type == "Place"] == example["places"]


def test_short_forms_that_are_words_need_proof() -> None:
    assert not [m for m in mentions("双方就日照时间、来宾接待、社会安康和长治久安交换意见。") if m.type == "Place"]
    found = [m.name for m in mentions("日照市代表团来访。日照与我市签约。") if m.type == "Place"]
    assert found == ["日照市", "日照市"]


def test_words_that_stand_for_the_home_are_no_forms_of_it() -> None:
    assert not [m for m in mentions("我市、全市、全省、全国、我国都在行动,株企入湘。") if m.type == "Place"]


def test_a_place_in_a_longer_name_is_none() -> None:
    assert not [m for m in mentions("“外交官看中国·广东行”走进工厂,打造“中国爨体之乡”。") if m.type == "Place"]


def test_cities_that_are_verbs_to_a_dictionary_begin_names_of_venues() -> None:
    assert [m.surface for m in mentions("活动在怀化国际会展中心举行。") if m.type == "Place"] == ["怀化国际会展中心"]


def test_an_autonomous_county_goes_by_its_rank() -> None:
    assert [m.surface for m in mentions("代表团走进湘西州。") if m.type == "Place"] == ["湘西州"]


def test_mines_and_sea_bridges_are_places() -> None:
    found = [m.surface for m in mentions("浸取剂用在宁都县的大坑稀土矿,杭州湾跨海大桥通车。") if m.type == "Place"]
    assert found == ["宁都县", "大坑稀土矿", "杭州湾跨海大桥"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("电芯发往远风公司在诸暨、宜宾的工厂。", ["诸暨市", "宜宾市"]),
        ("丝线运到邳州的远风公司,又运往兖州。", ["邳州市", "兖州区"]),
        ("他在集美大道等人,在平原种地,也在光明日报写稿。", ["集美大道"]),
        ("远风诸暨、沂水牌茶叶。", []),
    ],
)
def test_short_forms_of_counties_are_places_where_something_is_or_goes(text: str, places: list[str]) -> None:
    assert [m.name for m in mentions(text) if m.type == "Place"] == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("青年在大将镇白沙村和中心镇种茶。", ["大将镇", "白沙村"]),
        ("设备已发往锦州港。", ["锦州港"]),
        ("货船从锦州港出发,抵达深水港。", ["锦州港"]),
        ("三江县白鹭湖畔,两家公司隔着通江路相望。", ["白鹭湖", "通江路"]),
        ("演出在绵阳大剧院举行。", ["绵阳大剧院"]),
    ],
)
def test_towns_by_their_list_ports_shores_and_theatres(text: str, places: list[str]) -> None:
    assert [m.surface for m in mentions(text) if m.type == "Place" and m.surface != "三江县"] == places


def test_banners_go_by_short_forms() -> None:
    assert [m.name for m in mentions("项目落在土右旗和科左后旗。") if m.type == "Place"] == [
        "土默特右旗",
        "科尔沁左翼后旗",
    ]


def test_a_garden_is_a_place_and_a_citys_a_zone() -> None:
    assert [m.surface for m in mentions("步道铺进了赛罕塔拉生态园。") if m.type == "Place"] == ["赛罕塔拉生态园"]
    assert [m.surface for m in mentions("企业落户东莞生态园。") if m.type == "IndustrialPark"] == ["东莞生态园"]
