"""The clean text of pages with each kind of dirt, as a person reads it and found it right."""

from pathlib import Path

import pytest

from kg.model import Page, Source
from kg.read.page import read_page
from kg.settings import Settings

ROOT = Path(__file__).parent.parent.parent
GOLDEN = ROOT / "tests" / "golden"
CASES = sorted(GOLDEN.glob("*/*.clean.txt"))
MARKS = {"headline": "#", "byline": "@", "caption": "^", "fragment": "~", "body": " "}


def readable(page: Page) -> str:
    """A line a sentence, its kind marked before it; a blank line between paragraphs; what was left out at the end."""
    lines: list[str] = []
    for article in page.articles:
        lines += [f"=== {article.headline} / {' '.join(article.authors)}"]
        paragraph = -1
        for sentence in article.sentences:
            lines += [""] * (sentence.paragraph != paragraph and sentence.kind != "headline")
            paragraph = sentence.paragraph
            date = f"  [{sentence.date}]" if sentence.date else ""
            lines.append(f"{MARKS[sentence.kind]} {page.text[sentence.start : sentence.end]}{date}")
        lines.append("")
    lines += [f"--- {dropped.reason}: {dropped.text}" for dropped in page.dropped]
    return "\n".join(lines).rstrip() + "\n"


def page_for(case: Path) -> tuple[Path, Source]:
    """The page beside the case, or the seed of that name; the first line of the case tells the issue's date."""
    stem = case.name.removesuffix(".clean.txt")
    beside = case.with_name(f"{stem}.txt")
    file = beside if beside.is_file() else ROOT / "seeds" / "pages" / f"{stem}.txt"
    date = case.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("issue of ")
    return file, Source(stem, date=date)


@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parent.name}/{p.name[:3]}")
def test_clean_text_is_as_a_person_found_it_right(case: Path) -> None:
    file, source = page_for(case)
    expected = case.read_text(encoding="utf-8").split("\n", 1)[1]
    assert readable(read_page(file, source, Settings())) == expected


def test_there_is_a_case_for_each_kind_of_dirt() -> None:
    assert {case.parent.name for case in CASES} >= {"wrapped", "marked", "spaced", "scattered"}
