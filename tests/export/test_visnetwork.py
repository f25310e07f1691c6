"""What docs/visnetwork.py leaves of the drawing library."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("visnetwork", ROOT / "docs/visnetwork.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_classes_values_and_calls_are_replaced(script: ModuleType) -> None:
    text = "class Box$1 {\n}\nclass Box extends Base {\n  draw() {\n  }\n}\nconst map = {\n  a: 1\n};\ncheck(map);\n"
    left = script.cut(text, {"Box": "class Box {}", "map": "const map = {};"}, {"check(map)": "false"})
    assert left == "class Box$1 {\n}\nclass Box {}\nconst map = {};\nfalse;\n"


def test_a_library_that_has_changed_is_told(script: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"Physics.* stands 0 times"):
        script.cut("class Engine {\n}\n", {"Physics": ""}, {})
    with pytest.raises(ValueError, match="stands 2 times"):
        script.cut("a(1); a(1);", {}, {"a(1)": ""})


def test_the_page_has_what_the_script_left(script: ModuleType) -> None:
    there = (script.VENDOR / "vis-network.min.js").read_text(encoding="utf-8")
    assert "docs/visnetwork.py" in there and "@version 10.1.5" in there
    assert len(there) < 150_000
    licences = (script.VENDOR / "LICENSES.txt").read_text(encoding="utf-8")
    assert all(f"{package} " in licences for package in script.PACKAGES)
