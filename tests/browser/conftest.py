"""Pages opened from disk with the network out of reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.export.html import write_html
from kg.model import Graph
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.export.invented import yunzhou

Opener = Callable[..., Any]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Graph], Path]:
    folder = tmp_path_factory.mktemp("viewer")
    ontology = load_ontology(find_ontology(None))

    def write(graph: Graph) -> Path:
        path = folder / f"{len(list(folder.iterdir()))}.html"
        write_html(graph, ontology, Settings(), path)
        return path

    return write


@pytest.fixture(scope="session")
def yunzhou_file(written: Callable[[Graph], Path]) -> Path:
    return written(yunzhou())


@pytest.fixture
def open_page(browser: Any) -> Iterator[Opener]:
    """Opens a file offline; afterwards nothing may have been thrown, printed as an error, or asked of the network."""
    contexts, complaints = [], []

    def open_(path: Path, address: str = "", **options: Any) -> Any:
        context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on(
            "request", lambda r: None if r.url.startswith(("file:", "blob:", "data:")) else complaints.append(r.url)
        )
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-ready=true]")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page: Opener, yunzhou_file: Path) -> Any:
    """The invented city, as it opens."""
    return open_page(yunzhou_file)


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the screenshots that tests take."""
    return tmp_path_factory.mktemp("pictures")
