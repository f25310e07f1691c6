"""Who wrote an article and who made its pictures, in the many printings of bylines, datelines and credits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
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
WROTE = re.compile(r"文[/／、]|文图|图文|[文字撰]+[:：]|文(?=记者|通讯员)|(?<!摄影)(?<!图文)报道$")
LONGEST = 110
#: Behind a name or, where there are more words than one, behind the place that is reported from.
REPORTS = "报道"
#: What stands right behind the dateline where the article's text begins.
OPENING = r"(?=\d{1,4}[年月日]|近日|日前|[今昨][天日]|连日来|眼下)"
#: People in brackets who are called nothing.
NAMES = r"[（(][\u4e00-\u9fff、]{2,14}[）)]"
#: A day, and what goes before it where 讯 or 电 stands behind; words that begin with 讯 or 电.
DAY, NO_WORD = r"(?:\d{1,2}月)?\d{1,2}日", r"(?![息号问飞力话子商视影动池网信])"
#: Characters from the beginning of a dateline to its bracket, or to 讯 or 电.
LONGEST_OUTLET = 40


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says: the people it names, and whether it is the credit of a picture."""

    people: tuple[str, ...]
    credit: bool = False


def _of_line(outlet: str, people: str, told: str) -> re.Pattern[str]:
    """What a line begins with that begins an article: a known paper and 讯 or 电, any paper and 讯（记者）, or people.

    Args:
        outlet, people, told: patterns for a publication's name, people in brackets, and 记者王小明报道.
    """
    day = rf"(?:[一-龥]{{2,6}}?)??{DAY}"
    known = rf"{outlet}(?:(?:{day}|综合)?讯|综合消息|(?:{day}|综合|(?<=[社网]))电){NO_WORD}"
    head = rf"(?P<head>(?:{known}|[\w·+、/／]{{1,24}}[讯电](?=[】\]]?[（(]))(?(mark)[】\]]))"
    return re.compile(rf"(?P<mark>[【\[])?(?:{head}(?:{people}|{told}|{NAMES})?|{people}(?<![摄图][）)])|{told})")


