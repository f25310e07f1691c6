"""Two builds on one folder exclude each other; a build that is killed holds nobody up and leaves nothing half done."""

import multiprocessing
import os
import random
import signal
import time
from dataclasses import replace
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from kg.cache.lock import only_one
from kg.errors import OutputError
from kg.model import Source
from kg.pipeline import build
from tests.cache.corpus import SETTINGS, Pages, extractor, visible, write_pages

KILLS = 50
#: Two states of a folder of pages, between which the builds that are killed change.
BEFORE: Pages = {"a": (0, 1), "b": (2, 3, 7), "c": (5,), "d": (4, 6, 8)}
AFTER: Pages = {"a": (0, 1, 2), "c": (5,), "d": (4, 6), "e": (7, 3)}
FORK = multiprocessing.get_context("fork")


def test_the_second_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.cache.lock._GRACE", 0.1)
    with (
        only_one(tmp_path),
        pytest.raises(OutputError, match=r"another build is at work here; wait .* --out"),
        only_one(tmp_path),
    ):
        pass
    with only_one(tmp_path):
        pass


def test_a_killed_holder_lets_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = FORK.Event()
    holder = FORK.Process(target=_hold, args=(tmp_path, ready))
    holder.start()
    assert ready.wait(10)
    monkeypatch.setattr("kg.cache.lock._GRACE", 0.1)
    with pytest.raises(OutputError), only_one(tmp_path):
        pass
    os.kill(holder.pid or 0, signal.SIGKILL)
    holder.join()
    with only_one(tmp_path):
        pass


def _hold(folder: Path, ready: Event) -> None:
    with only_one(folder):
        ready.set()
        time.sleep(60)


@pytest.mark.slow
@pytest.mark.parametrize("beside", [False, True], ids=["read by a pool", "read beside the records"])
def test_killed_at_any_moment_the_next_run_goes_on_and_ends_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: bool
) -> None:
    monkeypatch.setattr("kg.pipeline.Extractor", lambda ontology, settings: extractor())
    monkeypatch.setattr("kg.engine.POOL_FLOOR", 12 if beside else 2)
    monkeypatch.setattr("kg.export.files.LARGE", 0)
    whole = []
    for name, corpus in (("before", BEFORE), ("after", AFTER)):
        write_pages(tmp_path / name, corpus)
        extractor()((tmp_path / name / "a.txt", Source("a")))  # loads what is loaded with the first page
        start = time.monotonic()
        _build(tmp_path / name, tmp_path / f"{name}-out")
        longest = time.monotonic() - start  # of the second, when all libraries are loaded
        whole.append(visible(tmp_path / f"{name}-out"))
    chance = random.Random(11)
    for _ in range(KILLS):
        pages = tmp_path / chance.choice(("before", "after"))
        run = FORK.Process(target=_build, args=(pages, tmp_path / "out"))
        run.start()
        time.sleep(chance.uniform(0, longest))
        os.kill(run.pid or 0, signal.SIGKILL)
        run.join()
        for path, content in visible(tmp_path / "out").items():
            assert content in [state[path] for state in whole], f"{path} is neither of before nor of after"
    for name, expected in (("before", whole[0]), ("after", whole[1])):
        _build(tmp_path / name, tmp_path / "out")
        assert visible(tmp_path / "out") == expected
    assert not list(tmp_path.glob("out/**/*.tmp"))


def _build(pages: Path, out: Path) -> None:
    build([pages], out, replace(SETTINGS, workers=2))
