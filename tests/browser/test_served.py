"""The page of a large graph, from its server: the same page, which fetches what a person asks to see."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kg.export.turtle import write_turtle
from kg.model import Graph
from kg.ontology import find_ontology, load_ontology
from kg.serve.live import FIRST
from kg.settings import Settings
from tests.export.invented import large, yunzhou

pytestmark = pytest.mark.browser


@contextmanager
def served(graph: Graph, folder: Path) -> Iterator[str]:
    """The address of the page of a graph, from a server of its own."""
    pytest.importorskip("uvicorn", reason="the server is not installed")
    write_turtle(graph, load_ontology(find_ontology(None)), Settings(), folder / "graph.ttl")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "kg", "serve", str(folder / "graph.ttl"), "--port", str(port), "--workers", "1"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()
        yield f"http://127.0.0.1:{port}/graph?live=1"
        server.terminate()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(yunzhou(), tmp_path_factory.mktemp("served")) as address:
        yield address


@contextmanager
def opened(browser: Any, address: str) -> Iterator[Any]:
    """The page as it opens; it may throw nothing and ask nobody else."""
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


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    with opened(browser, address) as page:
        yield page


def test_a_thing_is_found_opened_and_its_sentence_read(page: Any) -> None:
    page.fill("#search", "lezhengya")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#panel h2')?.textContent === '乐正雅'")
    assert "市委书记乐正雅到北岭产业园考察" in page.text_content("#panel")
    page.click("#panel [data-open] >> nth=0")
    page.wait_for_selector("#panel .evidence mark")
    assert "其余事实用到时再取" in page.text_content("#status")


def test_who_waits_for_the_data_is_told(browser: Any, address: str) -> None:
    page = browser.new_page()
    kept = []
    page.route("**/graph/start", lambda route: kept.append(route))
    page.goto(address)
    page.wait_for_selector("#notice.on")
    assert "正在取数据" in page.text_content("#notice")
    kept[0].continue_()
    page.wait_for_selector("html[data-ready=true]")
    assert page.locator("#notice.on").count() == 0
    page.close()


def test_a_way_between_two_things_is_fetched(page: Any) -> None:
    page.click("#open-path")
    for field, name in (("#path-a", "单仲行"), ("#path-b", "曾长乐")):
        page.fill(field, name)
        page.keyboard.press("Enter")
    page.wait_for_selector("#panel .paths li")
    assert "单仲行" in page.text_content("#panel .paths") and "曾长乐" in page.text_content("#panel .paths")


def test_the_rest_of_a_great_things_facts_comes_after_the_first(browser: Any, tmp_path: Path) -> None:
    graph = large(120, 400)
    facts = Counter(end for s in graph.relations() for end in (graph.canonical[s.subject], graph.canonical[s.object]))
    greatest, count = facts.most_common(1)[0]
    assert count > FIRST
    name = graph.by_id[greatest].name
    with served(graph, tmp_path) as address, opened(browser, address) as page:
        page.fill("#search", name)
        page.keyboard.press("Enter")
        page.wait_for_function(f"() => document.querySelector('#panel').textContent.includes(' {count} 条事实')")
        assert page.text_content("#panel h2") == name
