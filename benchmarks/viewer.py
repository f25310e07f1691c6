"""The HTML viewer in a headless browser, on generated graphs: size, first picture, frames, search; beside pyvis's page.

Bounds: 1,000 nodes drawn within 1 s, 10,000 nodes with 30,000 facts within 3 s, 30 frames a second, a search 50 ms,
400 bytes a fact. From 100,000 nodes on the page comes from ``kg serve`` and may not pause for more than a second.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.row import Row, timed
from kg.export import html
from kg.export.turtle import write_turtle
from kg.model import Graph
from kg.ontology import find_ontology, load_ontology
from kg.pipeline import build
from kg.settings import Settings
from tests.export.invented import large

SEEDS = Path(__file__).parent.parent / "seeds"
CHROMIUM = Path("/usr/bin/chromium")
SIZES = ((300, 900), (1_000, 3_000), (10_000, 30_000))
#: Nodes and facts of the graph that is served, and the port.
SERVED, PORT = (100_000, 300_000), 7993
#: pyvis's own page is tried up to this many nodes; 1,000 take it two minutes.
PYVIS_MOST = 300

COUNT_FRAMES = """() => { window.frames_ = 0; window.from_ = performance.now(); window.counting_ = true;
    const tick = () => { if (window.counting_) { window.frames_++; requestAnimationFrame(tick); } };
    requestAnimationFrame(tick); }"""
FRAMES_A_SECOND = """() => { window.counting_ = false; return 1000 * frames_ / (performance.now() - from_); }"""
SEARCH = """(text) => { const field = document.getElementById('search'); field.value = text;
    const start = performance.now(); field.dispatchEvent(new Event('input')); return performance.now() - start; }"""
WATCH = """() => { window.pauses_ = []; new PerformanceObserver(list => list.getEntries().forEach(e =>
    pauses_.push(e.duration))).observe({ type: 'longtask' }); }"""
PAINTED = "() => (performance.getEntriesByName('kg-painted')[0] || {}).startTime"
SETTLED = """() => new Promise(done => {
    network.once('stabilizationIterationsDone', () => done(performance.now()));
    setTimeout(() => done(-1), 120000); })"""


def rows(data: Path) -> list[Row]:
    """Figures for each size; none where there is no chromium."""
    if not CHROMIUM.is_file():
        return []
    with tempfile.TemporaryDirectory() as folder, _browser() as browser:
        table = [row for nodes, facts in SIZES for row in _measure(browser, Path(folder), nodes, facts)]
        return [_seeds(Path(folder)), *table, *_served(browser, Path(folder))]


@contextlib.contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()


def _measure(browser: Any, folder: Path, nodes: int, facts: int) -> Iterator[Row]:
    graph, path, of = large(nodes, facts), folder / f"{nodes}.html", f"{nodes:,} nodes, {facts:,} facts"
    ontology = load_ontology(find_ontology(None))
    seconds, _ = timed(lambda: html.write_html(graph, ontology, Settings(), path))
    yield Row(f"written, {of}", seconds, "s")
    yield Row(f"data in the file, {of}", (path.stat().st_size - _fixed()) / facts, "bytes/fact")
    beside = _pyvis(browser, graph, folder / "pyvis.html") if nodes <= PYVIS_MOST else None
    yield _against(Row(f"file, {of}", path.stat().st_size / facts, "bytes/fact"), beside and beside[0] / facts)
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(path.as_uri())
    page.wait_for_function(PAINTED)
    yield _against(Row(f"first picture, {of}", page.evaluate(PAINTED), "ms"), beside and beside[1])
    yield Row(f"dragging, {of}", _frames(page, _drag), "frames/s")
    yield Row(f"zooming, {of}", _frames(page, _zoom), "frames/s")
    slowest = max(page.evaluate(SEARCH, text) for text in ("云", "yun", "yayuan", "y", "雲安", "不在图中", "zzzz"))
    yield Row(f"slowest of 7 searches, {of}", slowest, "ms")
    page.close()


def _frames(page: Any, act: Any) -> float:
    page.evaluate(COUNT_FRAMES)
    act(page)
    return float(page.evaluate(FRAMES_A_SECOND))


def _drag(page: Any) -> None:
    page.mouse.move(700, 760)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(700 + 3 * step, 760 - 4 * step)
    page.mouse.up()


def _zoom(page: Any) -> None:
    for step in range(40):
        page.mouse.wheel(0, -60 if step < 20 else 60)


def _against(row: Row, pyvis: float | None) -> Row:
    return replace(row, against="pyvis's page", ratio=pyvis / row.value) if pyvis else row


def _seeds(folder: Path) -> Row:
    """What a fact of the project's own pages costs, with all that the page holds besides."""
    graph, _ = build([SEEDS], folder / "seeds", Settings())
    path = next((folder / "seeds").glob("*.html"))
    return Row("file, the five seed pages", path.stat().st_size / sum(1 for _ in graph.relations()), "bytes/fact")


