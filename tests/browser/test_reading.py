"""Finding an entity and reading where a fact was printed, as a person does it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.model import Graph
from tests.export.invented import yunzhou

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.browser


def find(page: Any, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_start_shows_the_core_and_says_how_much(page: Any, pictures: Path) -> None:
    expect(page.locator("h1")).to_have_text("云州报纸知识图谱")
    expect(page.locator("#status")).to_contain_text("显示 24 / 24 个实体")
    assert page.evaluate("document.querySelector('#canvas canvas').width") > 300
    page.screenshot(path=pictures / "start.png")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("乐正雅", "乐正雅"),
        ("单书记", "单仲行"),
        ("东交所", "东陵证券交易所"),
        ("leizhengya", None),
        ("yuezhengya", "乐正雅"),
        ("lezhengya", "乐正雅"),
        ("lzy", "乐正雅"),
        ("shanzhongxing", "单仲行"),
        ("danzhonghang", "单仲行"),
        ("chongyanglu", "重阳路"),
        ("雲州大學", "云州大学"),
        ("tanxianwei", "碳纤维预浸料"),
        ("xinghedl", "云州星河动力股份有限公司"),
    ],
)
def test_search_by_characters_pinyin_initials_and_traditional_forms(page: Any, typed: str, name: str | None) -> None:
    page.locator("#search").click()
    page.keyboard.type(typed)
    if name is None:
        expect(page.locator(".options .none")).to_be_visible()
        return
    expect(page.locator(".options li").first).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(name)


def test_search_with_arrow_keys_only(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("yunzhou")
    assert page.locator(".options li").count() > 3
    second = page.locator(".options li").nth(1).locator("span").first.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(second)


def test_entity_panel_has_names_posts_and_facts(page: Any, pictures: Path) -> None:
    find(page, "乐正雅")
    panel = page.locator("#panel")
    posts = panel.locator(".posts li")
    expect(posts).to_have_count(2)
    expect(posts.nth(0)).to_contain_text("2031-03-12")
    expect(posts.nth(0)).to_contain_text("云州市人民政府 市长")
    expect(posts.nth(1)).to_contain_text("2033-10")
    expect(posts.nth(1)).to_contain_text("云州市委 书记")
    expect(panel).to_contain_text("乐正雅出席第三届云州装备博览会")
    headings = {h.split("\n")[0] for h in panel.locator("h3").all_inner_texts()}
    assert headings == {"任职时间", "任职", "会面", "出席", "调研", "见报"}
    page.screenshot(path=pictures / "node.png")


def test_a_body_shows_its_people_and_what_to_check(page: Any) -> None:
    find(page, "云州市委")
    panel = page.locator("#panel")
    expect(panel.locator(".posts li").first).to_contain_text("2031-03-12")
    expect(panel.locator(".posts li").first).to_contain_text("单仲行 书记")
    expect(panel.locator(".warning")).to_contain_text("待核：两人同一时期见于“书记”一职")
    panel.locator(".warning .link", has_text="乐正雅").click()
    expect(page.locator("#panel h2")).to_have_text("乐正雅")


def test_an_article_that_names_the_entity_can_be_read(page: Any) -> None:
    find(page, "东陵证券交易所")
    article = page.locator("#panel details", has_text="星河动力登陆东交所")
    article.locator("summary").click()
    expect(article.locator(".around")).to_contain_text("云州钢铁厂长期为星河动力供应硅钢")
    assert set(article.locator("mark").all_inner_texts()) == {"东交所"}


def test_clicking_a_node_on_the_canvas_opens_it(page: Any) -> None:
    find(page, "柳如松")
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    box = page.locator("#canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#panel h2")).to_have_text("柳如松")


def test_evidence_marks_both_names_and_cites(page: Any, pictures: Path) -> None:
    find(page, "柳如松")
    page.locator("#panel .fact", has_text="柳如松任云州星河动力股份有限公司董事长").locator("[data-open]").click()
    card = page.locator(".evidence").first
    expect(card.locator("mark.subject").first).to_have_text("柳如松")
    expect(card.locator("mark.object").first).to_have_text("星河动力")
    for text in ("云州日报", "2031-03-12", "01 版", "pattern:holdsPost", "75%", "胡文、李实", "共商轨道装备发展"):
        expect(card).to_contain_text(text)
    card.get_by_role("button", name="上下文").click()
    expect(card.locator(".around")).to_contain_text("会前，单仲行到星河动力调研")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card.get_by_role("button", name="引用").click()
    reference = "胡文, 李实. 单仲行乐正雅会见柳如松一行 共商轨道装备发展[N]. 云州日报, 2031-03-12(01)."
    expect(page.locator("#notice")).to_contain_text(reference)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(reference) and "星河动力董事长柳如松" in copied
    page.screenshot(path=pictures / "edge.png")


def test_a_name_that_stands_in_an_earlier_sentence_is_quoted_and_marked(
    open_page: Any, written: Callable[[Graph], Path]
) -> None:
    graph = yunzhou()
    sold = next(s for s in graph.statements if s.predicate == "suppliesTo")
    before = graph.pages[0].text.index("东交所挂牌")
    moved = replace(sold, object_start=before, object_end=before + 3, object_surface="东交所")
    statements = tuple(moved if s is sold else s for s in graph.statements)
    page = open_page(written(replace(graph, statements=statements)))
    find(page, "云州钢铁厂")
    page.locator("#panel [data-open]").first.click()
    quote = page.locator(".evidence blockquote")
    expect(quote).to_have_text(
        "星河动力昨日在东交所挂牌上市。东江电机分公司为星河动力子公司。云州钢铁厂长期为星河动力供应硅钢。"
    )
    expect(quote.locator("mark")).to_have_text(["东交所", "云州钢铁厂"])


def test_clicking_a_line_on_the_canvas_opens_its_evidence(page: Any) -> None:
    find(page, "东陵证券交易所")
    page.wait_for_timeout(500)
    middle = page.evaluate(
        """() => {
        const el = document.querySelector('#canvas'), box = el.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2]; }"""
    )
    found = False
    page.keyboard.press("Escape")
    for turn in range(72):
        angle = 2 * math.pi * turn / 72
        page.mouse.click(middle[0] + 42 * math.cos(angle), middle[1] + 42 * math.sin(angle))
        if page.locator(".evidence").count():
            found = True
            break
    assert found
    expect(page.locator(".evidence").first).to_contain_text("挂牌上市")


def test_type_and_relation_filters_count_and_narrow(page: Any) -> None:
    company = page.locator("label.choice", has=page.locator("[data-choice=Company]"))
    expect(company.locator(".count")).to_have_text("4 / 4")
    expect(page.locator("[data-choice=coOccursWith]")).not_to_be_checked()
    before = page.locator("#status").inner_text()
    company.locator("input").click()
    expect(company.locator(".count")).to_have_text("0 / 4")
    assert page.locator("#status").inner_text() != before
    page.locator("[data-choice=coOccursWith]").click()
    expect(page.locator("[data-choice=coOccursWith]")).to_be_checked()


def test_what_is_left_out_is_said(
    open_page: Any, written: Callable[[Graph], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.export.viewer.payload.MOST", 10)
    page = open_page(written(yunzhou()))
    expect(page.locator("#status")).to_contain_text("/ 10 个实体")
    expect(page.locator("#status")).to_contain_text(re.compile("未收入本页：14 个实体、[0-9]+ 条事实"))


def test_language_switch(page: Any) -> None:
    page.locator("#language").click()
    expect(page.locator("h1")).to_have_text("Yunzhou newspaper knowledge graph")
    expect(page.locator("#status")).to_have_text(re.compile(r"^Showing 24 / 24 entities"))
    expect(page.locator("#tab-timeline")).to_have_text("Timeline")
    find(page, "乐正雅")
    expect(page.locator("#panel")).to_contain_text("乐正雅: 书记, 云州市委")
    page.locator("#panel [data-open]").first.click()
    expect(page.locator(".evidence dt")).to_contain_text(["Headline", "Confidence"])
    page.locator("#language").click()
    expect(page.locator("#tab-timeline")).to_have_text("时间线")
