"""Where a title is held that names no body: where the title before it is, or at the firm or alliance spoken of."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import Mention
from kg.relate.discourse import Discourse, latest
from kg.relate.line import BODIES, EDGES, Line, Post, Unit
from kg.relate.rules import Vocabulary

#: What stands before a post that somebody takes: 出任首任主任, 当选理事长.
_TAKEN = re.compile(
    "(?:当选|出任|担任|兼任|就任|接任|任)(?:为|了|首任|首届|第[0-9一二三四五六七八九十]+[任届]|新一届)?$"
)
_OPEN = {"", *EDGES, *"”“的、和与同由对向"}


class Titles:
    """Puts bodies into titles without one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._heads = vocabulary.heads

    def place(self, line: Line, discourse: Discourse) -> None:
        """Give a title that names no body that of the title before it, or a head's the firm spoken of."""
        for at, unit in enumerate(line.units):
            if unit and unit.posts and not any(post.bodies for post in unit.posts):
                line.units[at] = self._placed(line, at, unit, discourse)

    def _placed(self, line: Line, at: int, unit: Unit, discourse: Discourse) -> Unit:
        if same := _enumerated(line, at) or _owned(line, at):
            return replace(unit, posts=tuple(Post(post.title, same) for post in unit.posts))
        body = self._body(line, at, discourse) if all(self._heads.search(p.title) for p in unit.posts) else None
        if not body or len(body.members) != 1:
            return unit
        posts = tuple(Post(post.title, body.members) for post in unit.posts)
        return replace(unit, posts=posts, carried=body.carried or 2)

    def _body(self, line: Line, at: int, discourse: Discourse) -> Unit | None:
        """Where a head's title is held that names no body: 总经理 at the firm spoken of, 当选理事长 at the alliance."""
        if _TAKEN.search(line.text, 0, at):  # the body of who takes a post is that of another one
            return _led(line, at) or (discourse.main.carry(2) if discourse.main and _is_led(discourse.main) else None)
        if line.text[at - 1 : at] not in _OPEN:  # a word before it may be a body that was not recognised
            return None
        bodies = (Unit(p.bodies) for u in line.units[:at] if u for p in u.posts or [Post("", _bodies(u))])
        body = latest(unit for unit in bodies if unit.members)
        return body.carry(1) if body else discourse.recall(("Company", "Organization", "IndustrialPark"))


def _enumerated(line: Line, at: int) -> tuple[Mention, ...]:
    """In 甲公司董事张三、副总裁李四 the second title is held where the first is."""
    before = line.units[at - 3] if at > 2 else None
    if before and before.posts and line.units[at - 2] and line.text[at - 1] in "、,;和及与":
        return before.posts[-1].bodies
    return ()


def _owned(line: Line, at: int) -> tuple[Mention, ...]:
    """The bodies of 甲公司的技术员, and in 为甲法院副院长,免去其庭长职务 those of the post before."""
    if line.text[at - 1 : at] == "其":
        return next((u.posts[-1].bodies for u in reversed(line.units[:at]) if u and u.posts), ())
    before = line.units[at - 2] if at > 1 and line.text[at - 1] == "的" else None
    return _bodies(before) if before and not before.posts else ()


def _is_led(unit: Unit) -> bool:
    return unit.types == {"Organization"} and not unit.posts


def _led(line: Line, at: int) -> Unit | None:
    """The organisation that a sentence begins with, or else the last one that it names before."""
    units = [unit for unit in line.units[:at] if unit]
    found = next((unit for unit in (*units[:1], *reversed(units)) if _is_led(unit)), None)
    return found.carry(1) if found else None


def _bodies(unit: Unit) -> tuple[Mention, ...]:
    return unit.members if unit.types <= set(BODIES) else ()
