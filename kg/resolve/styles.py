"""How names and titles vary, as the tables of naming.toml say it."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Matches nowhere.
NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Style:
    """How names of one type vary (a table of naming.toml, where each field is described)."""

    replace: tuple[tuple[re.Pattern[str], str], ...] = ()
    start: re.Pattern[str] = NOTHING
    end: re.Pattern[str] = NOTHING
    edition: re.Pattern[str] = NOTHING
    least: int = 2
    place: bool = False
    local: bool = False
    wide: re.Pattern[str] = NOTHING
    ranked: re.Pattern[str] = NOTHING
    generic: re.Pattern[str] = NOTHING
    district: bool = False
    implied: bool = False
    full: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True)
class ShortStyle:
    """How short names of enterprises come about (the table ``short``)."""

    generic: re.Pattern[str]
    weak: re.Pattern[str]
    branch: re.Pattern[str]
    parent: re.Pattern[str]
    bare: re.Pattern[str]
    house: re.Pattern[str]
    kind: re.Pattern[str]
    legal: re.Pattern[str]
    sibling: re.Pattern[str]
    investor: re.Pattern[str]
    line: re.Pattern[str]
    organ: frozenset[str]


@dataclass(frozen=True)
class PostStyle:
    """How titles say acting and former, and which have one seat (the table ``posts``)."""

    acting: re.Pattern[str]
    former: re.Pattern[str]
    single: re.Pattern[str]