class Bylines:
    """Finds and reads bylines; made once from the lexicon's wordings."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        outlet = (
            rf"据?{lexicon.publications}(?:[·、/／]?(?:掌上[一-龥]{{2}}|[一-龥]{{2,8}}?客户端|{lexicon.publications}))*"
        )
        people = rf"[（(](?=[^（()）]{{0,40}}{lexicon.roles})[^（()）。]{{2,120}}[）)]"
        day = r"[一-龥]{0,4}(?:\d{1,2}月)?(?:\d{1,2}日)?"
        told = rf"{lexicon.roles}[一-龥、/／]{{2,40}}?报道[：:，,]"
        self._dateline = re.compile(
            rf"{outlet}(?:{day}[讯电])?{people}|{outlet}{day}[讯电]{told}"
            rf"|{outlet}{day}[讯电](?:{NAMES})?(?=[\d（(]|{OPENING})|{people}(?:{OPENING}|$)"
        )
        self._line = _of_line(outlet, people, told)
        self._role = re.compile(rf"{lexicon.roles}[:：/／]?")
        self._people = re.compile(rf"[（(]|{lexicon.roles}")
        # every dateline within a line has one of these
        self._anchor = re.compile(rf"[（(](?=[^（()）]{{0,40}}{lexicon.roles})|[讯电](?=[\d（(]|{told})")
        self._words = re.compile(
            rf"(?P<outlet>{outlet}讯?)|(?P<role>{lexicon.roles})|(?P<credit>{lexicon.credits}$)"
            rf"|(?P<aside>{lexicon.asides})"
        )
        self._start = re.compile(rf"(?:{outlet}讯?)?{lexicon.roles}")
        self._unknown = re.compile(rf"[《》\w+·]{{2,16}}?(?=(?:{lexicon.roles})(?<=记者)|通讯员)")
        self._office = re.compile(rf"{outlet}(?:评论员|编辑部)|编者按?")
        self._credit = re.compile(rf"{lexicon.credits}[）)]?$")

    def datelines(
        self, text: str, breaks: Collection[int] = frozenset(), lines: Sequence[tuple[int, int]] = ()
    ) -> Iterator[tuple[int, int]]:
        """Half-open spans of the datelines in text without white space, in order.

        Args:
            text: the text, its white space taken out.
            breaks: places where white space stood; a publication's name rather begins there.
            lines: half-open spans of the lines that ``text`` is made of; what begins a line need say less.
        """
        found = [span for line in lines for span in self._begun(text, line, breaks)]
        for match in self._found(text):
            places = (
                at
                for at in range(match.start() + 8, match.start(), -1)
                if at in breaks and text[at - 1] not in "·、" and text[at : at + 1] not in "（("
            )
            start = next((at for at in places if self._dateline.match(text, at, match.end())), match.start())
            found.append((start, match.end()))
        last = 0
        for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
            if start >= last:
                yield start, end
                last = end

    def _begun(self, text: str, line: tuple[int, int], breaks: Collection[int]) -> Iterator[tuple[int, int]]:
        """The dateline that begins the line."""
        start, end = line
        match = self._line.match(text, start, min(end + LONGEST_OUTLET, len(text)))
        if match and (match.end("head") <= end if match["head"] else match.end() < end):
            yield start, self._names_end(text, match.end(), breaks)

    def _names_end(self, text: str, at: int, breaks: Collection[int]) -> int:
        """Where the names end that stand at ``at``, set off by white space or 报道 (``本报讯 记者 王小明 3月4日``)."""
        end = at
        while role := self._role.match(text, at):
            at = role.end()
            while size := next((n for n in (4, 3, 2) if self._set_off(text, at, at + n, breaks)), 0):
                at += size
                end = at + 2 * text.startswith("报道", at)
        return end

    def _set_off(self, text: str, start: int, end: int, breaks: Collection[int]) -> bool:
        return (end in breaks or text.startswith("报道", end)) and self._lexicon.is_name(text[start:end])

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
        if not self._start.match(text) and (named := self._of_unknown(printed, text)):
            return named
        if not credit and not self._start.match(text):
            return self._bare(printed)
        if credit and not self._start.match(text):
            return Byline(self.people(printed), True) if len(text) <= 30 else None
        people = self.people(printed)
        told = sum(map(len, people)) + sum(len(word[0]) for word in self._words.finditer(text)) if people else 0
        return Byline(people, bool(credit) and not WROTE.search(text)) if credit or told >= 0.6 * len(text) else None

    def _of_unknown(self, printed: str, text: str) -> Byline | None:
        """A byline of a paper nobody has heard of (``南江融媒记者 王小明``): behind its name nothing but people."""
        paper = self._unknown.match(text)
        if paper is None:
            return None
        people = self.people(printed, len(printed) - len(printed.lstrip(BULLETS)) + paper.end())
        told = sum(map(len, people)) + sum(len(word[0]) for word in self._words.finditer(text, paper.end()))
        sure = people and all(map(self._lexicon.is_name, people)) and told >= 0.9 * (len(text) - paper.end())
        return Byline(people) if sure else None

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

    def dateline_people(self, printed: str) -> tuple[str, ...]:
        """The people that a dateline names: they stand in its brackets or behind 记者."""
        first = self._people.search("".join(printed.split()))
        return self.people(printed, first.start()) if first else ()

    def people(self, printed: str, at: int = 0) -> tuple[str, ...]:
        """The people that a byline names, in printed order, without repetition; ``at`` characters are left out."""
        text, breaks = _squeeze(printed.rstrip("：:，, "))
        found: dict[str, None] = {}
        named = False
        for word in [*self._words.finditer(text, at), None]:
            end = word.start() if word else len(text)
            names = list(self._names(text, at, end, breaks=breaks, named=named))
            if word and word[0] == REPORTS and len(names) > 1 and not self._lexicon.is_name(names[-1]):
                names.pop()  # a place
            found.update(dict.fromkeys(names))
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
