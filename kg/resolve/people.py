"""Which mentions of a person's name are one person: the posts say it, or nobody else of the name is near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from kg.model import Statement
from kg.resolve.features import Evidence, Feature, Finding
from kg.resolve.naming import Naming
from kg.resolve.node import Node

Pairs = Iterator[tuple[Node, Node]]
#: Before a place, the key of its leading bodies among the posts of a person.
LADDER = "ladder:"
#: So many nodes of one name and city are paired with those of its districts.
CROWD = 48


def same_name(a: Node, b: Node, _: Evidence) -> Finding | None:
    """The same name, character for character."""
    return (1.0, f"the same name, {a.name}") if a.folded == b.folded else None


def same_post(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """Both hold posts at one body, or at the leading bodies of one city, between which leaders move."""
    mine, theirs = evidence.posts.get(a.id, {}), evidence.posts.get(b.id, {})
    shared = sorted(mine.keys() & theirs.keys())
    return (1.0, f"both hold posts at {mine[shared[0]]}") if shared else None


def same_region(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """One holds a post at the leading bodies of a city, the other at those of a district or county of it."""
    mine, theirs = evidence.ladders.get(a.id, {}), evidence.ladders.get(b.id, {})
    for city in sorted(mine.keys() & theirs.keys()):
        upper, lower = mine[city] & theirs[city], mine[city] ^ theirs[city]
        if not upper and city in lower:
            return 1.0, f"one leads {city}, the other {min(lower - {city})} in it"
    return None


def only_one_here(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """One is named without a post, and on that page nobody else bears the name."""
    if _unposted(a, b, evidence) and a.pages & b.pages:
        count = _rivals(a, b, evidence)
        return (1.0, "the only one of the name on the page") if count <= 1 else None
    return None


def only_official_here(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """One is named without a post, both are officials, and among the city's nobody else bears the name."""
    if not _unposted(a, b, evidence) or not a.homes & b.homes - {""} or {a.type, b.type} != {"Official"}:
        return None
    return (1.0, "the only official of the name in the city") if _rivals(a, b, evidence) <= 1 else None


def same_city(a: Node, b: Node, _: Evidence) -> Finding | None:
    """Both are named on pages of one city."""
    shared = sorted((a.homes & b.homes) - {""})
    return (1.0, f"both on pages of {shared[0]}") if shared else None


def other_posts(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """Both hold posts, at bodies that have nothing to do with each other."""
    mine, theirs = evidence.posts.get(a.id, {}), evidence.posts.get(b.id, {})
    if mine and theirs and not mine.keys() & theirs.keys():
        return 1.0, f"one is at {min(mine.values())}, the other at {min(theirs.values())}"
    return None


def _unposted(a: Node, b: Node, evidence: Evidence) -> bool:
    return not evidence.posts.get(a.id) or not evidence.posts.get(b.id)


def _rivals(a: Node, b: Node, evidence: Evidence) -> int:
    return max(evidence.rivals.get(a.id, 0), evidence.rivals.get(b.id, 0))


#: Features of people.
PEOPLE = (
    Feature(same_name, 0.4),
    Feature(same_post, 0.6),
    Feature(same_region, 0.4),
    Feature(only_one_here, 0.55),
    Feature(only_official_here, 0.5),
    Feature(same_city, 0.2),
    Feature(other_posts, -0.05),
)


def posts_of(
    nodes: Iterable[Node], statements: Iterable[Statement], body_of: Callable[[str], tuple[str, str]], naming: Naming
) -> dict[str, dict[str, str]]:
    """For each person's node the bodies and ladders at which posts are held: key -> label.

    Args:
        nodes: the people.
        statements: all statements.
        body_of: local id of a body -> the id that stands for it now, and its name.
        naming: the naming rules, whose ladder pattern says which bodies share their leaders.
    """
    node_of = {local: node.id for node in nodes for local in node.locals}
    posts: dict[str, dict[str, str]] = defaultdict(dict)
    for s in statements:
        if s.predicate == "holdsPost" and s.subject in node_of:
            body, name = body_of(s.object)
            held = posts[node_of[s.subject]]
            held[body] = min(held.get(body, name), name)
            if place := naming.led_place(name):
                held[f"{LADDER}{place}"] = f"the leading bodies of {naming.short_name(place)}"
    return dict(posts)


def ladders_of(posts: Mapping[str, Mapping[str, str]], naming: Naming) -> dict[str, dict[str, set[str]]]:
    """For each person's node, by city, the places led there, as their short names: the city itself or parts of it."""
    found: dict[str, dict[str, set[str]]] = {}
    for node, held in posts.items():
        for place in (key.removeprefix(LADDER) for key in held if key.startswith(LADDER)):
            found.setdefault(node, {}).setdefault(naming.city(place), set()).add(naming.short_name(place))
    return found


def region_pairs(people: Sequence[Node], ladders: Mapping[str, Mapping[str, Set[str]]]) -> Pairs:
    """People of one name who lead a city and a part of it: each of the one with each of the other."""
    groups: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in people:
        for city in ladders.get(node.id, ()):
            groups[node.folded, city].append(node)
    for (_, city), group in groups.items():
        upper = [n for n in group if city in ladders[n.id][city]]
        yield from ((u, n) for u in upper[:CROWD] for n in group if city not in ladders[n.id][city])


def posted_pairs(people: Sequence[Node], posts: Mapping[str, Mapping[str, str]]) -> Pairs:
    """People of one name who share a body or a ladder: each with the first of it."""
    first: dict[tuple[str, str], Node] = {}
    for node in people:
        for key in sorted(posts.get(node.id, ())):
            if first.setdefault((node.folded, key), node) is not node:
                yield first[node.folded, key], node


class Neighbours:
    """Who of one name is named on a page or in a city's pages, and how many different people that is by now."""

    def __init__(
        self, people: Sequence[Node], find: Callable[[str], str], posts: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._find = find
        self._posts = posts
        self._by_key: dict[tuple[str, str, str], list[Node]] = defaultdict(list)
        for node in people:
            for kind, key in self._keys(node):
                self._by_key[node.folded, kind, key].append(node)

    def pairs(self, people: Iterable[Node], kind: str, rivals: dict[str, int]) -> Pairs:
        """People without a post, with another of the name near (``kind`` page or city); counts the others in rivals."""
        for node in people:
            if self._posts.get(node.id):
                continue
            near = [n for k, key in self._keys(node) if k == kind for n in self._by_key[node.folded, k, key]]
            named = [n for n in near if self._posts.get(n.id)] or [n for n in near if n is not node]
            others = {self._find(n.id): n for n in reversed(named)}
            if others:
                rivals[node.id] = len({root for root, n in others.items() if self._posts.get(n.id)} or {""})
                yield from ((node, other) for _, other in sorted(others.items()))

    def _keys(self, node: Node) -> list[tuple[str, str]]:
        cities = [("city", home) for home in sorted(node.homes - {""})] if node.type == "Official" else []
        return [*(("page", page) for page in sorted(node.pages)), *cities]


def namesakes(people: Iterable[Node], find: Callable[[str], str]) -> Pairs:
    """People of one name that are still apart: each set's first node with the set's before it."""
    last: dict[str, Node] = {}
    seen: set[str] = set()
    for node in sorted(people, key=lambda n: (n.folded, n.first, n.id)):
        root = find(node.id)
        if root in seen:
            continue
        seen.add(root)
        if node.folded in last:
            yield last[node.folded], node
        last[node.folded] = node
