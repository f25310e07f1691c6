"""Short names that follow from full ones: parts of the full name, in order, from a place where a name may begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.resolve.naming import COUNTRY, Naming

#: A short name is at most this many characters long.
LONGEST = 8
#: Families whose names are shortened by leaving out parts.
SHORTENED = frozenset({"body", "IndustrialPark"})
#: Stretches of the full name that a short name may be made of.
STRETCHES = 3
#: How sure a short name of two characters is: 三一 could be many.
TWO = 0.8
#: How sure a short name is that leaves its line of business out, or words that any enterprise may bear.
BUSINESS, WEAK = 0.92, 0.98
#: What a name leaves out without a doubt.
_HOUSE = re.compile("(集团|股份|有限|责任|公司|实业)*")
#: How sure one of several stretches is, by whether the last says the kind of house alone: 中信证券 is not 中信建投证券;
#: and where a word says it that others of the brand bear: 中泰集团 need not be 中泰纺织集团.
_SURE_PARTS, _SURE_WORD = (0.5, 0.9), 0.85


def beginnings(core: str, naming: Naming) -> Iterator[str]:
    """The core of a full name from each point at which its short name may begin.

    The whole, without a leading place, and with the place's single character for it (株 + 硬质合金集团).
    """
    return (text for text, _ in _openings(core, naming))


def _openings(core: str, naming: Naming) -> Iterator[tuple[str, bool]]:
    """As ``beginnings``, and whether what is left still says whose house it is.

    It does where a character stands for the place (徐工, of 徐州工程), or the parent was left out before the place.
    """
    yield core, False
    rest = core
    while lead := naming.leading_place(rest) or _parent(rest, naming):
        rest = rest[len(lead) :]
        if len(rest) < 2:
            return
        parent = lead not in naming.places
        yield rest, parent and bool(naming.leading_place(rest))
        if initial := _initial(lead, naming):
            yield initial + rest, True


def _initial(place: str, naming: Naming) -> str:
    """What stands for a city, county or the country in names: the profile's, else the first; "" for other places."""
    city = naming.city(place)
    local = city in naming.provinces or naming.places.get(place) in naming.homes or place == COUNTRY
    return naming.initials.get(city) or (place[0] if local else "")


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

    1 where only the kind of house is left out (集团), or where a character says whose it is and both end
    alike (株洲硬质合金集团 -> 株硬集团); 0.98 where words are that any enterprise may bear (株洲时代新材料科技
    -> 时代新材), 0.92 where its line of business is (比亚迪电子 need not be 比亚迪), 0.9 where up to three stretches
    are taken; less where the short name has two characters.
    """
    if not 2 <= len(short) <= LONGEST or len(short) >= len(full) or _says_nothing(short, full, naming):
        return 0.0, ""
    best = (0.0, "")
    for start, says_whose in _openings(full, naming):
        if not start.startswith(short[:2]):
            continue
        parts = stretches(short, start)
        if len(parts) == 1 and len(short) >= len(brand(start, naming)):
            return _sure(short, start, naming), f"{short} is {full} without its line of business"
        if _readable(parts, naming):
            last = parts[-1][1]
            sure = _SURE_PARTS[_says_little(last, naming)]
            if sure > min(_SURE_PARTS) and says_whose and start.endswith(last):
                sure = 1.0
            elif len(last) > 1:
                sure = min(sure, _SURE_WORD)
            best = max(best, (sure, f"{short} takes {' + '.join(part for _, part in parts)} of {full}, in order"))
    return best


def _sure(short: str, start: str, naming: Naming) -> float:
    """How sure a name is that begins another, by what it leaves out."""
    if len(short) <= 2:
        return TWO
    if _HOUSE.fullmatch(start, len(short)):
        return 1.0
    return WEAK if naming.short.weak.fullmatch(start, len(short)) else BUSINESS


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
