"""Short names that follow from full ones: parts of the full name, in order, from a place where a name may begin."""

from __future__ import annotations

from collections.abc import Iterator

from kg.resolve.naming import Naming

#: A short name is at most this many characters long.
LONGEST = 8
#: Families whose names are shortened by leaving out parts.
SHORTENED = frozenset({"body", "IndustrialPark"})
#: Stretches of the full name that a short name may be made of.
STRETCHES = 3
#: How sure a short name of two characters is: 三一 could be many.
TWO = 0.8
#: How sure one of several stretches is, by whether the last says the kind of house alone: 中信证券 is not 中信建投证券.
_SURE_PARTS = (0.5, 0.9)


def beginnings(core: str, naming: Naming) -> Iterator[str]:
    """The core of a full name from each point at which its short name may begin.

    The whole, without a leading place, and with the place's single character for it (株 + 硬质合金集团).
    """
    yield core
    rest = core
    while lead := naming.leading_place(rest) or _parent(rest, naming):
        rest = rest[len(lead) :]
        if len(rest) < 2:
            return
        yield rest
        if initial := naming.initials.get(naming.city(lead)):
            yield initial + rest


def _parent(text: str, naming: Naming) -> str:
    found = naming.short.parent.match(text)
    return found[0] if found else ""


def stretches(short: str, full: str) -> list[tuple[int, str]]:
    """The longest stretches of ``full``, in order, that ``short`` is made of, each after how many characters left out.

    [] where it is not made of such.
    """
    found: list[tuple[int, str]] = []
    at = 0
    while short:
        size = next((n for n in range(len(short), 0, -1) if full.find(short[:n], at) >= 0), 0)
        if not size:
            return []
        start = full.find(short[:size], at)
        found.append((start - at, short[:size]))
        at, short = start + size, short[size:]
    return found


def brand(core: str, naming: Naming) -> str:
    """What is left of a core when the words at its end that say a line of business are left out; two characters stay.

    时代新材料科技 comes down to 时代.
    """
    return next((core[:at] for at in range(2, len(core)) if naming.short.generic.fullmatch(core, at)), core)


def derivation(short: str, full: str, naming: Naming) -> tuple[float, str]:
    """How well the core ``short`` follows from the core ``full``, 0 to 1, and how; (0, "") where it does not.

    1 where only words are left out that any enterprise may bear (株洲时代新材料科技 -> 时代新材), 0.9 where its line
    of business is (比亚迪电子 need not be 比亚迪) or where up to three stretches are taken (株洲硬质合金集团 ->
    株硬集团), less where the short name has two characters.
    """
    if not 2 <= len(short) <= LONGEST or len(short) >= len(full) or _says_nothing(short, full, naming):
        return 0.0, ""
    best = (0.0, "")
    for start in beginnings(full, naming):
        if not start.startswith(short[:2]):
            continue
        parts = stretches(short, start)
        if len(parts) == 1 and len(short) >= len(brand(start, naming)):
            sure = 1.0 if naming.short.weak.fullmatch(start, len(short)) else 0.9
            return sure if len(short) > 2 else TWO, f"{short} is {full} without its line of business"
        if _readable(parts, naming):
            best = max(
                best,
                (
                    _SURE_PARTS[_says_little(parts[-1][1], naming)],
                    f"{short} takes {' + '.join(part for _, part in parts)} of {full}, in order",
                ),
            )
    return best


def _says_nothing(short: str, full: str, naming: Naming) -> bool:
    """Whether a name is a place or a line of business alone, or of another kind of house: 医院 is no 学院."""
    house = naming.short.house.search(short)
    other = house is not None and len(house[0]) > 1 and not full.endswith(house[0])
    return other or short in naming.places or naming.short.generic.fullmatch(short) is not None


def _readable(parts: list[tuple[int, str]], naming: Naming) -> bool:
    """Whether these stretches make a short name: a single character is the first of a word of two, or the house."""
    if not 1 < len(parts) <= STRETCHES or len(parts[0][1]) < 2:
        return False
    *body, (_, last) = parts
    return all(len(part) > 1 or gap == 1 for gap, part in body) and (len(last) > 1 or last in naming.short.organ)


def _says_little(part: str, naming: Naming) -> bool:
    """Whether a last stretch says the kind of house and no more: 集团, 科技, 院."""
    return len(part) == 1 or naming.short.generic.fullmatch(part) is not None
