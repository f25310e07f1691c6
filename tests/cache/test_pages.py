"""A build goes on from the one before it, and ends as if it had started from nothing."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cache.pages import FOLDER
from kg.engine import Extraction, Failure, Job, Result, read
from kg.model import Page
from kg.pipeline import build
from tests.cache.corpus import SENTENCES, SETTINGS, Pages, extractor, visible, write_pages

PAGES: Pages = {"a": (0, 1), "b": (2, 3, 7), "c": (5,), "d": (4, 6, 8)}
NUMBERS = st.lists(st.integers(0, len(SENTENCES) - 1), min_size=1, max_size=4)
CORPUS = st.dictionaries(st.sampled_from("abcdef"), NUMBERS, min_size=1, max_size=6)


class Counting:
    """The extractor, and the names of the files whose pages it was given."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, job: Job) -> Result:
        page = read(job, SETTINGS)
        return page if isinstance(page, Failure) else self.extract(page)

    def extract(self, page: Page) -> Extraction:
        self.read.append(f"{page.id}.txt")
        return extractor().extract(page)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting()
    monkeypatch.setattr("kg.pipeline.Extractor", lambda ontology, settings: counting)
    return counting


def again(reading: Counting, pages: Path, out: Path) -> list[str]:
    """The files that another build reads."""
    reading.read.clear()
    build([pages], out, SETTINGS)
    return reading.read


def test_only_what_is_new_or_changed_is_read(tmp_path: Path, reading: Counting) -> None:
    pages, out = tmp_path / "pages", tmp_path / "out"
    write_pages(pages, PAGES)
    assert again(reading, pages, out) == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert again(reading, pages, out) == []
    write_pages(pages, {**PAGES, "b": (2, 3), "e": (7,)})
    assert again(reading, pages, out) == ["b.txt", "e.txt"]
    write_pages(pages, {"a": (0, 1)})
    assert again(reading, pages, out) == []
    assert len([p for p in (out / FOLDER / "pages").rglob("*") if p.is_file()]) == 1


def test_what_a_page_is_said_to_be_counts_and_a_copy_is_known(tmp_path: Path, reading: Counting) -> None:
    pages, out = tmp_path / "pages", tmp_path / "out"
    write_pages(pages, PAGES)
    again(reading, pages, out)
    (pages / "sources.toml").write_text('[a]\nfile = "a.txt"\ndate = "2032"\n', encoding="utf-8")
    assert again(reading, pages, out) == ["a.txt"]
    shutil.copytree(pages, tmp_path / "copy")
    assert again(reading, tmp_path / "copy", out) == []


def test_a_damaged_record_is_made_anew(tmp_path: Path, reading: Counting) -> None:
    pages, out = tmp_path / "pages", tmp_path / "out"
    write_pages(pages, PAGES)
    again(reading, pages, out)
    expected = visible(out)
    for record in [p for p in (out / FOLDER / "pages").rglob("*") if p.is_file()][:2]:
        record.write_bytes(record.read_bytes()[:-3])
    assert len(again(reading, pages, out)) == 2
    assert visible(out) == expected


def test_pages_read_beside_the_records_end_as_a_build_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.Extractor", lambda ontology, settings: extractor())
    pages, two = tmp_path / "pages", replace(SETTINGS, workers=2)
    for corpus in (PAGES, {**PAGES, "a": (1,), "e": (7, 3)}, {**PAGES, "e": (7,)}):
        write_pages(pages, corpus)
        records = sorted(p for p in (tmp_path / "grown" / FOLDER / "pages").rglob("*") if p.is_file())
        for record in records[-1:]:
            record.write_bytes(b"damaged")
        build([pages], tmp_path / "grown", two)
    build([pages], tmp_path / "new", SETTINGS)
    assert visible(tmp_path / "grown") == visible(tmp_path / "new")


def test_without_the_cache_all_is_read_and_nothing_kept(tmp_path: Path, reading: Counting) -> None:
    write_pages(tmp_path / "pages", PAGES)
    for _ in range(2):
        reading.read.clear()
        build([tmp_path / "pages"], tmp_path / "out", replace(SETTINGS, use_cache=False))
        assert len(reading.read) == len(PAGES)
    assert not (tmp_path / "out" / FOLDER / "pages").exists()


def test_the_cache_says_that_it_is_one(tmp_path: Path, reading: Counting) -> None:
    write_pages(tmp_path / "pages", PAGES)
    again(reading, tmp_path / "pages", tmp_path / "out")
    assert (tmp_path / "out" / FOLDER / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert (tmp_path / "out" / FOLDER / "CACHEDIR.TAG").read_text(encoding="utf-8").startswith("Signature: 8a477f59")


@settings(max_examples=8, deadline=None)
@given(st.lists(CORPUS, min_size=2, max_size=4))
def test_any_changes_end_as_a_build_from_nothing_that_knows_the_same_ids(
    tmp_path_factory: pytest.TempPathFactory, corpora: list[Pages]
) -> None:
    folder = tmp_path_factory.mktemp("grown")
    grown, new = folder / "grown", folder / "new"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.pipeline.Extractor", lambda ontology, settings: extractor())
        for corpus in corpora:
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir()
            if grown.exists():  # the ids that were given, and nothing else
                shutil.copy(grown / "zhuzhou.parquet", new)
            write_pages(folder / "pages", corpus)
            build([folder / "pages"], grown, SETTINGS)
        build([folder / "pages"], new, SETTINGS)
    assert visible(grown) == visible(new)