def _fixed() -> int:
    """Bytes of a page without data: the drawing library, the page's own script and style."""
    return len(html.render("云州", "{}").encode())


def _pyvis(browser: Any, graph: Graph, path: Path) -> tuple[int, float | None]:
    """Bytes of the page that pyvis itself writes for the graph, and milliseconds until it has settled (None: never)."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for entity in graph.entities:
        network.add_node(entity.id, label=entity.name, group=entity.type)
    for s in graph.relations():
        network.add_edge(graph.canonical[s.subject], graph.canonical[s.object], title=s.sentence)
    path.write_text(network.generate_html(), encoding="utf-8")
    page = browser.new_page()
    page.context.set_offline(True)
    page.goto(path.as_uri())
    settled = float(page.evaluate(SETTLED))
    page.close()
    return path.stat().st_size, settled if settled > 0 else None


def _served(browser: Any, folder: Path) -> Iterator[Row]:
    """The page of a graph too large for one file, from the server: how long a person waits for each thing."""
    graph, path = large(*SERVED), folder / "served.ttl"
    write_turtle(graph, load_ontology(find_ontology(None)), Settings(), path)
    names = [graph.by_id[e.id].name for e in graph.entities]
    of = f"{SERVED[0]:,} nodes, {SERVED[1]:,} facts, served"
    with _server(path) as address:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.wait_for_function(PAINTED, timeout=600_000)
        page.reload()
        page.wait_for_function(PAINTED)
        yield Row(f"first picture, {of}", page.evaluate(PAINTED), "ms")
        page.evaluate(WATCH)
        yield Row(
            f"slowest of 3 searches, {of}", max(page.evaluate(SEARCH, t) for t in ("云安", "yunan", names[-1])), "ms"
        )
        for act, run in (("open a thing", _open), ("expand it", _expand)):
            yield Row(f"{act}, {of}", max(_waited(page, run, name) for name in names[:: len(names) // 5]), "ms")
        yield Row(f"longest pause, {of}", page.evaluate("Math.max(0, ...pauses_)"), "ms", "one second")
        page.close()


@contextlib.contextmanager
def _server(path: Path) -> Iterator[str]:
    words = [sys.executable, "-m", "kg", "serve", str(path), "--port", str(PORT)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            server.stdout.readline()
            _listening()
            yield f"http://127.0.0.1:{PORT}/graph"
        finally:
            server.terminate()


def _listening() -> None:
    """Wait until the server takes calls: it names its address before."""
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", PORT), timeout=1):
            return
        time.sleep(0.1)


def _waited(page: Any, run: Any, name: str) -> float:
    """Milliseconds until the page shows what was asked of it."""
    seconds, _ = timed(lambda: run(page, name))
    return 1000 * seconds


def _open(page: Any, name: str) -> None:
    page.fill("#search", name)
    page.keyboard.press("Enter")
    page.wait_for_function("name => document.querySelector('#panel h2')?.textContent === name", arg=name)


def _expand(page: Any, name: str) -> None:
    _open(page, name)
    if page.locator("[data-act=expand]").is_enabled():
        page.click("[data-act=expand]")
        page.wait_for_selector("#notice.on")
