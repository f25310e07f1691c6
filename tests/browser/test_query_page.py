"""The query page of the server, in a real browser: a ready question is chosen, asked and answered; nothing leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.serve.running import running

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of a running server with the invented city."""
    with running(tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The query page; afterwards nothing may have been printed as an error, or asked of any other server."""
    context, complaints = browser.new_context(viewport={"width": 1280, "height": 900}), []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else complaints.append(r.url))
    page.goto(address + "/query")
    yield page
    context.close()
    assert [text for text in complaints if "status of 400" not in text] == []


def test_a_ready_question_is_answered(page: Any) -> None:
    page.locator("#ready").select_option("products")
    rows = page.locator(".yasr tbody tr")
    expect(rows.first).to_be_visible()
    expect(page.locator(".CodeMirror:visible")).to_contain_text("SELECT")
    expect(page.locator(".yasgui .tab.active")).to_contain_text("products")


def test_a_question_of_ones_own_is_answered_and_things_lead_to_their_pages(page: Any, address: str) -> None:
    query = "SELECT ?x ?name { ?x a kg:Honor ; skos:prefLabel ?name }"
    page.evaluate("(query) => { yasgui.getTab().setQuery(query); }", query)
    page.locator(".yasqe_queryButton:visible").click()
    expect(page.locator(".yasr tbody tr").first).to_contain_text("国家科技进步奖二等奖")
    with page.context.expect_page() as opened:
        page.locator(".yasr tbody a.iri").first.click()
    opened.value.wait_for_load_state()
    assert opened.value.url.startswith(address + "/id/honor/")
    expect(opened.value.locator("h1")).to_contain_text("国家科技进步奖二等奖")


def test_what_is_wrong_with_a_query_is_said(page: Any) -> None:
    page.evaluate("() => { yasgui.getTab().setQuery('SELECT ?x { ?x a <http://a> } LIMIT -1'); }")
    page.locator(".yasqe_queryButton:visible").click()
    expect(page.locator(".yasr:visible")).to_contain_text("not SPARQL")
