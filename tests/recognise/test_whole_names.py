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
