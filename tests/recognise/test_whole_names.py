"""Names read by all finders together: where they begin, and what stands in them or beside them; names are invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model import Source
from kg.ontology import find_ontology, load_ontology
from kg.read.page import read_page
from kg.recognise.recogniser import Recogniser
from kg.settings import Settings

Find = Callable[[str, str], list[str]]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Find:
    recogniser = Recogniser(load_ontology(find_ontology(None)), Settings())
    folder: Path = tmp_path_factory.mktemp("pages")

    def found(text: str, type_: str) -> list[str]:
        file = folder / "page.txt"
        file.write_text(f"# 本地要闻\n\n{text}\n", encoding="utf-8")
        page = read_page(file, Source("page"), Settings())
        mentions = [m for _, some, _ in recogniser.recognise_page(page) for m in some if m.type == type_]
        return [m.name if m.implied else m.surface for m in sorted(mentions, key=lambda m: (m.start, m.end))]

    return found


@pytest.mark.parametrize(
    ("text", "type_", "wanted"),
    [
        ("会上，中国竹编艺术学会会长吴平致辞。", "Organization", ["中国竹编艺术学会"]),
        ("绵阳市水泵行业协会会长吴平介绍情况。", "Organization", ["绵阳市水泵行业协会"]),
        ("岳阳临水高新区党工委书记吴平介绍情况。", "IndustrialPark", ["岳阳临水高新区"]),
        ("这批漆器陈列于绵阳博物院。", "Organization", ["绵阳博物院"]),
    ],
)
def test_a_place_in_front_is_part_of_a_longer_name(names: Find, text: str, type_: str, wanted: list[str]) -> None:
    assert names(text, type_) == wanted
    assert names(text, "Place") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("园区正规划建设智能水泵产业园，今年开工。", ["智能水泵产业园"]),
        ("全市做大做强绵阳临空产业园。", ["绵阳临空产业园"]),
        ("电缆产自涪城区白沙坝工业园。", ["白沙坝工业园"]),
        ("中德绵阳创新园今日揭牌。", ["中德绵阳创新园"]),
    ],
)
def test_a_zone_begins_behind_verbs_and_its_county(names: Find, text: str, wanted: list[str]) -> None:
    assert names(text, "IndustrialPark") == wanted


def test_a_country_before_a_company_is_a_place_of_its_own(names: Find) -> None:
    text = "产品卖给了越南辉禾集团和美国钢铁公司。"
    assert names(text, "Company") == ["越南辉禾集团", "美国钢铁公司"]
    assert names(text, "Place") == ["越南"]


def test_a_brand_behind_a_city_is_its_daughter_there(names: Find) -> None:
    assert names("柳州采埃孚今年投产。", "Company") == ["柳州采埃孚"]


def test_an_item_of_a_list_is_not_what_is_said_of_a_company(names: Find) -> None:
    assert names("园区已聚起比亚迪、格力电器等12家企业。", "Company") == ["比亚迪", "格力电器"]
    assert names("它的产品装进了华为的电源、格力电器的空调。", "Company") == ["华为", "格力电器"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("做螺旋桨的辉禾航电搬来了。", ["螺旋桨"]),
        ("给比亚迪供缸盖多年的辉禾铸造今年投产。", ["缸盖"]),
        ("协会牵头向中石化采购塑料粒子,一年省下百万元。", ["塑料粒子"]),
        ("眼下,辉禾电缆的防火电缆拿下了订单。", ["防火电缆"]),
        ("格力电器发布新机,用于华为的电视机卖得好。", []),
        ("辉禾茶业有限公司去年投产。不久前,“云禾”牌山茶油获得金奖。", ["“云禾”牌山茶油"]),
        ("这是比亚迪推出的“云禾”盖板玻璃厚度的一半。", ["“云禾”盖板玻璃"]),
    ],
)
def test_what_firms_deal_in_is_a_product(names: Find, text: str, wanted: list[str]) -> None:
    assert names(text, "Product") == wanted


def test_a_verb_of_two_words_that_companies_are_named_with_bounds_no_name(names: Find) -> None:
    text = "由天津市高速公路投资建设发展公司出资。"
    assert names(text, "Company") == ["天津市高速公路投资建设发展公司"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("工厂捧回国家科技进步二等奖和中国工业大奖。", ["国家科技进步二等奖", "中国工业大奖"]),
        ("协会把“中国竹编产业基地”的牌子授予绵阳。", ["中国竹编产业基地"]),
        (
            "全市荣获国家卫生城市、国家森林城市、国家园林城市等荣誉称号。",
            ["国家卫生城市", "国家森林城市", "国家园林城市"],
        ),
        ("日前,第六批四川省乡土人才“三带”名人名单公布,他榜上有名。", ["第六批四川省乡土人才“三带”名人"]),
        ("国家级非遗代表性传承人张宇正在演示技艺。", ["国家级非遗代表性传承人"]),
        ("新增省级非遗代表性传承人54人。", []),
    ],
)
def test_titles_are_known_by_what_stands_around_them(names: Find, text: str, wanted: list[str]) -> None:
    assert names(text, "Honor") == wanted


@pytest.mark.parametrize(
    ("text", "type_", "wanted"),
    [
        ("公司参加在荷兰乌得勒支举行的展会。", "Place", ["荷兰", "乌得勒支"]),
        ("它来自美国伊利诺伊州。", "Place", ["美国", "伊利诺伊州"]),
        ("比亚迪打入德国弗兰德的采购名录。", "Company", ["比亚迪", "弗兰德"]),
        ("销量在日本本土市场增长。", "Place", ["日本"]),
        ("坚持中国特色,振兴中国钟表业。", "Place", []),
        ("产品在中国市场热销,卖到中国大陆。", "Place", ["中国", "中国"]),
    ],
)
def test_abroad_is_told_by_the_country_before_it(names: Find, text: str, type_: str, wanted: list[str]) -> None:
    assert names(text, type_) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("他们走访比亚迪绵阳基地。", ["比亚迪绵阳基地"]),
        ("比亚迪(绵阳)总装基地满产。", ["比亚迪(绵阳)总装基地"]),
        ("比亚迪投资建设的生产基地投产。", ["比亚迪"]),
        ("由比亚迪投资建设的园区。", ["比亚迪"]),
        ("区长与绵阳鼎奔集团就绿色能源生产基地项目签约。", ["绵阳鼎奔集团"]),
    ],
)
def test_works_are_named_after_their_company(names: Find, text: str, wanted: list[str]) -> None:
    assert names(text, "Company") == wanted
