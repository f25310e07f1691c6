"""The example notebook runs from its first cell to its last and shows what it is there to show."""

from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
pytest.importorskip("ipykernel", reason="ipykernel is not installed")
NOTEBOOK = Path(__file__).parent.parent / "docs" / "notebook.ipynb"


@pytest.fixture(scope="module")
def shown() -> dict[str, dict[str, Any]]:
    """The source of each cell of code -> what it shows, by media type; printed text as text/plain."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    resources = {"metadata": {"path": str(NOTEBOOK.parent)}}
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return {cell.source: _data(cell.outputs) for cell in cells}


def _data(outputs: list[Any]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for output in outputs:
        data |= output.get("data", {"text/plain": output.get("text", "")})
    return data


def test_every_cell_shows_something(shown: dict[str, dict[str, Any]]) -> None:
    assert all(data for data in shown.values())


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("kg.open", "<BuiltGraph zhuzhou.ttl"),
        ('g.query("posts"', "陈恢清"),
        ("g.entity", "陈恢清 Official"),
        ("g.to_networkx", "株洲市"),
        ("g.to_arrow", "holdsPost"),
    ],
)
def test_what_is_shown_is_the_graph(shown: dict[str, dict[str, Any]], call: str, text: str) -> None:
    [data] = [data for source, data in shown.items() if call in source]
    assert text in data["text/plain"]


def test_the_view_is_the_interactive_page(shown: dict[str, dict[str, Any]]) -> None:
    [data] = [data for source, data in shown.items() if "g.view" in source]
    assert data["text/html"].startswith("<iframe srcdoc=") and "height:500px" in data["text/html"]


def test_no_answer_is_kept_in_the_file() -> None:
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
