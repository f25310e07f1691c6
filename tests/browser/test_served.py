"""The page of a large graph, from its server: the same page, which fetches what a person asks to see."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from kg.export.rdf import write_turtle
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.export.invented import yunzhou

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("uvicorn", reason="the server is not installed")
    path = tmp_path_factory.mktemp("served") / "yunzhou.ttl"
    write_turtle(yunzhou(), load_ontology(find_ontology(None)), Settings(), path)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "kg", "serve", str(path), "--port", str(port), "--workers", "1"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()
        yield f"http://127.0.0.1:{port}/graph?live=1"
        server.terminate()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(address.partition("/graph")[0]) else complaints.append(r.url))
    for _ in range(50):
        try:
            page.goto(address)
            break
        except Exception:
            page.wait_for_timeout(200)
    page.wait_for_selector("html[data-ready=true]")
    yield page
    context.close()
    assert complaints == []


def test_a_thing_is_found_opened_and_its_sentence_read(page: Any) -> None:
    page.fill("#search", "lezhengya")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#panel h2')?.textContent === '乐正雅'")
    assert "市委书记乐正雅到北岭产业园考察" in page.text_content("#panel")
    page.click("#panel [data-open] >> nth=0")
    page.wait_for_selector("#panel .evidence mark")
    assert "其余事实用到时再取" in page.text_content("#status")


def test_a_way_between_two_things_is_fetched(page: Any) -> None:
    page.click("#open-path")
    for field, name in (("#path-a", "单仲行"), ("#path-b", "曾长乐")):
        page.fill(field, name)
        page.keyboard.press("Enter")
    page.wait_for_selector("#panel .paths li")
    assert "单仲行" in page.text_content("#panel .paths") and "曾长乐" in page.text_content("#panel .paths")
