"""Words that stand for a name already given: 公司, 该院, 他, 双方, 后者, 5家企业, 代表团, 本届年会, 开幕式."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.model import Mention
from kg.relate.discourse import Discourse, latest
from kg.relate.line import ANY_UNIT, EDGES, Alphabet, Line, Unit
from kg.relate.rules import Anaphor, Vocabulary

#: Names of a list of which a word for one thing means none.
_SEVERAL = 3
#: How many names, and lists, back a word may point.
REACH, LISTS = 40, 8
#: What 后者 may be though more than two were named.
ACTORS = frozenset({"Company", "Organization"})
PERSONS = frozenset({"Official", "Person"})
#: What makes a common noun a certain one: 该研究所, 本届年会, 此次活动.
_THIS = "(?:[本此该这那](?:次|届|场|项|个|家)?)?"
#: No sign of a single thing: 企业们, 公司级, 活动名录.
_NOT_ONE = "(?![^,:;。的、\ue000-\ue1ff]{0,2}(?:们|化|家|级|名录))"
_DIGITS = "零一二三四五六七八九十"
_DISTRICTS, _OF_DISTRICT = ("县", "区", "镇"), frozenset({"Place", "GovernmentBody"})
#: What stands before the noun of such a word.
_OF_ALL = re.compile("^该|^[全我](?=[县区镇]$)")
#: What every firm is called.
_ANY_FIRM = ("公司", "企业")
_COUNT = "(?P<count>[0-9]{1,2}|[二两三四五六七八九十])(?:家|位|名|所|个)"
_LIST = re.compile(f"{ANY_UNIT}(?:(?:、|和|及|以及|与|,){ANY_UNIT})+")
_LED = re.compile(f"({ANY_UNIT})[^{EDGES}\ue000-\ue1ff]{{0,10}}?(?:率领|率队|率|带领|带队|带着)")
#: Names with their titles up to who is named last: 甲市委书记张三,市长李四.
_TOGETHER = re.compile(f"{ANY_UNIT}(?:[,、和]?{ANY_UNIT})*$")
#: Where a visit goes, with what is done there: 来园区调研.
_VISITED = (
    "(?<=[来到赴])(?=[该本]?(?:园区|产业园|工业园|科技园|开发区|经开区|高新区|集聚区)"
    "(?:调研|考察|视察|走访|检查|督导|参观|指导|现场办公))"
)
#: A delegation is said to be a place's: 长治市党政考察团.
_FROM = "(?:党政|经贸|政府|企业家)?"


class Anaphora:
    """Replaces words that stand for a name by the unit that they stand for; one for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._anaphors = vocabulary.anaphors
        words = "|".join(map(re.escape, sorted(self._anaphors, key=len, reverse=True)))
        before = "".join(f"|(?<={word})" for word in vocabulary.before)
        start = f"(?:(?<![^{EDGES}由与和“”])(?<![^{EDGES}]”){before})"
        start = f"(?:{start}|{_VISITED})"
        place = f"(?P<place>{alphabet.pattern(['Place'])}{_FROM})?"
        self._word = re.compile(words or "(?!)")  # looked for alone, it is found much faster
        self._anaphor = re.compile(f"{start}(?:{_THIS}|[这上]?述?{_COUNT}|{place})(?P<word>{words}){_NOT_ONE}")
        self._described = {word: _description(a.described) for word, a in self._anaphors.items() if a.described}

    def resolve(self, line: Line, discourse: Discourse) -> None:
        """Put the unit in the place of each word that stands for one, and note lists and who leads."""
        at, before = 0, discourse.pair
        while self._word.search(line.text, at) and (found := self._anaphor.search(line.text, at)):
            unit = self._antecedent(line, found, discourse)
            at = found.start() + 1
            if unit and (char := self._alphabet.char(unit.types)):
                line.replace(found.span(), char, unit)
        if discourse.pair is before:  # a sentence on, nobody means them
            discourse.pair = None
        if self._alphabet.census(line.text)[0]:
            discourse.lists = [*discourse.lists, *_lists(line, len(line.text))][-LISTS:]
            discourse.leader = _leader(line, len(line.text)) or discourse.leader

    def _antecedent(self, line: Line, found: re.Match[str], discourse: Discourse) -> Unit | None:
        anaphor = self._anaphors[found["word"]]
        if found["place"] and not anaphor.led:
            return None
        if anaphor.described and not self._described[found["word"]].match(line.text, found.end()):
            return None
        here = [unit for unit in line.units[: found.start()] if unit and not unit.posts]
        past = [*discourse.history[-REACH:], *here]
        if anaphor.both:
            return _both(past, anaphor.types)
        if anaphor.first or anaphor.second:
            return self._one_of_two(line, found, discourse, anaphor)
        if found.group().startswith("该") and _either(_lately(line, found, discourse, anaphor), found["word"]):
            return None
        if anaphor.list or found["count"]:
            return _listed([*discourse.lists, *_lists(line, found.start())], anaphor, found["count"])
        if anaphor.led:
            leader = _leader(line, found.start()) or discourse.leader
            return leader.carry(1) if leader and leader.types & set(anaphor.types) else None
        if unit := _named(past, found, anaphor):
            return unit.carry(1)
        listed = [member for unit in _lists(line, found.start()) for member in unit.members]
        return None if anaphor.named else self._spoken_of(here, listed, anaphor, discourse)

    def _one_of_two(self, line: Line, found: re.Match[str], discourse: Discourse, anaphor: Anaphor) -> Unit | None:
        """前者 or 后者; 后者 is the other of the two of which the text just said 前者, whatever it named since."""
        if anaphor.second and discourse.pair:
            return Unit((discourse.pair[1],), carried=1)
        names = _lately(line, found, discourse, anaphor)
        unit = _of_two(names, [*discourse.lists, *_lists(line, found.start())], anaphor)
        if unit and anaphor.first:
            discourse.pair = names[0], names[1]
        return unit

    def _spoken_of(
        self, here: Sequence[Unit], listed: Sequence[Mention], anaphor: Anaphor, discourse: Discourse
    ) -> Unit | None:
        """What the sentence has so far, rather none of a list (甲公司供货乙、丙,公司上市); else what was spoken of."""
        fits = [u for u in here if u.types & set(anaphor.types) and len(u.members) == 1]
        if unit := latest(u for u in fits if u.members[0] not in listed):
            return unit.carry(1)
        if fits:  # of several firms that were all visited (在甲、乙、丙,深入企业) none is the one
            return fits[-1].carry(1) if len(fits) < _SEVERAL else None
        unit = discourse.recall(anaphor.types)
        if unit and len(unit.members) > 1:  # one of several is none of them: rather the one named last
            unit = discourse.last_named(anaphor.types)
        return unit.carry(2) if unit else None


