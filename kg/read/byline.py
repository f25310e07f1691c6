"""Who wrote an article and who made its pictures, in the many printings of bylines, datelines and credits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.read.lexicon import Lexicon

#: What stands between the names of a byline.
BETWEEN = re.compile(r"[、,，/／:：;；|&和]")
BULLETS = "■□●◎▲△▶►◆◇★☆*—-（(【[]】)）"
#: Marks before a byline's name.
POINTED = "■□●◎"
#: Ends of names of bodies, which are no persons.
BODY = re.compile(r"单位|.*(?:[部局委办院校团处科会站馆社厅]|中心|公司|集团|单位|医院|提供|宣传)$")
SENTENCE = re.compile(r"[。！？!?；;…]")
#: Says that who made the pictures wrote the text too, or stands beside who did.
WROTE = re.compile(r"文[/／、]|文图|图文|[文字撰]+[:：]")
LONGEST = 110
#: Characters from the beginning of a dateline to its bracket, or to 讯 or 电.
LONGEST_OUTLET = 40


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says: the people it names, and whether it is the credit of a picture."""

    people: tuple[str, ...]
    credit: bool = False


class Bylines:
    """Finds and reads bylines; made once from the lexicon's wordings."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        outlet = rf"据?{lexicon.publications}(?:[·、]?(?:掌上[一-龥]{{2}}|{lexicon.publications}))*"
        people = rf"[（(](?=[^（()）]{{0,40}}{lexicon.roles})[^（()）。]{{2,120}}[）)]"
        day = r"[一-龥]{0,4}(?:\d{1,2}月)?(?:\d{1,2}日)?"
        opening = r"(?=\d{1,4}[年月日]|近日|日前|[今昨][天日]|连日来|眼下)"
        self._dateline = re.compile(
            rf"{outlet}(?:{day}[讯电])?{people}|{outlet}{day}[讯电]{lexicon.roles}[一-龥、/／]{{2,40}}?报道[：:，,]"
            rf"|{outlet}{day}[讯电](?:[（(][\u4e00-\u9fff、]{{2,14}}[）)])?(?=[\d（(]|{opening})|{people}(?:{opening}|$)"
        )
        # every dateline has one of these
        self._anchor = re.compile(
            rf"[（(](?=[^（()）]{{0,40}}{lexicon.roles})|[讯电](?=[\d（(]|{lexicon.roles}[一-龥、/／]{{2,40}}?报道[：:，,])"
        )
        self._words = re.compile(rf"(?P<outlet>{outlet}讯?)|(?P<role>{lexicon.roles})|(?P<credit>{lexicon.credits}$)")
        self._start = re.compile(rf"(?:{outlet}讯?)?{lexicon.roles}")
        self._office = re.compile(rf"{outlet}(?:评论员|编辑部)|编者按?")
        self._credit = re.compile(rf"{lexicon.credits}[）)]?$")

    def datelines(self, text: str, breaks: Collection[int] = frozenset()) -> Iterator[tuple[int, int]]:
        """Half-open spans of the datelines in text without white space.

        Args:
            text: the text, its white space taken out.
            breaks: places where white space stood; a publication's name rather begins there.
        """
        for match in self._found(text):
            places = (
                at
                for at in range(match.start() + 8, match.start(), -1)
                if at in breaks and text[at - 1] not in "·、" and text[at : at + 1] not in "（("
            )
            start = next((at for at in places if self._dateline.match(text, at, match.end())), match.start())
            yield start, match.end()

    def _found(self, text: str) -> Iterator[re.Match[str]]:
        last = 0
        for anchor in self._anchor.finditer(text):
            starts = range(max(last, anchor.start() - LONGEST_OUTLET), anchor.start() + 1)
            match = next((m for at in starts if (m := self._dateline.match(text, at))), None)
            if match and anchor.start() >= last:
                last = match.end()
                yield match

    def read(self, printed: str) -> Byline | None:
        """The byline that ``printed`` (with its white space) is as a whole, or None where it is something else."""
        text = "".join(printed.split()).strip(BULLETS)
        if self._office.fullmatch(text):
            return Byline(())
        if not 2 <= len(text) <= LONGEST or SENTENCE.search(text):
            return None
        credit = self._credit.search(text)
        if not credit and not self._start.match(text):
            return self._bare(printed)
        if credit and not self._start.match(text):
            return Byline(self.people(printed), True) if len(text) <= 30 else None
        people = self.people(printed)
        told = sum(map(len, people)) + sum(len(word[0]) for word in self._words.finditer(text)) if people else 0
        return Byline(people, bool(credit) and not WROTE.search(text)) if credit or told >= 0.6 * len(text) else None

    def credited(self, printed: str) -> Byline | None:
        """The credit at the end of a caption (``…下线。张灿强 摄``), or None where there is none."""
        tail = re.search(rf"[。！”](?P<credit>[^。！？]{{1,24}}{self._lexicon.credits}[）)]?)\s*$", printed)
        return Byline(self.people(tail["credit"]), True) if tail else None

    def _bare(self, printed: str) -> Byline | None:
        """A line of nothing but names; a single one behind a mark, or with white space in it."""
        pointed, printed = printed.strip()[:1] in POINTED, printed.strip().strip(POINTED)
        if len(printed) > 24 or re.search(r"[^\u3400-\u9fff·\s\u3000]", printed):
            return None
        names = _tokens(printed)
        if not names or not all(map(self._lexicon.is_name, names)):
            return None
        alone = pointed or (" " in printed.strip() and len(names[0]) < 4)
        return Byline(tuple(names)) if len(names) > 1 or alone else None

    def lone_name(self, printed: str) -> str:
        """The name that a line is which holds nothing else, or ""; such a line is a byline only beside another."""
        names = _tokens(printed) if len(printed) < 7 else []
        return names[0] if len(names) == 1 and self._lexicon.is_name(names[0]) else ""

    def people(self, printed: str) -> tuple[str, ...]:
        """The people that a byline names, in printed order, without repetition."""
        text, breaks = _squeeze(printed.rstrip("：:，, "))
        found: dict[str, None] = {}
        at, named = 0, False
        for word in [*self._words.finditer(text), None]:
            end = word.start() if word else len(text)
            for name in self._names(text, at, end, breaks=breaks, named=named):
                found.setdefault(name)
            if word:
                at, named = word.end(), word.lastgroup == "role"
        return tuple(found)

    def _names(self, text: str, start: int, end: int, *, breaks: frozenset[int], named: bool) -> Iterator[str]:
        marked = "".join((" " if i in breaks and i > start else "") + text[i] for i in range(start, end))
        for token in _tokens(marked):
            name = token.strip(BULLETS)
            body = BODY.fullmatch(name) and (len(name) > 2 or name == "单位")
            called = named and re.fullmatch(r"[\u3400-\u9fff·]{2,4}", name)
            if not body and (called or self._lexicon.is_name(name)):
                yield name


def _squeeze(printed: str) -> tuple[str, frozenset[int]]:
    text: list[str] = []
    breaks: set[int] = set()
    for word in printed.split():
        breaks.add(sum(map(len, text)))
        text.append(word)
    return "".join(text), frozenset(breaks)


def _tokens(printed: str) -> list[str]:
    """Names as printed, those put together again that white space has broken (刘 琼, 黄韬 敏)."""
    tokens: list[str] = []
    for group in BETWEEN.split(printed):
        words = [word.strip(BULLETS) for word in group.split()]
        joined: list[str] = []
        for word in words:
            if joined and _one_name(joined[-1], word):
                joined[-1] += word
            else:
                joined.append(word)
        tokens += joined
    return [token for token in tokens if token]


def _one_name(left: str, right: str) -> bool:
    return (len(left) == 1 and len(right) <= 2) or (len(left) == 2 and len(right) == 1)
