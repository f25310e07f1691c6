"""Which city a page is of, where nobody said: the one whose leading bodies it names most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kg.model import IS_A, Statement
from kg.resolve.naming import Naming, fold

#: So many mentions of a city's leading bodies make its page.
ENOUGH = 2


def infer_homes(statements: Iterable[Statement], naming: Naming, given: Mapping[str, str]) -> dict[str, str]:
    """Page id -> short name of its city: as given, else the city of more than half of the leading bodies named there.

    Args:
        statements: all statements; bodies that a title only implies count as well.
        naming: whose ladder pattern tells a city's leading bodies.
        given: page id -> name of its city, where known.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for s in statements:
        if s.predicate == IS_A and s.subject_type == "GovernmentBody" and not given.get(s.page):
            found = naming.ladder.match(fold(s.subject_name))
            place = found[1] + found[2][0] if found else ""
            if place.endswith(("市", "州")):
                counts[s.page][naming.city(place)] += 1
    homes = {page: naming.city(home) for page, home in given.items() if home}
    for page, cities in counts.items():
        city, count = min(cities.items(), key=lambda item: (-item[1], item[0]))
        if count >= ENOUGH and 2 * count > cities.total():
            homes[page] = city
    return homes
