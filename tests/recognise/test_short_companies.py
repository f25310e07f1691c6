"""Short names of companies that no legal form gives away: coined words, and the items of lists of companies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.ontology import find_ontology, load_ontology
from kg.recognise.built import BuiltNameFinder
from kg.recognise.candidate import Candidate, Reading
from kg.recognise.edges import Edges
from kg.recognise.peers import CompanyPeers
from kg.recognise.select import select
from tests.recognise.test_built import context_of

Find = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def companies() -> Find:
    ontology = load_ontology(find_ontology(None))
    built, peers = BuiltNameFinder(ontology), CompanyPeers(ontology, Edges(ontology))

    def found(text: str) -> list[str]:
        context = context_of(text)
        reading = Reading(context, list(built.find(context)))
        reading.candidates += [candidate for _, candidate in peers.recall([reading])]
        chosen: list[Candidate] = select(reading.candidates, context)[0]
        return [text[c.start : c.end] for c in chosen if c.type == "Company"]

    return found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("拥有200多项专利的鼎屹电子,今年投产。", ["鼎屹电子"]),
        ("今年以来,绵阳鼎屹电子在此建厂。", ["绵阳鼎屹电子"]),
        ("鼎屹光学董事长介绍。", ["鼎屹光学"]),
        ("它是中联重科的全资子公司,由中铁大桥局承建。", ["中联重科", "中铁大桥局"]),
        ("飞翼重工与绵阳尖峰矿业在此建厂。", ["飞翼重工", "绵阳尖峰矿业"]),
        ("比亚迪投资10亿元。", ["比亚迪"]),
        ("深交所主板上市公司鼎屹电子,今年投产。", ["鼎屹电子"]),
        ("整治绿色矿业,生产无缝钢管。", []),
        ("发展冷链物流、低碳环保和康养旅游。", []),
        ("建设县域网络,做优环境。", []),
    ],
)
def test_a_coined_word_and_a_trade_are_a_company(companies: Find, text: str, names: list[str]) -> None:
    assert companies(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "绵阳市与格力电器、金峰电工、长岭电新4家龙头企业签约。",
            ["格力电器", "金峰电工", "长岭电新"],
        ),
        ("汇川技术、金峰农科、长岭电新共同出资。", ["汇川技术", "金峰农科", "长岭电新"]),
        ("向比亚迪、奇瑞批量供货。", ["比亚迪", "奇瑞"]),
        ("比亚迪、奇瑞、豪迈等企业参会。", ["比亚迪", "奇瑞", "豪迈"]),
        ("客户有奇瑞、雄狮。", ["奇瑞", "雄狮"]),
        ("推进比亚迪、奇瑞、煤电一体化等项目建设。", ["比亚迪", "奇瑞"]),
        ("北京、上海、比亚迪所在的深圳。", ["比亚迪"]),
    ],
)
def test_an_item_among_companies_is_a_company(companies: Find, text: str, names: list[str]) -> None:
    assert companies(text) == names


def test_a_short_name_keeps_the_own_word_and_an_end_or_the_place(companies: Find) -> None:
    text = "绵阳岳麟硬质合金有限公司投产,岳麟合金供货,绵阳岳麟的炉子不熄火。"
    assert companies(text) == ["绵阳岳麟硬质合金有限公司", "岳麟合金", "绵阳岳麟"]


def test_a_daughter_named_after_a_brand_lends_it_no_name() -> None:
    ontology = load_ontology(find_ontology(None))
    context = context_of("中联重科建筑起重机械有限公司是中联重科的全资子公司。")
    assert not [c for c in BuiltNameFinder(ontology).find(context) if c.name]
