"""Files that once broke a reader, found by tests/fuzz: each gives a page or says what is wrong with it."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Source
from kg.read.page import SUFFIXES, read_page
from kg.read.sources import find_pages
from kg.settings import Settings

CASES = sorted((Path(__file__).parent.parent / "golden" / "broken").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_broken_file_is_read_or_refused(case: Path) -> None:
    for file, _ in find_pages([case], Settings(), SUFFIXES):
        try:
            page = read_page(file, Source("p", date="2022-03-05"), Settings())
        except InputError as error:
            assert error.where and error.problem
        else:
            assert len(page.text) == len(page.folded) == len(page.offsets)
