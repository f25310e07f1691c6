"""How many names of annotated pages survive in clean text; the annotations stand beside the checkout, or nowhere."""

import json
import os
from pathlib import Path

import pytest

from kg.model import Source
from kg.read.page import read_page
from kg.settings import Settings

ROOT = Path(__file__).parent.parent.parent
GOLD = Path(os.environ.get("KG_GOLD", ROOT.parent / "shared" / "gold" / "pages"))
PAGES = sorted(GOLD.glob("*.json")) if GOLD.is_dir() else []


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.skipif(not PAGES, reason="no annotated pages beside the checkout")
def test_names_stand_unbroken_in_clean_text() -> None:
    printed = found = 0
    for path in PAGES:
        page = read_page(ROOT / "seeds" / "pages" / f"{path.stem}.txt", Source(path.stem), Settings())
        raw, clean = squeezed(page.raw), squeezed(page.text)
        for entity in json.loads(path.read_text(encoding="utf-8"))["entities"]:
            for form in map(squeezed, [*entity.get("aliases", []), entity["name"]]):
                if form in raw:
                    printed += 1
                    found += form in clean
    assert found >= 0.98 * printed
