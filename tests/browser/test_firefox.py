"""The page in Firefox: it has no driver here, so its own screenshot of the page is looked at, pixel by pixel."""

from __future__ import annotations

import base64
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.export import html

pytestmark = pytest.mark.browser
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")

COUNT = """async ([source, colours, from, to]) => {
    const image = new Image(); image.src = source; await image.decode();
    const canvas = document.createElement('canvas'); canvas.width = image.width; canvas.height = image.height;
    const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);
    const { data } = context.getImageData(from, 110, to - from, image.height - 110);
    const count = {};
    for (let i = 0; i < data.length; i += 4) {
        const hex = '#' + [data[i], data[i + 1], data[i + 2]].map(v => v.toString(16).padStart(2, '0')).join('');
        count[hex] = (count[hex] || 0) + 1;
    }
    return colours.map(c => count[c] || 0); }"""


@pytest.mark.skipif(FIREFOX is None, reason="firefox is missing: apt-get install firefox-esr")
def test_firefox_draws_the_graph(browser: Any, yunzhou_file: Path, tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir()
    picture = tmp_path / "picture.png"
    words = [FIREFOX, "--headless", "--no-remote", "--profile", tmp_path / "profile", "--window-size", "1440,900"]
    address = yunzhou_file.as_uri() + "#theme=light"
    subprocess.run([*words, "--screenshot", picture, address], check=True, timeout=120, capture_output=True)
    source = "data:image/png;base64," + base64.b64encode(picture.read_bytes()).decode()
    drawn = tomllib.loads((Path(html.__file__).parent / "viewer/assets/types.toml").read_text(encoding="utf-8"))
    page = browser.new_page()
    counts = page.evaluate(COUNT, [source, [d["light"] for d in drawn.values()], 240, 1060])
    page.close()
    assert [name for name, n in zip(drawn, counts, strict=True) if n < 20] == []
