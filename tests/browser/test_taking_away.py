"""Pictures, drawings, tables and links that a person takes away."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"


def take(page: Any, name: str) -> Path:
    page.locator("#take").click()
    with page.expect_download() as download:
        page.locator("#take-menu").get_by_role("button", name=name).click()
    return Path(download.value.path())


def test_png_is_a_picture_of_the_canvas(page: Any) -> None:
    content = take(page, "PNG").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(content) > 10_000


def test_svg_has_every_name_and_line(page: Any) -> None:
    root = ET.fromstring(take(page, "SVG").read_text(encoding="utf-8"))
    assert len({node.findtext(f"{SVG}title") for node in root.iter(f"{SVG}path")}) == 24
    written = {node.text for node in root.iter(f"{SVG}text")}
    assert len(written) > 18 and "云州星河动力股份有限公司" in written
    assert any("董事长" in (node.text or "") for node in root.iter(f"{SVG}title"))
    assert len(list(root.iter(f"{SVG}line"))) == 28


def test_csv_has_the_facts_shown(page: Any) -> None:
    page.locator("[data-choice=东陵晚报]").uncheck()
    content = take(page, "CSV").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 21
    row = next(r for r in rows if r["subject"] == "柳如松")
    assert (row["relation"], row["object"], row["title"], row["date"]) == (
        "holdsPost",
        "云州星河动力股份有限公司",
        "董事长",
        "2031-03-12",
    )
    assert row["sentence"].startswith("3月11日") and row["confidence"] == "0.75"


def test_the_address_restores_the_view(page: Any, open_page: Any, yunzhou_file: Path) -> None:
    page.locator("#search").fill("柳如松")
    page.keyboard.press("Enter")
    page.locator("[data-choice=Place]").uncheck()
    page.locator("[data-choice=coOccursWith]").check()
    page.locator("[data-pick=colour]").select_option("community")
    page.locator("#theme").click()
    page.locator("#language").click()
    page.locator("#take").click()
    page.locator("#copy-link").click()
    expect(page.locator("#notice")).to_have_text("Link copied")
    again = open_page(yunzhou_file, "#" + page.url.split("#", 1)[1])
    expect(again.locator("#panel h2")).to_have_text("柳如松")
    expect(again.locator("[data-choice=Place]")).not_to_be_checked()
    expect(again.locator("[data-choice=coOccursWith]")).to_be_checked()
    expect(again.locator("[data-pick=colour]")).to_have_value("community")
    expect(again.locator("html")).to_have_attribute("data-theme", "dark")
    expect(again.locator("html")).to_have_attribute("lang", "en")
    assert again.locator("#status").inner_text() == page.locator("#status").inner_text()


def test_the_address_restores_a_path_and_a_line(page: Any, open_page: Any, yunzhou_file: Path) -> None:
    page.locator("#open-path").click()
    for end in ("永磁牵引电机", "云州市委"):
        page.keyboard.type(end)
        page.keyboard.press("Enter")
    page.wait_for_timeout(800)
    again = open_page(yunzhou_file, "#" + page.url.split("#", 1)[1])
    expect(again.locator(".paths li .claim")).to_contain_text("永磁牵引电机 → ")
    again.locator(".paths li .small .link").first.click()
    expect(again.locator(".evidence blockquote").first).to_contain_text("永磁牵引电机生产线")
    again.wait_for_timeout(400)
    third = open_page(yunzhou_file, "#" + again.url.split("#", 1)[1])
    expect(third.locator(".evidence").first).to_contain_text("永磁牵引电机生产线")


@pytest.mark.parametrize(
    "address", ["#select=nothing", "#view=a,b", "#types=Nope&path=x,y&confidence=9e9", "#moved=:::,official/1:x", "#%"]
)
def test_a_broken_address_is_no_obstacle(open_page: Any, yunzhou_file: Path, address: str) -> None:
    page = open_page(yunzhou_file, address)
    expect(page.locator("#status")).to_contain_text("/ 24 个实体")


def test_print_leaves_controls_out(page: Any) -> None:
    page.locator("#search").fill("柳如松")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for gone in ("#filters", "#controls", "#canvas"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("#panel h2")).to_be_visible()
    expect(page.locator("#print-picture")).to_be_visible()
    assert "柳如松" in page.locator("#print-picture text").all_text_contents()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#print-picture")).to_have_count(0)
    assert page.pdf()[:5] == b"%PDF-"
