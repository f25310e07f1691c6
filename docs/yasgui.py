"""Fetch the editor of the query page anew: python docs/yasgui.py 4.6.2

Writes the two built files of npm's @zazuko/yasgui, and the licences of all packages that its build holds, into
kg/serve/assets/vendor. Needs npm.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAME = "@zazuko/yasgui"
VENDOR = Path(__file__).parent.parent / "kg" / "serve" / "assets" / "vendor"
_PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)")
_LICENCE = re.compile(r"licen[sc]e|copying|notice", re.I)


def main(version: str) -> None:
    """Write the files."""
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder]
        subprocess.run([*install, f"{NAME}@{version}"], check=True)
        modules = Path(folder) / "node_modules"
        build = modules / NAME / "build"
        VENDOR.mkdir(exist_ok=True)
        for name in ("yasgui.min.js", "yasgui.min.css"):
            text = re.sub(r"\n(//#|/\*#) sourceMappingURL=.*", "", (build / name).read_text(encoding="utf-8"))
            (VENDOR / name).write_text(text.rstrip() + "\n", encoding="utf-8")
        (VENDOR / "LICENSES.txt").write_text("\n".join(_licences(modules, build)), encoding="utf-8")


def _licences(modules: Path, build: Path) -> Iterator[str]:
    sources = json.loads((build / "yasgui.min.js.map").read_text(encoding="utf-8"))["sources"]
    packed = {_PACKAGE.findall(source)[-1] for source in sources if "node_modules" in source}
    for package in [NAME, *sorted(packed)]:
        about = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
        yield f"{'=' * 80}\n{package} {about['version']}: {about.get('license', 'see below')}, by {_authors(about)}\n"
        found = [p for p in sorted((modules / package).iterdir()) if _LICENCE.match(p.name)]
        if not found:
            yield "Its package holds no licence file: the terms are the MIT licence's, as printed for base64-js.\n"
        for path in found:
            yield "\n".join(line.rstrip() for line in path.read_text(encoding="utf-8").splitlines()) + "\n"


def _authors(about: dict[str, Any]) -> str:
    people = [about.get("author", ""), *about.get("contributors", [])]
    return ", ".join(p if isinstance(p, str) else p["name"] for p in people if p) or "its authors"


if __name__ == "__main__":
    main(sys.argv[1])
