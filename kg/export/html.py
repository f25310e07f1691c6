"""The interactive graph: one HTML file that opens from disk and fetches nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import tomllib
import zlib
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.export.viewer.payload import payload
from kg.export.viewer.picture import picture
from kg.model import Graph
from kg.ontology import Ontology
from kg.settings import Settings

#: The page's own scripts, in the order in which they run.
SCRIPTS = (
    "i18n", "core", "filters", "graph", "labels", "search", "evidence", "reasons", "panel", "explore", "live", "table",
    "timeline",
    "matrix", "download", "address", "main",
)  # fmt: skip


def write_html(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the viewer: data, drawing library, scripts and style in one UTF-8 file.

    Raises:
        OSError: ``path`` cannot be written.
    """
    styles = drawn_styles()
    data = payload(graph, ontology, settings, list(styles))
    data["picture"] = picture(data["entities"], data["meta"]["core"])
    data["styles"] = styles
    path.write_text(render(data["meta"]["city"], as_json(data)), encoding="utf-8", newline="\n")


def drawn_styles() -> dict[str, Any]:
    """Class name -> shape and colours of its nodes."""
    return tomllib.loads(_asset("types.toml"))


def render(city: str, data: str = "") -> str:
    """The page around the data, as JSON; without data, the page that fetches it from the server it came from."""
    scripts = [_without_source_map(_asset("vendor/vis-network.min.js")), _own_script()]
    loader = "\n".join(_asset(f"js/{name}.js") for name in ("unpack", "here" if data else "server"))
    loader = f'(function () {{\n"use strict";\n{loader}}})();\n'
    slots = {
        "{{policy}}": _policy([*scripts, loader], "" if data else " connect-src 'self';"),
        "{{title}}": f"{html.escape(city)}报纸知识图谱",
        "{{style}}": _asset("style.css"),
        "{{packed}}": packed(*scripts, data),
        "{{loader}}": loader,
    }
    page = _asset("page.html")
    pieces = [page]
    for slot, text in slots.items():
        before, after = pieces.pop().split(slot)
        pieces += [before, text, after]
    return "".join(pieces)


def packed(*texts: str) -> str:
    """Texts without a null character, joined by one, deflated, in base 64."""
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(press.compress("\0".join(texts).encode()) + press.flush()).decode()


def as_json(data: Any) -> str:
    """JSON that may stand in a script element: no ``<`` and no character that ends a line of script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    # a lone surrogate, left by a broken decoding, has no UTF-8 form
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _own_script() -> str:
    """The page's scripts as one function, so that no name of theirs is global."""
    body = "\n".join(f"{{\n{_asset(f'js/{name}.js')}}}" for name in SCRIPTS)
    return f'(function () {{\n"use strict";\nvar KG = {{}};\n{body}\n}})();\n'


def _policy(scripts: list[str], more: str) -> str:
    """Content security policy: these scripts by their hashes, and nothing from anywhere."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:;{more}"
        " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types kg"
    )


def _asset(name: str) -> str:
    return files("kg.export.viewer").joinpath("assets", *name.split("/")).read_text(encoding="utf-8")


def _without_source_map(script: str) -> str:
    return "\n".join(line for line in script.splitlines() if not line.startswith("//# sourceMappingURL")) + "\n"
