"""Sizes and habits that keep the code readable, measured on the code itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"
FILES = sorted(PACKAGE.rglob("*.py"))
IDS = [str(path.relative_to(PACKAGE)) for path in FILES]
FORBIDDEN = {"util", "utils", "helper", "helpers", "common", "manager", "misc", "tools"}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = node.body[0]
    doc = first.end_lineno - first.lineno + 1 if ast.get_docstring(node, clean=False) is not None else 0
    return node.end_lineno - node.lineno + 1 - doc


def test_functions_are_small() -> None:
    lengths = [body_lines(node) for path in FILES for node in functions(path)]
    assert median(lengths) <= 10
    assert quantiles(lengths, n=10)[-1] <= 35
    assert max(lengths) <= 60


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_module_has_one_subject(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350
    assert not set(path.relative_to(PACKAGE).with_suffix("").parts) & FORBIDDEN


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_more_than_three_arguments_are_named_by_the_caller(path: Path) -> None:
    for node in functions(path):
        positional = [a.arg for a in node.args.posonlyargs + node.args.args if a.arg not in {"self", "cls"}]
        assert len(positional) <= 5, f"{node.name} takes {len(positional)} arguments by position"


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_only_the_command_line_prints_and_catches_everything(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"except Exception|except BaseException|except:", text)
    if path.relative_to(PACKAGE).parts[0] not in {"cli.py", "commands"}:
        assert not re.search(r"^\s*print\(", text, re.M)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_nothing_depends_on_the_clock(path: Path) -> None:
    assert not re.search(r"\b(datetime\.now|date\.today|time\.time\(|utcnow)", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_files_are_opened_with_a_named_encoding(path: Path) -> None:
    calls = re.findall(r"(?:read_text|write_text)\(([^\n]*)", path.read_text(encoding="utf-8"))
    assert all("encoding" in call or "errors" in call for call in calls)
