"""The page in Firefox, driven by its Marionette protocol; its screenshot is looked at, pixel by pixel.

Source: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
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


class Marionette:
    """Commands to a running Firefox, and its answers."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._stream = self._socket.makefile("rb")
        self._count = 0
        self._read()  # it greets first

    def ask(self, command: str, **given: Any) -> Any:
        """The result of a command."""
        self._count += 1
        said = json.dumps([0, self._count, command, given]).encode()
        self._socket.sendall(b"%d:%b" % (len(said), said))
        _, _, error, result = self._read()
        assert error is None, error
        return result

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self._stream.read(1)
        return json.loads(self._stream.read(int(size[:-1])))


def started(driver: Marionette, page: Path, address: str = "") -> str:
    """The screenshot of a page that has come up, in base 64."""
    driver.ask("WebDriver:Navigate", url=page.as_uri() + address)
    wait(driver, "document.documentElement.dataset.ready")
    return str(driver.ask("WebDriver:TakeScreenshot", full=False)["value"])


def wait(driver: Marionette, said: str, value: str = "true") -> None:
    """Until a value of the page is as given."""
    for _ in range(300):
        found = driver.ask("WebDriver:ExecuteScript", script=f"return {said} || ''", args=[])["value"]
        if found == value:
            return
        time.sleep(0.1)
    raise AssertionError(f"{said} is {found!r}, not {value!r}")


def element(driver: Marionette, selector: str) -> str:
    """The id by which the protocol knows an element."""
    found = driver.ask("WebDriver:FindElement", using="css selector", value=selector)["value"]
    return str(next(iter(found.values())))


def click(driver: Marionette, selector: str) -> None:
    driver.ask("WebDriver:ElementClick", id=element(driver, selector))


@contextmanager
def fox(folder: Path) -> Iterator[Marionette]:
    """A Firefox without a window, of 1440 by 900."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "profile").mkdir()
    (folder / "profile" / "user.js").write_text(f'user_pref("marionette.port", {port});', encoding="utf-8")
    words = [FIREFOX, "--headless", "--no-remote", "--marionette", "--profile", folder / "profile"]
    with subprocess.Popen([*words, "--width", "1440", "--height", "900"], stderr=subprocess.DEVNULL) as running:
        try:
            driver = _connected(port)
            driver.ask("WebDriver:NewSession")
            driver.ask("WebDriver:SetWindowRect", width=1440, height=985)
            yield driver
        finally:
            running.terminate()


def _connected(port: int) -> Marionette:
    for _ in range(300):
        try:
            return Marionette(port)
        except ConnectionRefusedError:
            time.sleep(0.2)
    raise AssertionError("Firefox does not answer")


@pytest.mark.skipif(FIREFOX is None, reason="firefox is missing: apt-get install firefox-esr")
def test_firefox_draws_the_graph(browser: Any, yunzhou_file: Path, tmp_path: Path) -> None:
    with fox(tmp_path) as driver:
        picture = started(driver, yunzhou_file, "#theme=light")
    source = f"data:image/png;base64,{picture}"
    drawn = tomllib.loads((Path(html.__file__).parent / "viewer/assets/types.toml").read_text(encoding="utf-8"))
    page = browser.new_page()
    counts = page.evaluate(COUNT, [source, [d["light"] for d in drawn.values()], 240, 1060])
    page.close()
    assert [name for name, n in zip(drawn, counts, strict=True) if n < 20] == []


@pytest.mark.skipif(FIREFOX is None, reason="firefox is missing: apt-get install firefox-esr")
def test_firefox_finds_a_person_and_reads_the_evidence(yunzhou_file: Path, tmp_path: Path) -> None:
    with fox(tmp_path) as driver:
        started(driver, yunzhou_file)
        driver.ask("WebDriver:ElementSendKeys", id=element(driver, "#search"), text="lrs\ue007")  # and Enter
        wait(driver, "document.querySelector('#panel h2')?.textContent", "柳如松")
        click(driver, "#panel [data-open]")
        wait(driver, "document.querySelector('.evidence mark.subject')?.textContent", "柳如松")
        click(driver, "#tab-timeline")
        wait(driver, "document.querySelector('.years time')?.textContent", "2031-03-12")
        click(driver, "#theme")
        wait(driver, "document.documentElement.dataset.theme", "dark")
        click(driver, "#language")
        wait(driver, "document.querySelector('#tab-timeline').textContent", "Timeline")
