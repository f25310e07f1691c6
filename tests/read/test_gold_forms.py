"""How many names of annotated pages survive in clean text, and in that of the right article.

The annotations stand beside the checkout, or nowhere.
"""

import json
import os
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.model import Article, Page, Source
from kg.read.page import read_page
from kg.settings import Settings

ROOT = Path(__file__).parent.parent.parent
GOLD = Path(os.environ.get("KG_GOLD", ROOT.parent / "shared" / "gold" / "pages"))
PAGES = sorted(GOLD.glob("*.json")) if GOLD.is_dir() else []
pytestmark = pytest.mark.skipif(not PAGES, reason="no annotated pages beside the checkout")


def squeezed(text: str) -> str:
    return "".join(text.split())


@cache
def page_of(path: Path) -> tuple[Page, dict[str, Any]]:
    page = read_page(ROOT / "seeds" / "pages" / f"{path.stem}.txt", Source(path.stem), Settings())
    return page, json.loads(path.read_text(encoding="utf-8"))


def forms(entity: dict[str, Any]) -> Iterator[str]:
    yield from map(squeezed, [*entity.get("aliases", []), entity["name"]])


def article_of(page: Page, headline: str) -> Article | None:
    """The article whose headline is most alike, or within the other, as the score matches them."""
    wanted = squeezed(headline)
    alike = {}
    for article in page.articles:
        own = squeezed(article.headline)
        within = bool(own) and (own in wanted or wanted in own)
        alike[article.id] = max(float(within), SequenceMatcher(None, wanted, own).ratio())
    best = max(page.articles, key=lambda article: alike[article.id], default=None)
    return best if best and alike[best.id] >= 0.6 else None


def test_names_stand_unbroken_in_clean_text() -> None:
    printed = found = 0
    for page, gold in map(page_of, PAGES):
        raw, clean = squeezed(page.raw), squeezed(page.text)
        for form in (form for entity in gold["entities"] for form in forms(entity) if form in raw):
            printed += 1
            found += form in clean
    assert found >= 0.98 * printed


def test_names_of_facts_stand_unbroken_in_the_right_article() -> None:
    """For each fact the forms of its two names that its quotation prints, in the article that it is said in."""
    printed = found = 0
    for page, gold in map(page_of, PAGES):
        headlines = {article["id"]: article["headline"] for article in gold["articles"]}
        entities = {entity["id"]: entity for entity in gold["entities"]}
        for fact in gold["relations"]:
            article = article_of(page, headlines[fact["article"]])
            text = squeezed(page.text[article.start : article.end]) if article else ""
            said = squeezed(fact["evidence"])
            for form in {form for end in "so" for form in forms(entities[fact[end]]) if form in said}:
                printed += 1
                found += form in text
    assert printed > 100
    assert found >= 0.98 * printed
