"""The interactive graph: one HTML file that opens from disk and fetches nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.collector import uncollected
from kg.export.viewer.packing import packed
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
    with uncollected():
        data = payload(graph, ontology, settings, list(styles))
    data["picture"] = picture(data["entities"], data["meta"]["core"])
    data["styles"] = styles
    path.write_text(render(data["meta"]["city"], as_json(data)), encoding="utf-8", newline="\n")


def drawn_styles() -> dict[str, Any]:
    """Class name -> shape and colours of its nodes."""
    return tomllib.loads(_asset("types.toml"))


def render(city: str, data: str = "") -> str:
    """The page around the data, as JSON; without data, the page that fetches it from the server it came from."""
    scripts, style = [_asset("vendor/vis-network.min.js"), _own_script()], _asset("style.css")
    loader = "\n".join(_script(name) for name in ("unpack", "here" if data else "server"))
    loader = f'(function () {{\n"use strict";\n{loader}\n}})();\n'
    slots = {
        "{{policy}}": _policy([*scripts, loader], style, "" if data else " connect-src 'self';"),
        "{{title}}": f"{html.escape(city)}报纸知识图谱",
        "{{packed}}": packed("\0".join([*scripts, style, data])),
        "{{loader}}": loader,
    }
    page = _asset("page.html")
    pieces = [page]
    for slot, text in slots.items():
        before, after = pieces.pop().split(slot)
        pieces += [before, text, after]
    return "".join(pieces)


def as_json(data: Any) -> str:
    """JSON that may stand in a script element: no ``<`` and no character that ends a line of script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    try:
        text.encode("utf-16-le")
    except UnicodeEncodeError:  # a lone surrogate, left by a broken decoding, has no UTF-8 form
        return text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text


def _own_script() -> str:
    """The page's scripts as one function, so that no name of theirs is global."""
    body = "\n".join(f"{{\n{_script(name)}\n}}" for name in SCRIPTS)
    return f'(function () {{\n"use strict";\nvar KG = {{}};\n{body}\n}})();\n'


def _script(name: str) -> str:
    """One of the page's scripts, without comments on lines of their own and without indentation."""
    lines = (line.strip() for line in _asset(f"js/{name}.js").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _policy(scripts: list[str], style: str, more: str) -> str:
    """Content security policy: these scripts and this style by their hashes, and nothing from anywhere."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes([style])}; img-src data: blob:;{more}"
        " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types kg"
    )


def _hashes(texts: list[str]) -> str:
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts)


def _asset(name: str) -> str:
    return files("kg.export.viewer").joinpath("assets", *name.split("/")).read_text(encoding="utf-8")