def _description(nouns: Sequence[str]) -> re.Pattern[str]:
    """What follows 这家 where it describes what it stands for: 由甲集团创办的企业."""
    return re.compile(f"[^{EDGES}]{{1,40}}的[^{EDGES}的]{{0,8}}?(?:{'|'.join(map(re.escape, nouns))})")


def _named(past: Iterable[Unit], found: re.Match[str], anaphor: Anaphor) -> Unit | None:
    """The latest name that ends as the word does, where the word says that it is a certain one, or must be."""
    noun = _OF_ALL.sub("", found["word"])
    if not anaphor.named and noun == found.group():
        return None
    fits = [u for u in past if u.types & set(anaphor.types)]
    if noun in _DISTRICTS:
        return _division(past, fits, noun)
    return latest(u for u in fits if noun in u.members[-1].name and (anaphor.named or _ends(u, noun)))


def _division(past: Iterable[Unit], places: Sequence[Unit], noun: str) -> Unit | None:
    """全县: the county named last, or whose government is (甲县委书记介绍,全县…); 全区 may be a whole region's."""
    last = latest(u for u in past if noun in u.members[-1].name and u.types <= _OF_DISTRICT)
    if not last or any(_ends(unit, "自治区") for unit in places):
        return None
    name = last.members[-1].name
    return latest(u for u in places if _ends(u, noun) and name.startswith(u.members[-1].name))


def _ends(unit: Unit, noun: str) -> bool:
    return unit.members[-1].name.endswith(noun)


def _lately(line: Line, found: re.Match[str], discourse: Discourse, anaphor: Anaphor) -> list[Mention]:
    """The different names of an anaphor's types before it in its line; where there is none, in the last sentence."""
    said = [unit for unit in line.units[: found.start()] if unit]
    here = (Unit(bodies) for unit in said for bodies in ([p.bodies for p in unit.posts] or [unit.members]))
    for units in (here, discourse.sentence):
        names = {m.name: m for unit in units for m in unit.members if m.type in anaphor.types and not m.implied}
        if names:
            return list(names.values())
    return []


def _either(names: Sequence[Mention], word: str) -> bool:
    """Whether 该公司 may be either of several firms, 该研究所 either of several that are called so."""
    noun = word.removeprefix("该")
    return len([m for m in names if noun in _ANY_FIRM or m.name.endswith(noun)]) > 1


def _of_two(names: Sequence[Mention], lists: Iterable[Unit], anaphor: Anaphor) -> Unit | None:
    """前者 or 后者 of two names of one type; else 后者 is the firm named last, but for one of a list of such."""
    if anaphor.second and len(names) != 2 and names and names[-1].type in ACTORS:
        fits = ([m for m in listed.members if m.type in anaphor.types] for listed in lists)
        return None if any(names[-1] in some[1:] for some in fits) else Unit((names[-1],), carried=1)
    if len(names) != 2 or names[0].type != names[1].type:
        return None
    return Unit((names[0 if anaphor.first else 1],), carried=1)


def _both(units: Sequence[Unit], types: Sequence[str]) -> Unit | None:
    """双方: the last two different names of these types as one unit."""
    members = [m for unit in reversed(units) for m in reversed(unit.members) if m.type in types]
    other = next((m for m in members if m.name != members[0].name), None)
    return Unit((other, members[0]), carried=1) if other else None


def _listed(lists: Iterable[Unit], anaphor: Anaphor, count: str | None) -> Unit | None:
    """它们, 5家企业: the last list of names of these types, of so many where the text says how many."""
    wanted = 0 if not count else int(count) if count.isdigit() else _DIGITS.index(count.replace("两", "二"))
    fits = (u for u in lists if u.types <= set(anaphor.types))
    unit = latest(u for u in fits if wanted in {0, len(u.members)})
    return unit.carry(1) if unit else None


def _lists(line: Line, end: int) -> list[Unit]:
    """The lists of names in a line up to ``end``."""
    found = (line.within(*m.span()) for m in _LIST.finditer(line.text, 0, end))
    return [Unit(tuple(m for u in units for m in u.members)) for units in found if not any(u.posts for u in units)]


def _leader(line: Line, end: int) -> Unit | None:
    """Who leads others somewhere, up to ``end``: a person, or the body that a head is of."""
    starts = [found.start(1) for found in _LED.finditer(line.text, 0, end)]
    unit = line.units[starts[-1]] if starts else None
    if unit and unit.types <= PERSONS and (found := _TOGETHER.search(line.text, 0, starts[-1] + 1)):
        return Unit(tuple(m for u in line.within(*found.span()) if u.types <= PERSONS for m in u.members))
    if not unit or not unit.posts:
        return unit
    return Unit(unit.posts[0].bodies) if unit.posts[0].bodies else None
