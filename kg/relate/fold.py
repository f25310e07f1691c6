"""Noun phrases become one unit each: quoted names, titles with their bodies, persons with titles, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.model import Mention
from kg.relate.line import ANY_UNIT, BODIES, EDGES, Alphabet, Line, Post, Unit
from kg.relate.rules import POST, Vocabulary

PERSONS = ("Official", "Person")
_COUNT = "[0-9一二三四五六七八九十百多余几数两]{1,8}[家位名个条款种项所座地市件台]"
#: What kind of things they are, no verb among it: 等知名家电品牌.
_KIND = "[^,:;。的、\ue000-\ue1ff出参召开在向对与和来到赴致获入投建签走调考视察访把被将是有为着了说宣揭]{0,8}?"
_SORT = (
    "(?:企业家|企业|公司|单位|部门|机构|领导|专家|代表|院校|高校|学会|协会|园区|产品|品牌|巨头|龙头|客户|厂商|[一-龥]企(?!业)"
    "|部委|厅局|省市|城市|国家|嘉宾|项目|人|地|处)"
)
#: What may follow the last name of a list: 等8家知名企业, 等人, 等处; of several names also 2家企业.
_AND_SO_ON = f"(?:等(?:{_COUNT})?(?:{_KIND}{_SORT})?)?"
_SO_MANY = f"(?:等?(?:{_COUNT})(?:PLACE?{_KIND}{_SORT})?|等(?:{_KIND}{_SORT})?)?"
#: What a person is, before a name in a list: 甲和缂丝传承人乙.
_CALLING = "[^,:;。、的了着过在对向是说与和及\ue000-\ue1ff]{1,8}?[人员家师手者长生民授士匠星]"
#: Between a person's town and name, where the title is taken for a post: 乙市缂丝传承人丙.
_TRADE = "[^,:;。、的了着过在对向是说与和及\ue000-\ue1ff]{0,4}"
_COUNTED = frozenset("家位名个条款种项所座地市件台")
#: Bodies before a post, and titles before a person, at most: of a list with no end no more is looked at.
_MOST = 12
#: What a firm follows, so that a place between the two only says where it is from: 与美国甲公司签约.
_BEFORE_FIRM = "(?<=[与同由向给被])|(?<=携手|联合|牵手|会同|供应|配套|交付|采购|客户)"
#: Who only went along says nothing of what the others did.
_WITH_HOSTS = re.compile(f"在[^{EDGES}]{{1,60}}?(?:的)?(?:陪同|陪伴|引导)下,?")
#: A quoted phrase that describes what follows: “信息在线、过程透明”的平台.
_PHRASE = re.compile("“[^“”\ue000-\ue1ff]{5,40}”(?=的)")


class Folder:
    """Holds the expressions of the folding steps; one for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        post, body, person = (alphabet.pattern(t) for t in ([POST], BODIES, PERSONS))
        self._quoted = re.compile(f"[“《「『]({ANY_UNIT})[”》」』]")
        self._party = re.compile(f"中共(?={body})")
        self._bracketed = re.compile(f"({ANY_UNIT})\\([^()]{{1,40}}\\)")
        bodies = f"(?:{body}(?:(?:[、和及]|以及){body}){{0,{_MOST}}})?"
        was = "(?:原|时任|前|现任)?"
        self._posts = re.compile(f"{bodies}{was}{post}(?:[、,兼及和]?(?:兼任|担任)?(?:{was}{body})?{was}{post}(?!处))*")
        led = "(?:[省市区县州]?(?:主要|有关|相关)?(?:领导|负责人|负责同志|代表))"
        self._titled = re.compile(
            f"{was}(?:{post}|{body}|(?<![的、,]){led}){{1,{_MOST}}}({person})|({person})\\({post}\\)"
        )
        self._address = re.compile(f"{alphabet.pattern(['Place', 'IndustrialPark'])}{{2,}}")
        firm = alphabet.pattern(["Company", "Organization", "GovernmentBody"])
        self._whence = re.compile(f"(?:{_BEFORE_FIRM}){alphabet.char(frozenset({'Place'}))}的?(?={firm})")
        groups = [group for group in vocabulary.groups if group != (POST,)]
        self._lists = [(alphabet.mask(group), self._list(group)) for group in groups]

    def _list(self, group: Sequence[str]) -> re.Pattern[str]:
        one = self._alphabet.pattern(group)
        stranger = f"、[^{EDGES}、\ue000-\ue1ff]{{2,10}}(?=、{one})"
        comma = ",?" if set(group) & set(PERSONS) else ""
        joint = f"(?:、|和|及|以及|{comma})" if comma else "(?:、|和|及|以及)"
        place = self._alphabet.char(frozenset({"Place"})) or one
        item = f"(?:{place}的)?(?!{place}的{ANY_UNIT}){one}"  # in 甲公司、乙市的丙公司 the place is no item
        so_many = _SO_MANY.replace("PLACE", place)
        named = (
            f"(?:{joint}{item}"
            + (f"|(?:、|和|及|以及)(?:(?:{place})?{_CALLING}|{place}{_TRADE}){one}" if comma else "")
            + ")"
        )
        return re.compile(f"{one}(?:(?:{_AND_SO_ON}(?:{stranger})?{named})+{so_many}|{_AND_SO_ON})")

    def names(self, line: Line) -> None:
        """Quotes and brackets around names go, and quoted phrases that describe one."""
        if self._alphabet.census(line.text)[0]:
            line.fold(self._quoted, _first, self._alphabet)
            line.fold(self._bracketed, self._unless_title, self._alphabet)
        if "中共" in line.text:
            line.cut(self._party)
        if "”的" in line.text:
            line.cut(_PHRASE)

    def hosts(self, line: Line) -> None:
        """Take out who only went along (在某某陪同下)."""
        if "下" in line.text:
            line.cut(_WITH_HOSTS)

    def titles(self, line: Line) -> None:
        """Title phrases become one unit with their bodies."""
        line.fold(self._posts, _posts, self._alphabet)

    def facts(self, line: Line) -> None:
        """Persons lose their titles, addresses their wider parts; lists become one unit."""
        units, types = self._alphabet.census(line.text)
        if units:
            line.fold(self._titled, _last_person, self._alphabet)
        if units > 1:
            line.fold(self._address, _last, self._alphabet)
            line.cut(self._whence)
        for mask, expression in self._lists if units > 1 or (units and "等" in line.text) else ():
            if types & mask:
                line.fold(expression, _joined, self._alphabet)

    def _unless_title(self, text: str, units: list[Unit]) -> Unit | None:
        return None if any(unit.posts for unit in units[1:]) else units[0]


