"""On the real pages: whatever pages are there, one more renames nothing."""

import itertools
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
def test_a_page_more_renames_nothing_on_the_seeds() -> None:
    ontology, settings = load_ontology(find_ontology(None)), Settings(use_model=False)
    extractor = Extractor(ontology, settings)
    said: dict[str, tuple[Statement, ...]] = {}
    for path, source in find_pages([SEEDS], settings, SUFFIXES):
        said[source.page] = extractor.extract(read_page(path, source, settings)).statements
    homes = dict.fromkeys(said, "株洲")
    canonical = {}
    for size in range(1, len(said) + 1):
        for pages in itertools.combinations(sorted(said), size):
            statements = [s for page in pages for s in said[page]]
            canonical[pages] = resolve(statements, ontology, homes).canonical
    for pages, ids in canonical.items():
        for page in sorted(set(said) - set(pages)):
            more = canonical[tuple(sorted((*pages, page)))]
            assert {local: more[local] for local in ids} == ids, f"{page} added to {pages}"
