"""Imports point one way: a room may use only the rooms before it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"
BASE = {"errors", "model", "children", "collector", ""}
STAGES = {"read", "recognise", "relate", "resolve", "export", "store", "query", "check", "report", "load", "diff"}
MIDDLE = {"settings", "ontology"}
ALLOWED = {
    "errors": set(),
    "children": {"errors"},
    "collector": set(),
    "model": {"errors"},
    "settings": BASE,
    "ontology": BASE,
    **{stage: BASE | MIDDLE | {stage} for stage in STAGES},
    "export": BASE | MIDDLE | {"export", "store"},  # the statement table is one of the formats
    "engine": BASE | MIDDLE | STAGES | {"engine"},
    "spark": BASE | MIDDLE | STAGES | {"engine", "cache", "spark"},
    "engines": BASE | MIDDLE | {"engine", "spark", "engines"},
    "cache": BASE | MIDDLE | STAGES | {"engine", "cache"},
    "joining": BASE | MIDDLE | STAGES | {"engine", "joining"},
    "overlay": BASE | MIDDLE | STAGES | {"overlay"},
    "pipeline": BASE | MIDDLE | STAGES | {"engine", "engines", "cache", "overlay", "joining", "pipeline"},
    "reading": BASE | MIDDLE | {"read", "recognise", "reading"},
    "commands": BASE | MIDDLE | STAGES | {"overlay", "pipeline", "api", "serve", "reading", "commands"},
    "cli": {"errors"},  # the commands' modules are named in a table and imported on demand
    "api": BASE | MIDDLE | {"query", "store", "export", "api"},
    "serve": BASE | MIDDLE | {"query", "store", "export", "api", "serve"},
    "__main__": {"cli"},
    "__init__": {"api"},
}
FILES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The rooms of kg that a file imports, at any depth of it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found = [node.module] if node.module != "kg" else [f"kg.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            found = [a.name for a in node.names]
        else:
            continue
        names |= {name.split(".")[1] for name in found if name.startswith("kg.")}
    return names - {"__version__"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    assert imports(path) <= ALLOWED[room(path)]