def post_unit(mention: Mention, implied: Iterable[Mention]) -> Unit:
    """The unit of a title phrase with the bodies that the title implies."""
    return Unit((mention,), (Post(mention.name, tuple(implied)),))


def _posts(text: str, units: list[Unit]) -> Unit:
    """A body stands before its title, and before a list of titles that name none of their own."""
    posts: list[Post] = []
    members: list[Mention] = []
    bodies: tuple[Mention, ...] = ()
    pending: tuple[Mention, ...] = ()
    for unit in units:
        if not unit.posts:
            pending += unit.members
            continue
        post = unit.posts[0]
        if pending or post.bodies:
            bodies = pending or post.bodies
        posts.append(Post(post.title, bodies))
        members += unit.members
        pending = ()
    return Unit(tuple(members), tuple(posts))


def _first(text: str, units: list[Unit]) -> Unit:
    return units[0]


def _last(text: str, units: list[Unit]) -> Unit:
    return units[-1]


def _last_person(text: str, units: list[Unit]) -> Unit:
    return next(unit for unit in reversed(units) if unit.types & set(PERSONS))


def _followed_by_of(text: str) -> list[bool]:
    """Of each unit of a list whether it says where the next one is (乙市 of 乙市的丙公司)."""
    return [
        text[at + 1 : at + 2] == "的" and text[at + 2 : at + 3] >= "\ue000"
        for at, c in enumerate(text)
        if c >= "\ue000"
    ]


def _joined(text: str, units: list[Unit]) -> Unit | None:
    if len(units) == 1 and len(text) == 1:
        return None
    last = next(at for at in range(len(text) - 1, -1, -1) if text[at] >= "\ue000")
    if text[last - 1 : last] in _COUNTED:  # 等19家甲市企业: the city is no item of the list
        units = units[:-1]
    if "的" in text:
        units = [unit for unit, is_of in zip(units, _followed_by_of(text), strict=False) if not is_of]
    if any(unit.types <= set(PERSONS) for unit in units):  # 甲和乙市缂丝传承人丙: the city is no item of the list
        units = [unit for unit in units if unit.types <= set(PERSONS)]
    return Unit(tuple(m for unit in units for m in unit.members), carried=max(unit.carried for unit in units))
