"""A sentence as a short string in which each name is one character, so that patterns run as plain expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations

from kg.errors import OntologyError
from kg.model import Mention

#: First character of the private-use area; names are encoded from here on.
FIRST = 0xE000
#: Distance from the character of a unit to that of the same unit put before a clause whose subject it is.
CARRIED_PLANE = 0x100
#: Expression of a character that stands for a carried subject.
ANY_CARRIED = "[\ue100-\ue1ff]"
#: Expression of a character that stands for names.
ANY_UNIT = "[\ue000-\ue1ff]"
_UNITS = re.compile(ANY_UNIT)
#: Marks that end a clause.
EDGES = ",;:!?。"


#: Types of what a post is held at.
BODIES = ("Company", "GovernmentBody", "IndustrialPark", "Organization")

#: Makes one unit of a matched text and the units in it, or None to leave it as it is.
Build = Callable[[str, "list[Unit]"], "Unit | None"]


@dataclass(frozen=True, slots=True)
class Post:
    """A title with the bodies that it is held at (none where the text names none)."""

    title: str
    bodies: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """What one private-use character stands for.

    Attributes:
        members: the names; several where the text gives a list.
        posts: for a title phrase, its posts; otherwise empty.
        carried: 0 said here, 1 subject of an earlier clause, 2 of an earlier sentence.
    """

    members: tuple[Mention, ...]
    posts: tuple[Post, ...] = ()
    carried: int = 0

    @property
    def types(self) -> frozenset[str]:
        """Class names of the members."""
        return _alone(self.members[0].type) if len(self.members) == 1 else frozenset(m.type for m in self.members)

    def only(self, types: frozenset[str]) -> Unit:
        """The same unit without the members of other types."""
        return (
            self
            if self.posts or self.types <= types
            else replace(self, members=tuple(m for m in self.members if m.type in types))
        )

    def carry(self, distance: int) -> Unit:
        """The same unit as subject of a later clause (1) or sentence (2)."""
        return self if self.carried >= distance else Unit(self.members, self.posts, distance)


@cache
def _alone(type_: str) -> frozenset[str]:
    return frozenset([type_])


class Alphabet:
    """Which character stands for which set of types.

    Args:
        groups: types that may stand in one list, a set each; every subset of a group has a character.

    Raises:
        OntologyError: they have more subsets than there are characters.
    """

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._chars: dict[frozenset[str], str] = {}
        for group in groups:
            for size in range(1, len(group) + 1):
                for subset in combinations(sorted(group), size):
                    self._chars.setdefault(frozenset(subset), chr(FIRST + len(self._chars)))
        if len(self._chars) > CARRIED_PLANE:
            raise OntologyError("the groups of types have too many subsets", where="rules", advice="make them smaller")
        self._bits = {type_: 1 << bit for bit, type_ in enumerate(sorted(frozenset().union(*self._chars)))}
        masks = ((char, self.mask(subset)) for subset, char in self._chars.items())
        self._masks = {place(char): mask for char, mask in masks for place in (str, _carried)}

    def char(self, types: frozenset[str]) -> str:
        """The character for a unit of these types, or "" where no group holds them all."""
        return self._chars.get(types, "")

    def carried(self, types: frozenset[str]) -> str:
        """The character for a unit of these types as the carried subject of a clause."""
        return _carried(self._chars[types])

    def pattern(self, types: Iterable[str]) -> str:
        """A character class that matches units with at least one member of these types."""
        wanted = frozenset(types)
        said = [char for subset, char in self._chars.items() if subset & wanted]
        return "[" + "".join([*said, *map(_carried, said)]) + "]"

    def mask(self, types: Iterable[str]) -> int:
        """A number with a bit set for each of these types."""
        return sum(self._bits.get(type_, 0) for type_ in frozenset(types))

    def census(self, text: str) -> tuple[int, int]:
        """How many units an encoded text has, and the mask of all their types."""
        types, units = 0, _UNITS.findall(text)
        for char in units:
            types |= self._masks.get(char, 0)
        return len(units), types


def _carried(char: str) -> str:
    return chr(ord(char) + CARRIED_PLANE)


@dataclass
class Line:
    """An encoded stretch of text: one item of ``units`` for each character of ``text``, None for a plain one."""

    text: str
    units: list[Unit | None] = field(default_factory=list)

    def within(self, start: int, end: int) -> list[Unit]:
        """The units of a half-open span of the encoded text."""
        return [unit for unit in self.units[start:end] if unit]

    def put(self, at: int, char: str, unit: Unit) -> None:
        """Insert a unit before the character at ``at``."""
        self.text = self.text[:at] + char + self.text[at:]
        self.units.insert(at, unit)

    def replace(self, span: tuple[int, int], char: str, unit: Unit) -> None:
        """Put a unit in the place of a half-open span."""
        start, end = span
        self.text = self.text[:start] + char + self.text[end:]
        self.units[start:end] = [unit]

    def cut(self, expression: re.Pattern[str]) -> None:
        """Take out each match."""
        for found in reversed(list(expression.finditer(self.text))):
            start, end = found.span()
            self.text = self.text[:start] + self.text[end:]
            del self.units[start:end]

    def fold(self, expression: re.Pattern[str], build: Build, alphabet: Alphabet) -> None:
        """Replace each match that ``build`` makes a unit of by the character of that unit."""
        pieces: list[str] = []
        units: list[Unit | None] = []
        at = 0
        for found in expression.finditer(self.text):
            unit = build(found.group(), self.within(*found.span()))
            char = alphabet.char(unit.types) if unit else ""
            if unit and char:
                pieces += [self.text[at : found.start()], char]
                units += [*self.units[at : found.start()], unit]
                at = found.end()
        if at:
            self.text = "".join(pieces) + self.text[at:]
            self.units = units + self.units[at:]


def encode(text: str, start: int, mentions: Sequence[tuple[Mention, Unit]], alphabet: Alphabet) -> Line:
    """Encode a sentence.

    Args:
        text: the sentence's folded text. start: its place in the page, in characters.
        mentions: mentions that lie within it, sorted, not overlapping, each with its unit.
    """
    pieces: list[str] = []
    units: list[Unit | None] = []
    at = start
    for mention, unit in [*mentions, (None, None)]:
        stop = mention.start if mention else start + len(text)
        plain = "".join(text[at - start : stop - start].split())
        pieces.append(plain)
        units += [None] * len(plain)
        at = stop
        if mention and unit and (char := alphabet.char(unit.types)):
            pieces.append(char)
            units.append(unit)
            at = mention.end
    return Line("".join(pieces), units)
