"""On the real pages: whatever pages are there, a later one renames nothing but what it joins."""

import itertools
from collections import Counter
from pathlib import Path

import pytest

from kg.engine import Extractor
from kg.model import Statement
from kg.ontology import find_ontology, load_ontology
from kg.read.page import SUFFIXES, read_page
from kg.read.sources import find_pages
from kg.resolve.resolver import resolve
from kg.settings import Settings

SEEDS = Path(__file__).parent.parent.parent / "seeds"


@pytest.mark.slow
def test_a_later_page_renames_nothing_but_what_it_joins() -> None:
    ontology, settings = load_ontology(find_ontology(None)), Settings(use_model=False)
    extractor = Extractor(ontology, settings)
    said: dict[str, tuple[Statement, ...]] = {}
    for path, source in sorted(find_pages([SEEDS], settings, SUFFIXES), key=lambda job: job[1].date):
        said[source.page] = extractor.extract(read_page(path, source, settings)).statements
    canonical = {
        pages: resolve([s for page in pages for s in said[page]], ontology, dict.fromkeys(said, "株洲")).canonical
        for size in range(1, len(said) + 1)
        for pages in itertools.combinations(said, size)
    }
    for pages in [pages for pages in canonical if len(pages) > 1]:
        before, after = canonical[pages[:-1]], canonical[pages]
        joined = Counter(new for _, new in {(old, after[local]) for local, old in before.items()})
        moved = {local for local, old in before.items() if after[local] != old and joined[after[local]] == 1}
        assert not moved, f"{pages[-1]} added to {pages[:-1]}"
