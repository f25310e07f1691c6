"""Regular expressions of the stages: none repeats without bound what repeats without bound, which may take forever."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as ops  # the parsed form has no public name
from re import _parser as parser
from typing import Any

import pytest

from kg.relate.relater import Relater
from tests.recognise.test_recogniser import ONTOLOGY, RECOGNISER

STAGES = ("read", "recognise", "relate")
#: Where each turn of the outer repeat begins with a character that the inner one cannot have taken.
APART = {
    "kg.read.counts._ROWS": "a line ends where the next turn begins",
    "kg.recognise.frequencies._ROWS": "the same",
    "kg.read.lines.BARE": "signs and white space take turns",
}
_REPEATS = {ops.MAX_REPEAT, ops.MIN_REPEAT}


def held(thing: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """The expressions that an object of the package holds, itself or in what it holds."""
    if isinstance(thing, re.Pattern):
        yield thing
    if id(thing) in seen or isinstance(thing, str | int | float | frozenset):
        return
    seen.add(id(thing))
    inner: list[Any] = list(thing) if isinstance(thing, list | tuple) else []
    inner += list(thing.values()) if isinstance(thing, dict) else []
    if type(thing).__module__.split(".")[0] in {"kg", "functools"}:
        names = [*getattr(thing, "__dict__", ()), *getattr(type(thing), "__slots__", ()), "func", "args", "__self__"]
        inner += [getattr(thing, name, None) for name in names]
    for one in inner:
        yield from held(one, seen)


def expressions() -> dict[str, re.Pattern[str]]:
    """All of the stages, by where they are: those of modules, and those that finders and rules compile from data."""
    found: dict[str, re.Pattern[str]] = {}
    for stage in STAGES:
        package = importlib.import_module(f"kg.{stage}")
        for info in pkgutil.iter_modules(package.__path__, f"kg.{stage}."):
            for name, value in vars(importlib.import_module(info.name)).items():
                if isinstance(value, re.Pattern):
                    found[f"{info.name}.{name}"] = value
    seen: set[int] = set()
    for owner in (RECOGNISER, Relater(ONTOLOGY)):
        for number, expression in enumerate(held(owner, seen)):
            found.setdefault(f"{type(owner).__name__} {number}", expression)
    return found


def nests(parsed: Any, within: bool = False) -> bool:
    """Whether a repeat without bound stands within another."""
    for op, value in parsed:
        endless = op in _REPEATS and value[1] is ops.MAXREPEAT
        if endless and within:
            return True
        parts = {ops.SUBPATTERN: lambda v: [v[3]], ops.BRANCH: lambda v: v[1], ops.ASSERT: lambda v: [v[1]]}
        inner = [value[2]] if op in _REPEATS else parts.get(op, lambda v: [])(value)
        if any(nests(part, within or endless) for part in inner):
            return True
    return False


@pytest.mark.parametrize("text", ["(?:a+b*)+c", "(?:(?:一|二)*、)*等", "(?:x(?=y*))+"])
def test_nested_repeats_are_seen(text: str) -> None:
    assert nests(parser.parse(text))


@pytest.mark.parametrize("text", ["a+b*c", "(?:一{1,3}、)*等", "(?:a|b)+(?:c|d)*"])
def test_repeats_one_after_the_other_are_none(text: str) -> None:
    assert not nests(parser.parse(text))


def test_no_expression_of_the_stages_nests_repeats_without_bound() -> None:
    found = expressions()
    assert len(found) > 150
    assert {where for where, e in found.items() if nests(parser.parse(e.pattern, e.flags))} == set(APART)
