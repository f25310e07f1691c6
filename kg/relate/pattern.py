"""The pattern language of the rules, and its compilation to one expression each.

``<who:Person>`` is a name of that type (``<who:Person+>`` several joined by 与, 和, 、), ``<Person>`` one that plays
no part, ``<sum:Amount>`` a number with its unit, ``<deal:Agreement>`` the name of an agreement, ``(A|B)`` either,
``[A]`` maybe, ``@research`` any word of that list of the vocabulary, ``~`` up to 12 characters without a name but for
where or when (``~30``: up to 30), ``*`` up to 60 characters that may hold names; neither crosses the edge of a clause,
``**`` does. ``…`` is the rest of an enumeration: names and titles without a verb, up to 200 characters over clauses.
``^`` is the start and ``$`` the end of a clause, ``,`` the edge itself, ``#`` a number; a backslash takes the next
character as it is, which otherwise stands for itself; spaces are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.relate.line import ANY_CARRIED, ANY_UNIT, EDGES, Alphabet


def _one_of(characters: str) -> str:
    """One of these characters, in branches: a set of characters far apart takes many times as long to compile."""
    return f"(?:{'|'.join(characters)}|(?!))"


#: What joins names in a list that a slot with + takes in.
JOINTS = "(?:、|和|与|及|同|以及)"
#: What may follow a name in a list: 会展中心二期项目、.
_TAIL = "(?:一期|二期|三期|四期)?(?:项目|工程|地块|片区)?(?:施工现场|建设现场|现场|生产车间|车间|厂区)?"
NUMBER = "[0-9.%〇零一二三四五六七八九十百千万亿两几多余]+"
#: Slots that take text instead of a name: a sum of money, the name of an agreement.
AMOUNT = r"[0-9.]+[余多]?[十百千万亿]*[余多]?(?:元|美元|欧元|港元|港币|人民币)"
_EDGE = re.escape(EDGES)
_PLAIN = rf"[^{_EDGE}\ue000-\ue1ff]"
AGREEMENT = rf"[^{_EDGE}\ue000-\ue1ff签订署了《》“”]{{2,16}}?(?:协议书|协议|协定|备忘录|合同|意向书)"
_TEXTS = {"Amount": AMOUNT, "Agreement": AGREEMENT}
#: Items of a list that nothing recognised: they do not end it.
_UNKNOWN = rf"(?:、[^{_EDGE}\ue000-\ue1ff、的了()“”\s]{{2,14}}){{0,2}}"
#: No character of an enumeration of names and titles.
_VERBAL = "。!?:在向对把被将是了着过给让说为"
#: A gap of so many characters may also hold where or when: 在甲大赛中, 从乙市.
LONG = 8
#: No sentence is longer than so many characters by any measure.
WIDEST = 10_000
_OBLIQUE = f"(?:{_one_of('在于从')}{ANY_UNIT}{_one_of('上中里内')}?{_PLAIN}{{0,6}}?)?"
_TOKEN = re.compile(
    r"(?P<space>\s+)|<(?:(?P<name>\w+):)?(?P<types>[\w|]+)(?P<many>\+)?>|@(?P<word>[a-z_]+)"
    r"|(?P<gap>\*\*|[~*…])(?P<size>\d*)|(?P<mark>[()\[\]|^$,#])|\\(?P<escaped>.)|(?P<text>[^\s<@~*…()\[\]|^$,#\\]+)"
)


#: Slot -> the types that may fill it.
Slots = dict[str, frozenset[str]]


class PatternError(ValueError):
    """A pattern that cannot be read; says why."""


@dataclass(frozen=True)
class Words:
    """What patterns may refer to: lists of words and groups of types, by name."""

    lists: Mapping[str, Sequence[str]]
    types: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Pattern:
    """A pattern as an expression.

    Attributes:
        source: of the expression, over encoded text, with a group for each named slot.
        triggers: words one of which must occur for it to match; empty where it has none.
        others: further lists of words, of each of which one must occur.
        needs: for each slot that must be there, the types that can fill it.
        slots: named slot -> the types that may fill it (none for an amount or an agreement).
        listing: it has the rest of an enumeration, each name of which may begin a match that ends where others do.
    """

    source: str
    triggers: frozenset[str]
    others: tuple[frozenset[str], ...]
    needs: tuple[frozenset[str], ...]
    slots: Mapping[str, frozenset[str]]
    listing: bool = False

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """Compiled when first wanted: a page meets few of the rules."""
        return re.compile(self.source)


@dataclass
class _Sequence:
    """A part of a pattern: its expression, the words that it cannot do without, its slots."""

    expression: list[str] = field(default_factory=list)
    triggers: list[frozenset[str]] = field(default_factory=list)
    needs: list[frozenset[str]] = field(default_factory=list)

    def best(self) -> frozenset[str]:
        """The list of words that a search through a text finds least often: long words, few of them."""
        return max(self.triggers, key=lambda words: (min(map(len, words)), -len(words)), default=frozenset())


class Compiler:
    """Compiles patterns against one vocabulary and alphabet."""

    def __init__(self, words: Words, alphabet: Alphabet) -> None:
        self._words = words
        self._alphabet = alphabet

    def compile(self, pattern: str) -> Pattern:
        """Compile one pattern.

        Raises:
            PatternError: it is malformed or refers to what the vocabulary does not have.
        """
        tokens = list(self._tokens(pattern))
        slots: Slots = {}
        part, rest = self._sequence(tokens, 0, slots)
        if rest < len(tokens):
            raise PatternError(f"unexpected {tokens[rest].group()!r} in {pattern!r}")
        triggers = part.best()
        others = tuple(words for words in part.triggers if words is not triggers)
        return Pattern("".join(part.expression), triggers, others, tuple(part.needs), slots, "…" in pattern)

    def _tokens(self, pattern: str) -> list[re.Match[str]]:
        tokens, at = [], 0
        while at < len(pattern):
            token = _TOKEN.match(pattern, at)
            if not token:
                raise PatternError(f"cannot read {pattern[at:]!r}")
            tokens.append(token)
            at = token.end()
        return [t for t in tokens if not t["space"]]

    def _sequence(self, tokens: Sequence[re.Match[str]], at: int, slots: Slots) -> tuple[_Sequence, int]:
        part = _Sequence()
        while at < len(tokens) and tokens[at]["mark"] not in {")", "]", "|"}:
            token = tokens[at]
            if token["mark"] in {"(", "["}:
                at = self._group(tokens, at, slots, part)
                continue
            if token["types"]:
                if at and tokens[at - 1]["gap"] in {"~", "*"}:
                    part.expression.append(_NO_AGENT)
                self._slot(token, slots, part)
            else:
                self._plain(token, part)
            at += 1
        return part, at

    def _group(self, tokens: Sequence[re.Match[str]], at: int, slots: Slots, part: _Sequence) -> int:
        opening = tokens[at]["mark"]
        branches = []
        while True:
            branch, at = self._sequence(tokens, at + 1, slots)
            branches.append(branch)
            if at >= len(tokens):
                raise PatternError(f"{opening} is never closed")
            if tokens[at]["mark"] != "|":
                break
        if (opening, tokens[at]["mark"]) not in {("(", ")"), ("[", "]")}:
            raise PatternError(f"{opening} is closed by {tokens[at]['mark']}")
        body = "|".join("".join(b.expression) for b in branches)
        part.expression.append(f"(?:{body}){'?' if opening == '[' else ''}")
        best = [b.best() for b in branches]
        if opening == "(" and all(best):
            part.triggers.append(frozenset().union(*best))
        if opening == "(" and len(branches) == 1:
            part.needs += branches[0].needs
        return at + 1

    def _slot(self, token: re.Match[str], slots: Slots, part: _Sequence) -> None:
        name = token["name"]
        if name in slots:
            raise PatternError(f"two slots are called {name}")
        if name and not name.isidentifier():
            raise PatternError(f"no slot can be called {name}")
        text = _TEXTS.get(token["types"])
        types = frozenset() if text else self._types(token["types"])
        if name:
            slots[name] = types
        if text:
            part.expression.append(f"(?P<{name}>{text})" if name else text)
            return
        one = self._alphabet.pattern(types)
        place = self._alphabet.char(frozenset({"Place"})) if "Place" in types and token["many"] else ""
        item = f"(?!{place}的{ANY_UNIT}){one}" if place else one  # in 甲公司、乙市的丙公司 the place is no item
        many = f"{one}(?:{_TAIL}{_UNKNOWN}{JOINTS}{item})*" if token["many"] else one
        part.expression.append(f"(?P<{name}>{many})" if name else f"(?:{many})")
        part.needs.append(types)

    def _types(self, text: str) -> frozenset[str]:
        names: list[str] = []
        for name in text.split("|"):
            if name not in self._words.types:
                raise PatternError(f"no type or group of types is called {name}")
            names += self._words.types[name]
        return frozenset(names)

    def _plain(self, token: re.Match[str], part: _Sequence) -> None:
        if token["word"]:
            words = self._words.lists.get(token["word"])
            if not words:
                raise PatternError(f"the vocabulary has no list {token['word']}")
            part.expression.append("(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")")
            part.triggers.append(frozenset(words))
        elif literal := token["text"] or token["escaped"]:
            part.expression.append(re.escape(literal))
            part.triggers.append(frozenset([literal]))
        elif token["gap"]:
            part.expression.append(_gap(token["gap"], token["size"]))
        else:
            part.expression.append(_MARKS[token["mark"]])


#: A name after these is the agent of what follows; a gap may not end in them.
_NO_AGENT = "(?<!由)(?<!被)(?<!让)(?<!把)"
_MARKS = {"^": rf"(?<![^{_EDGE}\ue100-\ue1ff])", "$": rf"(?=[{_EDGE}]|$)", ",": f"[,;]{ANY_CARRIED}?", "#": NUMBER}


def _gap(kind: str, size: str) -> str:
    if size and int(size) > WIDEST:
        raise PatternError(f"a gap of {size} characters is wider than {WIDEST}")
    if kind == "…":
        return f"[^{_VERBAL}]{{0,{size or 200}}}?"
    if kind == "~":
        return f"{_PLAIN}{{0,{size or 12}}}?" + (_OBLIQUE if int(size or 12) >= LONG else "")
    inside = f"[^{_EDGE}]" if kind == "*" else "."
    return f"{inside}{{0,{size or 60}}}?"
