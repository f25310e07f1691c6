"""Tables, timeline and matrix; dark, phone; what a screen reader is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.model import Graph, Source
from tests.export.invented import SOURCES, yunzhou

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.browser


def column(page: Any, view: str, number: int) -> list[str]:
    return page.locator(f"#view-{view} tbody tr > :nth-child({number})").all_inner_texts()


def test_entity_table_sorts_by_click_and_key(page: Any) -> None:
    page.locator("#tab-entities").click()
    counts = [int(x) for x in column(page, "entities", 4)]
    assert counts == sorted(counts, reverse=True) and len(counts) == 24
    header = page.locator("#view-entities th", has=page.locator("[data-sort='c.neighbours']"))
    expect(header).to_have_attribute("aria-sort", "descending")
    page.locator("#view-entities [data-sort='c.neighbours']").focus()
    page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("#view-entities [data-sort='c.neighbours']")).to_be_focused()
    counts = [int(x) for x in column(page, "entities", 4)]
    assert counts == sorted(counts)
    page.locator("#view-entities tbody button", has_text="重阳路").click()
    expect(page.locator("#panel h2")).to_have_text("重阳路")
    expect(page.locator("#view-graph")).to_be_visible()


def test_fact_table_follows_filters_and_opens_evidence(page: Any) -> None:
    page.locator("#tab-facts").click()
    assert len(column(page, "facts", 1)) == 28
    page.locator("[data-choice=东陵晚报]").uncheck()
    assert len(column(page, "facts", 1)) == 21
    page.locator("#view-facts tbody tr", has_text="董事长").locator("td button").first.click()
    expect(page.locator(".evidence blockquote")).to_contain_text("星河动力董事长柳如松")


def test_timeline_orders_events_and_posts_by_date(page: Any, pictures: Path) -> None:
    page.locator("#tab-timeline").click()
    dates = page.locator(".years time").all_inner_texts()
    assert dates == ["2031-03-12", "2032-06-01", "2033-10"]
    first, second, third = page.locator(".years > li").all()
    expect(first).to_contain_text("柳如松任云州星河动力股份有限公司董事长")
    expect(second).to_contain_text("云州市人民政府主办第三届云州装备博览会")
    expect(third).to_contain_text("乐正雅任云州市委书记")
    marks = page.locator(".axis circle")
    expect(marks).to_have_count(3)
    middles = [float(m.get_attribute("cx")) for m in marks.all()]
    assert middles == sorted(middles) and len(set(middles)) == 3
    page.screenshot(path=pictures / "timeline.png")
    second.get_by_role("button", name="曾长乐出席").click()
    expect(page.locator(".evidence blockquote").first).to_contain_text("出席装备博览会")


def test_what_has_no_date_comes_last_and_many_papers_are_counted(
    open_page: Any, written: Callable[[Graph], Path]
) -> None:
    others = [Source(f"{i}_yunzhou", f"{name}报", "2034-01-01", "云州") for i, name in enumerate("甲乙丙", start=103)]
    page = open_page(written(yunzhou(sources=[replace(SOURCES[0], date=""), *SOURCES[1:], *others])))
    expect(page.locator("#imprint")).to_contain_text("等 5 种报纸 2032-06-01")
    page.locator("#tab-timeline").click()
    assert page.locator(".years time").all_inner_texts() == ["2032-06-01", "2033-10", "日期不明"]


def test_matrix_tells_stated_from_inferred(page: Any) -> None:
    page.locator("#tab-matrix").click()
    stated = page.get_by_role("button", name="轨道装备产业集群 · 云州星河动力股份有限公司")
    through = page.get_by_role("button", name="轨道装备产业集群 · 云州高新区 · 经由 云州星河动力股份有限公司")
    expect(stated).to_have_class("")
    expect(through).to_have_class("through")
    stated.click()
    expect(page.locator(".evidence blockquote").first).to_contain_text("轨道装备产业集群的龙头")


def test_tabs_by_arrow_keys(page: Any) -> None:
    page.locator("#tab-graph").focus()
    for name in ("entities", "facts", "timeline", "matrix", "graph"):
        page.keyboard.press("ArrowRight")
        expect(page.locator(f"#tab-{name}")).to_be_focused()
        expect(page.locator(f"#tab-{name}")).to_have_attribute("aria-selected", "true")
        expect(page.locator(f"#view-{name}")).to_be_visible()


def test_everything_to_press_has_a_name(page: Any) -> None:
    page.locator("#search").fill("柳如松")
    page.keyboard.press("Enter")
    for tab in ("graph", "entities", "matrix"):
        page.locator(f"#tab-{tab}").click()
        for control in page.locator("button:visible, input:visible, select:visible").all():
            name = control.evaluate(
                "e => e.ariaLabel || e.innerText || (e.labels && [...e.labels].map(l => l.innerText).join('')) || ''"
            )
            assert name.strip(), control.evaluate("e => e.outerHTML")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_wcag_aa_is_broken(open_page: Any, yunzhou_file: Path, scheme: str) -> None:
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    page = open_page(yunzhou_file, color_scheme=scheme)
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()

    def broken(place: str) -> list[tuple[str, str, str]]:
        found = axe.run(page, options={"runOnly": rules}).response["violations"]
        return [(place, v["id"], v["nodes"][0]["html"]) for v in found]

    found = broken("start")
    page.locator("#search").fill("柳如松")
    found += broken("search")
    page.keyboard.press("Enter")
    found += broken("entity")
    page.locator("#panel [data-open]").first.click()
    page.locator(".evidence .actions button").first.click()
    found += broken("evidence")
    for tab in ("entities", "facts", "timeline", "matrix", "graph"):
        page.locator(f"#tab-{tab}").click()
        found += broken(tab)
    page.locator("#take").click()
    page.locator("#open-path").click()
    assert found + broken("path") == []


def test_focus_goes_from_search_to_views_to_panel(page: Any) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    order = []
    for _ in range(60):
        page.keyboard.press("Tab")
        place = page.evaluate("(document.activeElement.closest('#top, #filters, #views, #panel') || {}).id")
        if place and (not order or order[-1] != place):
            order.append(place)
    assert order[:4] == ["top", "filters", "views", "panel"]


def test_dark_follows_the_system_and_can_be_switched(open_page: Any, yunzhou_file: Path, pictures: Path) -> None:
    page = open_page(yunzhou_file, color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.screenshot(path=pictures / "dark.png")
    page.locator("#theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_on_a_phone(open_page: Any, yunzhou_file: Path, pictures: Path) -> None:
    page = open_page(
        yunzhou_file, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#filters-body")).to_be_hidden()
    page.locator("#filters-toggle").tap()
    expect(page.locator("#filters-body")).to_be_visible()
    page.locator("#filters-toggle").tap()
    page.locator("#search").tap()
    page.keyboard.type("lzy")
    page.locator(".options li").first.tap()
    expect(page.locator("#panel h2")).to_have_text("乐正雅")
    page.wait_for_timeout(500)
    page.screenshot(path=pictures / "phone.png")
    page.locator("#take").tap()
    page.locator("#copy-link").tap()
    again = open_page(yunzhou_file, "#" + page.url.split("#", 1)[1])  # laid on its side there too
    expect(again.locator("#panel h2")).to_have_text("乐正雅")
    assert "turned=1" in again.url
    page.locator("#panel .close").tap()
    expect(page.locator("#panel")).to_be_hidden()
