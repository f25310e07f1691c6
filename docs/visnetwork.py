"""Fetch the drawing library of the page anew: python docs/visnetwork.py 10.1.5

Writes kg/export/viewer/assets/vendor/vis-network.min.js and LICENSES.txt: npm's vis-network bundled for browsers of
today, without what the page never asks for (see STUBS and REPLACED), which makes it a quarter as large. Needs npm.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "kg" / "export" / "viewer" / "assets" / "vendor"
PACKAGES = ("vis-network", "vis-data", "vis-util", "@egjs/hammerjs", "component-emitter", "uuid")
ESBUILD = "esbuild@0.28.2"
ENTRY = """export { Network } from "vis-network/esnext/esm/vis-network.mjs";
export { DataSet } from "vis-data/esnext/esm/vis-data.mjs";
"""

_LABEL = """class Label {
  size = { left: 0, top: 0, width: 0, height: 0, yLine: 0 };
  update() {}
  visible() { return false; }
  differentState() { return false; }
  getTextSize() { return this.size; }
  calculateLabelSize() {}
  draw() {}
}"""
_PHYSICS = """class PhysicsEngine {
  constructor(body) {
    body.emitter.on("initPhysics", () => { this.ready = true; body.emitter.emit("fit"); });
    body.emitter.on("startSimulation", () => { if (this.ready) body.emitter.emit("_redraw"); });
    body.emitter.on("destroy", () => body.emitter.off());
  }
  setOptions() {}
}"""

#: Class or value of vis-network -> what stands for it. Places are computed when the graph is built, so that no physics
#: and no layout is needed; the page draws nodes and names itself, so no shape, label or image is; nothing is edited.
STUBS: Mapping[str, str] = {
    "PhysicsEngine": _PHYSICS,
    "LayoutEngine": "class LayoutEngine { setOptions(layout, all) { return all; } positionInitially() {} }",
    "KamadaKawai": "class KamadaKawai {}",
    "ClusterEngine": """class ClusterEngine {
  _isClusteredNode() { return false; } _isClusteredEdge() { return false; } _updateState() {}
}""",
    "ManipulationSystem": "class ManipulationSystem { setOptions() {} }",
    "NavigationHandler": "class NavigationHandler { setOptions() {} }",
    "Label": _LABEL,
    "Images": "class Images {}",
    "shapeMap": "const shapeMap = {};",
    "configureOptions": "const configureOptions = {};",
    "normalizeLanguageCode": "function normalizeLanguageCode() {}",
    "Groups": "class Groups { setOptions() {} get() {} }",
    "EndPoints": "class EndPoints { static draw(ctx, arrow) { return Arrow.draw(ctx, arrow); } }",
    **{
        name: f"class {name} {{}}"
        for name in (
            "BezierEdgeDynamic", "CubicBezierEdge", "BezierEdgeStatic", "Box", "Circle", "CircularImage", "Database",
            "Diamond", "Dot", "Ellipse", "Hexagon", "Icon", "Square", "Star", "Text", "Triangle", "TriangleDown",
        )
    },
}  # fmt: skip
#: The same of vis-data: nothing is streamed or queued.
DATA_STUBS: Mapping[str, str] = {"DataStream": "class DataStream {}", "Queue": "class Queue {}"}
#: Text of vis-network -> what stands for it: no check of options, no other formats, no pop-ups, no panel of options.
REPLACED: Mapping[str, str] = {
    "Validator.validate(options, allOptions)": "false",
    "locales: locales,": "locales: {},",
    "DOTToGraph(data.dot)": "{}",
    "parseGephi(data.gephi)": "{}",
    "new Popup(": "new Object(",
    'if ("configure" in options)': "if (false)",
    "new Image$1(": "new Object(",
    "new Activator(": "new Object(",
}


def main(version: str) -> None:
    """Write the files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        install = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", name]
        packages = [f"{PACKAGES[0]}@{version}", *PACKAGES[1:], ESBUILD]
        subprocess.run([*install, *packages], check=True)
        modules = folder / "node_modules"
        network, data = (modules / f"{name}/esnext/esm/{name}.mjs" for name in PACKAGES[:2])
        text = network.read_text(encoding="utf-8")
        head = text[: text.index("*/") + 2]
        network.write_text(cut(text, STUBS, REPLACED), encoding="utf-8")
        data.write_text(cut(data.read_text(encoding="utf-8"), DATA_STUBS, {}), encoding="utf-8")
        (folder / "entry.js").write_text(ENTRY, encoding="utf-8")
        program = bundled(folder)
        VENDOR.mkdir(exist_ok=True)
        note = "\n".join(["/* Cut down to what the page uses by docs/visnetwork.py. Holds:", *_holders(modules), "*/"])
        (VENDOR / "vis-network.min.js").write_text(f"{head}\n{note}\n{program}", encoding="utf-8")
        licences = "\n".join(f"{'=' * 80}\n{n}\n\n{''.join(texts)}" for n, *texts in _licences(modules).values())
        (VENDOR / "LICENSES.txt").write_text(licences, encoding="utf-8")


def cut(text: str, stubs: Mapping[str, str], replaced: Mapping[str, str]) -> str:
    """A library's text with stubs for what is declared by these names, and with the replacements.

    Raises:
        ValueError: the library has changed: something to be replaced does not stand in it once.
    """
    for name, stub in stubs.items():
        start = rf"^(?:class|let|const|function) {re.escape(name)}(?![\w$])"
        text = _once(text, re.compile(start + r"[^\n]*\{\n.*?^\};?$", re.M | re.S), stub)
    for old, new in replaced.items():
        text = _once(text, re.compile(re.escape(old)), new)
    return text


def _once(text: str, pattern: re.Pattern[str], new: str) -> str:
    found = pattern.findall(text)
    if len(found) != 1:
        raise ValueError(f"{pattern.pattern!r} stands {len(found)} times in the library")
    return pattern.sub(lambda _: new, text)


def bundled(folder: Path) -> str:
    """The library with what it imports as one script that sets ``vis``, without comments."""
    words = ["--bundle", "--minify", "--format=iife", "--global-name=vis", "--target=es2022", "--legal-comments=none"]
    esbuild = folder / "node_modules/.bin/esbuild"
    run = subprocess.run([esbuild, "entry.js", "--charset=utf8", *words], cwd=folder, check=True, capture_output=True)
    return run.stdout.decode()


def _holders(modules: Path) -> Iterator[str]:
    """Each package with its licence and whose it is, for the head of the script."""
    for texts in _licences(modules).values():
        owner = re.search(r"^.*?(Copyright .*|\(c\) .*)$", "\n".join(texts[1:]), re.M | re.I)
        yield texts[0] + (f", {owner[1].strip()}" if owner else "")


def _licences(modules: Path) -> dict[str, list[str]]:
    """Package -> its version and licence in a line, and the texts of its licence files."""
    found = {}
    for package in PACKAGES:
        about = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
        files = sorted((modules / package).glob("LICEN[CS]E*"), key=lambda p: ("MIT" not in p.name, p.name))
        texts = ["\n".join(line.rstrip() for line in p.read_text(encoding="utf-8").splitlines()) + "\n" for p in files]
        found[package] = [f"{package} {about['version']}: {about['license'].strip('()')}", *texts]
    return found


if __name__ == "__main__":
    main(sys.argv[1])
