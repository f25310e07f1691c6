"""Take the pictures of the README from a built graph: python docs/pictures.py exports/zhuzhou.html [NAME NAME]

The two names are the ends of the line whose evidence the second picture shows.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
FOLDER = Path(__file__).parent / "img"


def main(page_file: Path, first: str, second: str) -> None:
    """Write img/graph.png and img/edge.png."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1360, "height": 850}, color_scheme="light")
        page.goto(page_file.resolve().as_uri())
        page.wait_for_selector("html[data-ready=true]")
        page.wait_for_timeout(500)
        page.screenshot(path=FOLDER / "graph.png")
        page.locator("#search").fill(first)
        page.keyboard.press("Enter")
        claim = page.locator("#panel .fact", has=page.locator(".claim", has_text=second))
        claim.locator("[data-open]").first.click()
        page.locator(".evidence .actions button").first.click()
        page.wait_for_timeout(700)
        page.screenshot(path=FOLDER / "edge.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(sys.argv[2:4] or ["火炬安泰", "京东方"]))
