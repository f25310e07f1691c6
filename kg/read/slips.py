"""Slips of text recognition and of typists, read right where a dictionary leaves no doubt; what is printed stays."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import ahocorasick

from kg.model import Correction
from kg.read.fold import fold
from kg.read.joints import Joints, model_form

#: A shorter name is not enough to be certain.
SHORTEST = 4
#: What stands behind the name of a city or county so often that both are a name.
SEATS = ("委", "政府", "人民政府")
DIVISIONS = frozenset({"province", "city", "county"})


class Slips:
    """Finds names that differ from a known one by one character that is taken for the right one.

    Args:
        alike: groups of characters that are taken for each other.
        names: the known names, folded.
    """

    def __init__(self, alike: Iterable[str], names: Iterable[str]) -> None:
        twins: dict[str, str] = {}
        for group in alike:
            for character in group:
                twins[character] = twins.get(character, "") + group.replace(character, "")
        known = sorted({name for name in names if len(name) >= SHORTEST})
        found: dict[str, tuple[str, int, str] | None] = {}
        for row in _wrongly(known, twins):
            if found.setdefault(row[0], row) != row:
                found[row[0]] = None
        self._automaton = _automaton(row for row in found.values() if row)
        said = self._automaton.iter("\n".join(known)[::-1]) if len(self._automaton) else ()
        self._meant = {wrong for _, (wrong, _, _) in said}  # known names have it

    def find(self, folded: str, joints: Joints) -> list[Correction]:
        """The slips in a page's folded text, in order; none where the printed characters are known to stand so."""
        found: dict[int, Correction] = {}
        if not len(self._automaton):
            return []
        for last, (wrong, at, right) in self._automaton.iter(folded[::-1]):
            start = len(folded) - 1 - last
            if wrong not in self._meant and not _usual(wrong, at, joints):
                found.setdefault(start + at, Correction(start + at, folded[start + at], right))
        return [found[place] for place in sorted(found)]


def _automaton(rows: Iterable[tuple[str, int, str]]) -> ahocorasick.Automaton:
    """Finds what is wrong in reversed text: names have few last characters, and at the root each is tried in turn."""
    automaton = ahocorasick.Automaton()
    for row in rows:
        automaton.add_word(row[0][::-1], row)
    automaton.make_automaton()
    return automaton


def _wrongly(names: Iterable[str], twins: Mapping[str, str]) -> Iterator[tuple[str, int, str]]:
    """Names with one character taken for another: as they stand then, the place, and the right character."""
    doubtful = re.compile(f"[{re.escape(''.join(sorted(twins)))}]") if twins else re.compile("(?!)")
    for name in names:
        for hit in doubtful.finditer(name):
            at, right = hit.start(), hit[0]
            for twin in twins[right]:
                yield name[:at] + twin + name[at + 1 :], at, right


def _usual(printed: str, at: int, joints: Joints) -> bool:
    """Whether the characters round the place were seen in this order in print."""
    form = model_form(printed)
    return any(joints.counts.of(form[i : i + 3]) for i in range(max(0, at - 2), min(at, len(form) - 3) + 1))


def corrected(folded: str, slips: Iterable[Correction]) -> str:
    """The folded text with the slips read right; of the same length."""
    characters = list(folded)
    for slip in slips:
        characters[slip.start] = slip.read
    return "".join(characters)


def dictionary_names(folder: Path) -> Iterator[str]:
    """Names of the ontology's ``dictionaries``, folded.

    Bodies, organisations, and places down to counties: alone, behind what they are part of, before their seats.
    """
    return iter(fold("\n".join(_names(folder))).split("\n"))


def _names(folder: Path) -> Iterator[str]:
    for file in ("bodies", "organizations"):
        for row in _rows(folder / f"{file}.tsv"):
            yield from (row["form"], row["name"] or row["form"])
    for row in _rows(folder / "places.tsv"):
        if row["level"] in DIVISIONS and row["form"] == row["name"]:
            yield from (row["name"], *(row["name"] + seat for seat in SEATS))
            yield from (parent + row["name"] for parent in row["parent"].split("|") if parent)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", restval="")
        yield from rows
