"""Rows come back as they were, values of other types not taken for one another."""

from __future__ import annotations

from dataclasses import dataclass

from kg.cache.rows import pack, unpack


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    place: int
    share: float = 0.0
    sure: bool = False


def test_things_come_back_as_they_were() -> None:
    things = (Thing("一", 1, 1.0, True), Thing("一", -1, 0.1 + 0.2), Thing("", 1 << 30, 0.0, True))
    values, numbers = pack(Thing, things)
    assert len(values) == len({(type(v), v) for v in values}) and len(numbers) == 4 * len(things)
    back = unpack(Thing, values, numbers)
    assert back == things
    assert [(type(t.share), type(t.sure)) for t in back] == [(float, bool)] * 3
    assert back[0].name is back[1].name
    assert unpack(Thing, *pack(Thing, ())) == ()
