"""Names, sentences, headings, labels and addresses are text, whatever they look like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.export.html import write_html
from kg.model import Graph
from kg.ontology import Ontology, find_ontology, load_ontology
from kg.settings import Settings
from tests.export.invented import SOURCES, STORIES, THINGS, yunzhou

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.browser

HOSTILE = (
    "</script><script>window.ran=1</script><img src=x onerror=window.ran=1><svg onload=window.ran=1>"
    '"\'><a href="javascript:window.ran=1">href</a><!--\u2028\u2029{{data}}'
)


def hostile_graph() -> Graph:
    """The invented city with markup in every field of text that a page, a rule or a resolver can give."""
    things = {n + HOSTILE: (t, (HOSTILE + n, *a)) for n, (t, a) in THINGS.items()}
    stories = [
        replace(
            s, headline=HOSTILE + s.headline, authors=(HOSTILE,),
            sentences=[
                (
                    HOSTILE + "".join(things) + text,
                    [(a + HOSTILE, p, b + HOSTILE, HOSTILE + t) for a, p, b, t in facts],
                )
                for text, facts in s.sentences
            ],
        )
        for s in STORIES
    ]  # fmt: skip
    sources = [
        replace(s, publication=HOSTILE + s.publication, date=s.date + HOSTILE, number=HOSTILE, city=HOSTILE)
        for s in SOURCES
    ]
    graph = yunzhou(things, stories, sources)
    statements = tuple(replace(s, rule=HOSTILE, value=HOSTILE, date=HOSTILE + s.date) for s in graph.statements)
    merges = tuple(replace(m, reason=HOSTILE) for m in graph.merges)
    return replace(graph, statements=statements, merges=merges)


def hostile_labels(ontology: Ontology) -> Ontology:
    types = {k: replace(t, zh=HOSTILE, en=HOSTILE) for k, t in ontology.types.items()}
    return replace(
        ontology, types=types, relations={k: replace(r, zh=HOSTILE, en=HOSTILE) for k, r in ontology.relations.items()}
    )


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "graph.html"
    write_html(hostile_graph(), hostile_labels(load_ontology(find_ontology(None))), Settings(name=HOSTILE), path)
    return path


def nothing_ran(page: Any) -> None:
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.querySelectorAll('script').length") == 2
    assert page.evaluate("document.querySelectorAll('img, svg[onload], iframe, a[href^=javascript]').length") == 0
    handlers = "[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/.test(a.name)))"
    assert page.evaluate(handlers + ".length") == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_in_the_data_runs(open_page: Callable[..., Any], hostile_file: Path, language: str) -> None:
    page = open_page(hostile_file, f"#lang={language}")
    nothing_ran(page)
    page.locator("#search").fill("<script>")
    expect(page.locator(".options li").first).to_contain_text("<script>")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_contain_text("</script><script>window.ran=1</script>")
    nothing_ran(page)
    page.locator("[data-open]").first.click()
    expect(page.locator(".evidence blockquote").first).to_contain_text("onerror=window.ran=1")
    page.locator(".evidence .actions button").first.click()
    page.locator(".evidence .cite").first.click()
    nothing_ran(page)
    for tab in ("entities", "facts", "timeline", "matrix", "graph"):
        page.locator(f"#tab-{tab}").click()
        nothing_ran(page)
    page.locator("[data-pick=colour]").select_option("community")
    page.locator("#language").click()
    page.mouse.move(700, 450)
    page.wait_for_timeout(400)
    nothing_ran(page)


def test_what_is_taken_away_is_inert_too(open_page: Callable[..., Any], hostile_file: Path) -> None:
    page = open_page(hostile_file)
    for name, opener in (("SVG", "#save-svg"), ("CSV", "#save-csv")):
        page.locator("#take").click()
        with page.expect_download() as download:
            page.locator(opener).click()
        text = Path(download.value.path()).read_text(encoding="utf-8-sig")
        if name == "SVG":
            assert "<script" not in text and "<img" not in text and "&lt;script" in text
        else:
            assert not any(line.startswith(("=", "+", "@")) for line in text.splitlines())


def test_an_address_cannot_run_anything(open_page: Callable[..., Any], hostile_file: Path) -> None:
    for key in ("select", "add", "path", "lang", "theme", "tab", "moved", "types", "papers"):
        page = open_page(hostile_file, f"#{key}=<img src=x onerror=window.ran=1>")
        nothing_ran(page)
