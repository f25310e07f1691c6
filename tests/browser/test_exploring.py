"""Growing, shrinking and narrowing the picture, and finding ways through it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.model import Graph
from tests.export.invented import SOURCES, large, yunzhou

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def large_file(written: Callable[[Graph], Path]) -> Path:
    return written(large(800, 1600))


def choose(page: Any, name: str) -> None:
    page.locator("#search").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(name)


def act(page: Any, name: str) -> None:
    page.locator("#panel .actions").get_by_role("button", name=name, exact=True).click()


def picture_of(page: Any) -> str:
    page.wait_for_timeout(100)
    return page.evaluate("document.querySelector('#canvas canvas').toDataURL()")


def shown(page: Any) -> int:
    return int(re.search(r"显示 ([\d,]+) /", page.locator("#status").inner_text())[1].replace(",", ""))


def test_starts_with_the_core_and_grows_on_demand(open_page: Any, large_file: Path) -> None:
    page = open_page(large_file)
    expect(page.locator("#status")).to_contain_text("/ 800 个实体")
    start = shown(page)
    assert start <= 300
    page.locator("#panel ol .link").first.click()
    expect(page.locator("#panel")).to_contain_text("个相邻实体未显示")
    act(page, "展开")
    assert start < shown(page) <= start + 40
    grown = shown(page)
    act(page, "收起")
    assert shown(page) < grown
    page.locator("#reset").click()
    assert shown(page) == start


def test_double_click_expands(open_page: Any, large_file: Path) -> None:
    page = open_page(large_file)
    start = shown(page)
    page.locator("#panel ol .link").first.click()
    page.wait_for_timeout(500)
    box = page.locator("#canvas").bounding_box()
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#notice")).to_contain_text("加入")
    assert shown(page) > start


def test_hide_pin_and_only_around(page: Any) -> None:
    choose(page, "云州大学")
    act(page, "隐藏")
    expect(page.locator("#status")).to_contain_text("显示 22 / 24")  # the prize hung on the university alone
    choose(page, "重阳路")
    act(page, "固定")
    choose(page, "永磁牵引电机")
    act(page, "只看周边")
    expect(page.locator("#status")).to_contain_text("显示 3 / 24")  # the motor, its maker, the pinned road
    page.locator("#reset").click()
    expect(page.locator("#status")).to_contain_text("显示 24 / 24")


def test_shortest_path_and_all_paths(page: Any, pictures: Path) -> None:
    page.locator("#open-path").click()
    page.keyboard.type("yongci")
    page.keyboard.press("Enter")
    page.keyboard.type("云州市委")
    page.keyboard.press("Enter")
    steps = page.locator(".paths li")
    expect(steps).to_have_count(1)
    expect(steps.first.locator(".claim")).to_have_text("永磁牵引电机 → 云州星河动力股份有限公司 → 单仲行 → 云州市委")
    expect(steps.first).to_contain_text("单仲行调研云州星河动力股份有限公司")
    page.wait_for_timeout(500)
    page.screenshot(path=pictures / "path.png")
    page.locator("#path-a").fill("单仲行")
    page.keyboard.press("Enter")
    page.locator("#path-b").fill("柳如松")
    page.keyboard.press("Enter")
    page.locator("#path-all").click()
    texts = [t.split("\n")[0] for t in page.locator(".paths li .claim").all_inner_texts()]
    assert texts[0] == "单仲行 → 柳如松"
    assert "单仲行 → 云州星河动力股份有限公司 → 柳如松" in texts
    assert "单仲行 → 云州市委 → 乐正雅 → 柳如松" in texts
    assert all(t.count("→") <= 3 for t in texts)


def test_no_path_is_said(page: Any) -> None:
    page.locator("[data-choice=holdsPost]").uncheck()
    page.locator("#open-path").click()
    page.keyboard.type("云州市工信局")
    page.keyboard.press("Enter")
    page.keyboard.type("云州市委")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("没有路径")


def test_colour_by_community_and_size_by_centrality(page: Any) -> None:
    seen = [picture_of(page)]
    page.locator("[data-pick=colour]").select_option("community")
    expect(page.locator("#filters")).to_contain_text("云州星河动力股份有限公司 一群")
    seen.append(picture_of(page))
    for measure in ("pagerank", "betweenness"):
        page.locator("[data-pick=size]").select_option(measure)
        expect(page.locator("[data-pick=size]")).to_have_value(measure)
        seen.append(picture_of(page))
    assert len(set(seen)) == 4


def test_nothing_moves_by_itself_and_the_same_file_opens_the_same(
    page: Any, open_page: Any, yunzhou_file: Path
) -> None:
    first = picture_of(page)
    page.wait_for_timeout(800)
    assert picture_of(page) == first == picture_of(open_page(yunzhou_file))


def facts_shown(page: Any) -> int:
    return int(re.search(r"· ([\d,]+) / [\d,]+ 条事实", page.locator("#status").inner_text())[1])


def test_paper_filter(page: Any) -> None:
    paper = page.locator("label.choice", has=page.locator("[data-choice=云州日报]"))
    expect(paper.locator(".count")).to_have_text("21")
    paper.locator("input").uncheck()
    assert facts_shown(page) == 7
    page.locator("[data-choice=东陵晚报]").uncheck()
    assert facts_shown(page) == 0


def test_a_page_of_no_known_paper_is_shown_too(
    open_page: Any, written: Callable[[Graph], Path], yunzhou_file: Path
) -> None:
    sources = [replace(s, publication="") if s.publication == "东陵晚报" else s for s in SOURCES]
    path = written(yunzhou(sources=sources))
    page = open_page(path)
    assert facts_shown(page) == 28
    page.locator("[data-choice='']").uncheck()
    assert facts_shown(page) == 21
    page.locator("#take").click()
    page.locator("#copy-link").click()
    assert facts_shown(open_page(path, "#" + page.url.split("#", 1)[1])) == 21


def test_date_and_confidence_sliders_by_keyboard(page: Any) -> None:
    everything = facts_shown(page)
    page.locator("[data-slider=from]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-slider=from]")).to_be_focused()
    later = facts_shown(page)
    assert later < everything
    page.keyboard.press("ArrowLeft")
    assert facts_shown(page) == everything
    page.locator("[data-slider=confidence]").focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    expect(page.locator("label.slider", has=page.locator("[data-slider=confidence]")).locator("output")).to_have_text(
        "60%"
    )
    assert 0 < facts_shown(page) < everything


def test_canvas_by_keyboard(page: Any) -> None:
    page.locator("#canvas").focus()
    page.keyboard.press("n")
    expect(page.locator("#panel h2")).to_have_text("云州星河动力股份有限公司")
    page.keyboard.press("n")
    second = page.locator("#panel h2").inner_text()
    page.keyboard.press("p")
    expect(page.locator("#panel h2")).not_to_have_text(second)
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_count(0)


def test_dragging_a_node_moves_it_and_the_address_remembers(page: Any) -> None:
    choose(page, "柳如松")
    page.wait_for_timeout(500)
    box = page.locator("#canvas").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 120, middle[1] + 60, steps=6)
    page.mouse.up()
    page.wait_for_timeout(400)
    assert "moved=" in page.url
