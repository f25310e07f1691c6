"""Posts in time: who was seen in which post from when to when, acting or full, and who contradicts whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise

from kg.model import Contradiction, Membership, Statement, Succession, digest
from kg.resolve.styles import PostStyle


def memberships(
    statements: Iterable[Statement], canonical: Mapping[str, str], style: PostStyle
) -> tuple[Membership, ...]:
    """Who was seen in which post: one for each person, body, title and way of holding it, by body, title and date.

    Args:
        statements: those of holdsPost are read.
        canonical: local id -> entity id.
        style: how titles say acting and former.
    """
    seen: dict[tuple[str, str, str, bool, bool], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.predicate == "holdsPost":
            title, acting, former = read_title(s.title, style)
            seen[canonical[s.subject], canonical[s.object], title, acting, former].append(s)
    found = [_membership(*key, said=said) for key, said in seen.items()]
    return tuple(sorted(found, key=lambda m: (m.body, m.title, m.first, m.last, m.person, m.id)))


def _membership(person: str, body: str, title: str, acting: bool, former: bool, *, said: list[Statement]) -> Membership:
    dates = {s.date for s in said if s.date}
    key = digest(person, body, title, "acting" if acting else "", "former" if former else "")
    first = min((date.partition("/")[0] for date in dates), default="")
    last = max((date.rpartition("/")[2] for date in dates), default="")
    return Membership(key, person, body, title, acting, former, first, last, tuple(sorted({s.id for s in said})))


def read_title(title: str, style: PostStyle) -> tuple[str, bool, bool]:
    """A title without what says acting or former, and whether it said so: 代市长 -> (市长, True, False)."""
    bare = style.former.sub("", title)
    former = bare != title
    full = style.acting.sub("", bare)
    return full, full != bare, former


def contradictions(held: Iterable[Membership], style: PostStyle) -> tuple[Contradiction, ...]:
    """Two people in a post for one, where one was seen in it between two sightings of the other."""
    found = []
    for (body, title), seats in _single_seats(held, style):
        for left, right in combinations(_spans(seats), 2):
            if _within(left, right) or _within(right, left):
                found.append(Contradiction(body, title, left, right))
    return tuple(found)


def successions(held: Iterable[Membership], style: PostStyle) -> tuple[Succession, ...]:
    """In each post for one, who was seen after whom; nothing where sightings do not tell who came first."""
    found = []
    for _, seats in _single_seats(held, style):
        by_person: dict[str, list[Membership]] = defaultdict(list)
        for m in sorted(seats, key=lambda m: (m.first, m.last, m.id)):
            by_person[m.person].append(m)
        spans = _spans(seats)
        for earlier, later in pairwise(spans):
            if _after(later.first, earlier.last):
                before = max(by_person[earlier.person], key=lambda m: (m.last, m.first, m.id))
                found.append(Succession(before, by_person[later.person][0]))
    return tuple(found)


def _single_seats(held: Iterable[Membership], style: PostStyle) -> list[tuple[tuple[str, str], list[Membership]]]:
    """Body and title of each post for one -> the dated memberships in it, those before their dates left out."""
    posts: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for m in held:
        if style.single.fullmatch(m.title) and m.first and not m.former:
            posts[m.body, m.title].append(m)
    return sorted(posts.items())


def _spans(seats: Sequence[Membership]) -> list[Membership]:
    """One membership a person, from the first to the last sighting, acting or full."""
    people: dict[str, list[Membership]] = defaultdict(list)
    for m in seats:
        people[m.person].append(m)
    spans = []
    for ms in people.values():
        first, last = min(m.first for m in ms), max(m.last for m in ms)
        said = tuple(sorted({s for m in ms for s in m.statements}))
        one = ms[0]
        spans.append(Membership(one.id, one.person, one.body, one.title, False, False, first, last, said))
    return sorted(spans, key=lambda m: (m.first, m.person))


def _within(inner: Membership, outer: Membership) -> bool:
    """Whether a sighting of ``inner`` lies surely between two of ``outer``; a month is all its days."""
    return any(_after(date, outer.first) and _after(outer.last, date) for date in (inner.first, inner.last))


def _after(later: str, earlier: str) -> bool:
    """Whether one ISO date is surely after another, as exact as both are."""
    size = min(len(later), len(earlier))
    return later[:size] > earlier[:size]
