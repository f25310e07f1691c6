"""Rows put on a shelf come back sorted, each once, as Python sorts them."""

import sqlite3
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OutputError
from kg.export import shelf
from kg.export.shelf import Shelf, fresh

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
ROWS = st.lists(st.tuples(TEXTS, TEXTS | st.just("高新区"), st.integers(0, 3)))


@given(ROWS, st.sampled_from([0, 2, shelf.FEW]))
def test_rows_come_back_sorted_and_once(rows: list[tuple[str, str, int]], few: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "FEW", few)
        there = Shelf(rows, 3)
    assert list(there.all()) == sorted(set(rows))
    for first in {row[0] for row in rows} | {"云"}:
        assert list(there.find(first)) == sorted({row[1:] for row in rows if row[0] == first})


@given(TEXTS)
def test_a_fresh_text_is_the_same(text: str) -> None:
    assert fresh(text) == text


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_SET_UP", (*shelf._SET_UP, "max_page_count=8"))
    monkeypatch.setattr(shelf, "FEW", 10)
    with pytest.raises(OutputError, match="TMPDIR") as told:
        Shelf(((str(n), n) for n in range(100_000)), 2)
    assert isinstance(told.value.__cause__, sqlite3.OperationalError)


def test_a_shelf_may_be_collected_by_another_thread(monkeypatch):
    trouble = []
    monkeypatch.setattr("sys.excepthook", lambda *error: trouble.append(error))
    monkeypatch.setattr("sys.unraisablehook", trouble.append)
    shelves = [Shelf([("a", 1)], 2)]
    thread = threading.Thread(target=shelves.clear)
    thread.start()
    thread.join()
    assert not shelves
    assert not trouble
