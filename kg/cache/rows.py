"""Many things of one kind as whole numbers and a list of the values that they have, each once; and back."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from itertools import repeat
from typing import Any, TypeVar, cast

_Thing = TypeVar("_Thing")


def pack(kind: type, things: Iterable[object]) -> tuple[list[Any], list[int]]:
    """Values, and field by field a number for each thing: whole numbers themselves, of all else the value's place."""
    things = list(things)
    places: dict[tuple[type, Any], int] = {}
    numbers: list[int] = []
    for name, whole in _fields(cast(Any, kind)):
        column = [getattr(thing, name) for thing in things]
        numbers += column if whole else [places.setdefault((type(v), v), len(places)) for v in column]
    return [value for _, value in places], numbers


def unpack(kind: type[_Thing], values: Sequence[Any], numbers: Sequence[int]) -> tuple[_Thing, ...]:
    """What pack was given."""
    known = _fields(cast(Any, kind))
    size = len(numbers) // len(known)
    things = [*map(object.__new__, repeat(kind, size))]
    for at, (name, whole) in enumerate(known):
        column = numbers[at * size : (at + 1) * size]
        # A frozen class's own __init__ sets field by field too, in twice the time.
        set_one = getattr(kind, name).__set__
        deque(map(set_one, things, column if whole else map(values.__getitem__, column)), maxlen=0)
    return tuple(things)


@cache
def _fields(kind: Any) -> list[tuple[str, bool]]:
    """Names of a dataclass's fields, and whether they are whole numbers."""
    return [(f.name, f.type == "int") for f in fields(kind)]
