"""On the real pages: a later page renames nothing but what it joins, and in any order no id is lost."""

import itertools
from collections import Counter
from pathlib import Path

import pytest

from kg.engine import Extractor
from kg.model import Statement
from kg.ontology import find_ontology, load_ontology
from kg.read.page import SUFFIXES, read_page
from kg.read.sources import find_pages
from kg.resolve.resolver import Resolution, resolve
from kg.settings import Settings

SEEDS = Path(__file__).parent.parent.parent / "seeds"
ONTOLOGY = load_ontology(find_ontology(None))


@pytest.fixture(scope="module")
def said() -> dict[str, tuple[Statement, ...]]:
    """Page id -> its statements, by date."""
    settings = Settings(use_model=False)
    extractor = Extractor(ONTOLOGY, settings)
    jobs = sorted(find_pages([SEEDS], settings, SUFFIXES), key=lambda job: job[1].date)
    return {s.page: extractor.extract(read_page(path, s, settings)).statements for path, s in jobs}


def built(said: dict[str, tuple[Statement, ...]], pages: tuple[str, ...]) -> Resolution:
    return resolve([s for page in pages for s in said[page]], ONTOLOGY, dict.fromkeys(said, "株洲"))


@pytest.mark.slow
def test_in_whatever_order_pages_are_added_no_id_is_lost(said: dict[str, tuple[Statement, ...]]) -> None:
    sets = [c for size in range(1, len(said) + 1) for c in itertools.combinations(said, size)]
    resolutions = {frozenset(pages): built(said, pages) for pages in sets}
    leads = {pages: {old: e.id for e in r.entities for old in (e.id, *e.replaces)} for pages, r in resolutions.items()}
    for fewer, more in itertools.permutations(resolutions, 2):
        if fewer < more:
            before, after = resolutions[fewer], resolutions[more]
            lost = {id_ for local, id_ in before.canonical.items() if leads[more].get(id_) != after.canonical[local]}
            assert not lost, f"{sorted(more - fewer)} added to {sorted(fewer)}"


@pytest.mark.slow
def test_a_later_page_renames_nothing_but_what_it_joins(said: dict[str, tuple[Statement, ...]]) -> None:
    canonical = {
        pages: built(said, pages).canonical
        for size in range(1, len(said) + 1)
        for pages in itertools.combinations(said, size)
    }
    for pages in [pages for pages in canonical if len(pages) > 1]:
        before, after = canonical[pages[:-1]], canonical[pages]
        joined = Counter(new for _, new in {(old, after[local]) for local, old in before.items()})
        moved = {local for local, old in before.items() if after[local] != old and joined[after[local]] == 1}
        assert not moved, f"{pages[-1]} added to {pages[:-1]}"
