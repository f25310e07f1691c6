"""Timelines: the posts of a person, or the holders of a post, in the order in which they were seen."""

from __future__ import annotations

from kg.errors import InputError
from kg.model import Entity, Graph, Membership
from kg.resolve.lookup import find_entities
from kg.resolve.naming import fold

#: Ending of a body's name that its head's title leaves out: 株洲市人民政府 + 市长 is 株洲市市长.
_GOVERNMENT = "人民政府"


def timeline(graph: Graph, text: str) -> list[Membership]:
    """The memberships of the person, the post (body and title: 株洲市市长) or the body called so, by date.

    Raises:
        InputError: nothing is called so, or it has no dated post.
    """
    wanted = fold(text)
    held = [m for m in graph.memberships if wanted in calls(graph.by_id[m.body], m.title)]
    if not held:
        ids = {e.id for e in find_entities(graph, text)}
        held = [m for m in graph.memberships if m.person in ids or m.body in ids]
    if not held:
        raise InputError("no post is known", where=text, advice="give a person, a body, or a post such as 株洲市市长")
    return sorted(held, key=lambda m: (m.first or "9999", m.last, m.body, m.title, m.person))


def calls(body: Entity, title: str) -> set[str]:
    """What a post may be called, folded: 株洲市人民政府市长, 株洲市市长 and 株洲市长."""
    found = set()
    for name in map(fold, (body.name, *body.aliases)):
        place = name.removesuffix(_GOVERNMENT)
        found |= {name + title, place + title}
        if place and title.startswith(place[-1]):
            found.add(place + title[1:])
    return found
