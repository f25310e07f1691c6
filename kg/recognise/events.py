"""Events: named meetings, exhibitions, contests and ceremonies; what is done under a slogan in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.longest import Longest
from kg.recognise.nouns import Word, joined
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("suffixes", "weak", "slogans", "not_after", "generic")
#: What a numbered event begins with.
_ORDINAL = r"(?:首届|第[0-9一二三四五六七八九十百]{1,4}[届批]|(?:19|20)[0-9]{2}\s*年?)"
_DAY = re.compile("(?:世界|国际|全国|中国)(?!上|内|首)[一-龥]{2,6}日(?![报前起内后常程益均产本子期趋渐])(?:活动)?")
#: 千名干部联千企: a number that opens a slogan.
_MANY = re.compile("[百千万][名]?$")
#: A weak ending wants a place and as much front as this: 湖南省青年创业大赛.
_WEAK_FRONT = 6
#: Characters in the name of an event that a clause says was held: no verb, no clause edge.
_FREE = '[^,。;:!?的了是由将被把在让“”"]'
#: Characters between a slogan in quotes and the meeting under it.
_QUIET = _FREE.replace("[^", "[^、举即项")
#: 在长沙举行: what a clause says of an event that it begins with.
_HELD = (
    "(?=(?:今日|今天|昨日|昨天|日前|近日)?(?:在[^,。;:!?]{2,24}?)?(?:今日|今天|昨日|昨天|日前|近日)?"
    "(?:隆重|正式|成功|盛大|圆满)?(?:举行|召开|开幕|启幕|举办|开赛|闭幕|落幕)"
    "|由[^。;:!?]{2,90}?(?:主办|承办|协办|指导|举办))"
)
#: Before the name of what is put on.
_PUT_ON = "(?:举办|举行|召开|主办|承办|协办|办好|开好|筹备|筹办|备战|组织开展|出席|亮相|参加)(?:了|的)?"
#: Characters of its shortest name, general words left out.
_HELD_LEAST = 6
#: A date in front of a name is none of its own.
_DATE = re.compile(
    r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?:上午|下午|晚上|晚|至[0-9]{1,2}日)?|(?:今|昨)[天日](?:上午|下午|晚)?"
)
#: A body with the short name it is given: no part of what it holds.
_SHORTENED = re.compile(r"[^,。()]{4,30}\((?:以下)?(?:简称)[^()]{2,10}\)")
#: What joins those who hold an event, in one way or another.
_LINKS = re.compile('[·与和及“”"]')
#: Names of an article that a shorter one may stand for.
_MOST = 40
#: Characters of the longest event's name.
_LONGEST = 36


class EventFinder:
    """Finds events by their endings; a plain 座谈会 has no name."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "events", _KEYS)
        self._edges = edges
        self._ordinal = re.compile(_ORDINAL)
        self._general = re.compile(any_of(lists["generic"]))
        self._weak = frozenset(lists["weak"])
        self._generic = frozenset(lists["generic"])
        self._ends = Longest(lists["suffixes"])
        suffixes, after = any_of(lists["suffixes"]), any_of(lists["not_after"])
        quote = '[“"][^“”",。;]{2,30}[”"]'
        region = "\\([一-龥]{1,6}\\)"
        slogan = '[“"][^“”",。;]{4,30}[”"]'
        self._suffix = re.compile(f"{suffixes}(?!{suffixes}|{after})")
        self._numbered = re.compile(f'{_ORDINAL}(?P<body>(?:[^,。;:!?、()“”"]|{quote}|{region}){{2,30}})$')
        self._slogan = re.compile(f'{slogan}[^,。;:!?、()“”"的]{{0,8}}?{any_of(lists["slogans"])}(?!{after})')
        self._titled = re.compile(f"{slogan}{_QUIET}{{2,26}}?{suffixes}(?!{suffixes}|{after})")
        self._show = re.compile(
            f'{_ORDINAL}(?:[^,。;:!?、()“”"的]|{region}){{2,20}}?(?:[^推参开画发]展)(?=[上,。;将]|举|在|期|开幕|吸引|闭)'
        )
        self._put_on = re.compile(
            f'{_PUT_ON}(?:好|或承办|今[天日]|昨[天日]|[两三]届|大型|首次|系列)*(?P<name>(?!省|市|全[省市县州]|本|和|或)[^,。;:!?、()“”"的了一和]{{4,30}}?{suffixes})(?!{suffixes}|{after})'
        )
        self._inner = re.compile(suffixes)
        self._held = re.compile(f"(?<![^,。;:!?的\\s])(?P<name>(?:{_FREE}|{quote}){{4,44}}?{suffixes}){_HELD}")

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Events of the article's sentences."""
        found = [*self._slogans(draft), *self._by_suffix(draft), *self._clauses(draft), *self._said(draft)]
        return [*_traced(draft, found), *_days(draft)]

    def _said(self, draft: Draft) -> Iterator[Candidate]:
        """Shows with a number; meetings behind a slogan in quotes; what was put on, if it has a name of its own."""
        for match, _, _ in draft.matches(self._show, "展"):
            yield Candidate(*match.span(), "Event", "built:event-show", 0.85)
        for match, _, _ in draft.matches(self._titled, self._ends):
            yield Candidate(*match.span(), "Event", "built:event-titled", 0.85)
        for match, _, _ in draft.matches(self._put_on, self._ends):
            if len(self._general.sub("", match["name"])) >= _HELD_LEAST:
                yield Candidate(*match.span("name"), "Event", "built:event-put-on", 0.72)

    def _clauses(self, draft: Draft) -> Iterator[Candidate]:
        """Events that a clause begins with and says were held: 甲省乙产业对接会暨第八届论坛在丙市举行."""
        for match, _, _ in draft.matches(self._held, self._ends):
            date = _DATE.match(draft.text, match.start("name"), match.end("name"))
            begin = date.end() if date else match.start("name")
            called = _SHORTENED.match(draft.text, begin, match.end("name"))
            begin = called.end() if called else begin
            name = draft.text[begin : match.end("name")]
            listed = "、" in name and not self._ordinal.search(name)
            if not listed and len(self._general.sub("", name)) >= _HELD_LEAST:
                yield Candidate(begin, match.end("name"), "Event", "built:event-held", 0.97)

    def _slogans(self, draft: Draft) -> Iterator[Candidate]:
        for match, start, _ in draft.matches(self._slogan):
            words = self._edges.left(draft.context, start, match.start())
            begin = words[0].start if words and len(joined(words)) <= 12 else match.start()
            if words and (many := _MANY.search(draft.text, start, begin)):
                begin = many.start()
            yield Candidate(begin, match.end(), "Event", "built:event-slogan", 0.75)

    def _by_suffix(self, draft: Draft) -> Iterator[Candidate]:
        for match, start, _ in draft.matches(self._suffix, self._ends):
            low = max(start, match.end() - _LONGEST)
            numbered = self._last_numbered(draft.text[low : match.end()])
            if numbered >= 0:
                yield Candidate(low + numbered, match.end(), "Event", "built:event-numbered", 0.85)
                continue
            words = self._edges.left(draft.context, start, match.start())
            if self._is_name(words, match[0]):
                yield Candidate(words[0].start, match.end(), "Event", "built:event", 0.7)

    def _last_numbered(self, text: str) -> int:
        """Where the last numbered event of the text begins that ends with it, or -1."""
        found = self._numbered.search(text)
        if not found:
            return -1
        at = found.start()
        for inner in re.finditer(r"首届|第[0-9一二三四五六七八九十百]{1,4}[届批]", text[at + 1 :]):
            before = text[at : at + 1 + inner.start()]
            if self._inner.search(before):
                at = at + 1 + inner.start()
                break
        return at if self._numbered.match(text, at) else -1

    def _is_name(self, words: Sequence[Word], suffix: str) -> bool:
        if not words or joined(words) in self._generic:
            return False
        if suffix in self._weak and not (self._edges.is_place(words[0]) and len(joined(words)) >= _WEAK_FRONT):
            return False
        front = [w for w in words if w.text not in self._generic]
        return len(joined(front)) >= 2 and (self._edges.is_specific(front) or len(joined(front)) >= 4)


def _traced(draft: Draft, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """An event whose characters stand in that order in a longer one of the article is that one, shortened."""
    longest = sorted({draft.surface(event) for event in found}, key=lambda name: (-len(name), name))[:_MOST]
    for event in found:
        short = draft.surface(event)
        full = next((name for name in longest if _is_within(_LINKS.sub("", short), _LINKS.sub("", name))), short)
        yield event if full == short else replace(event, name=full)


def _is_within(short: str, full: str) -> bool:
    rest = iter(full)
    return len(short) < len(full) and short[-2:] == full[-2:] and all(c in rest for c in short)


def _days(draft: Draft) -> Iterator[Candidate]:
    """Days with a cause: 中国旅游日, 世界读书日."""
    for match, _, _ in draft.matches(_DAY, "日"):
        yield Candidate(match.start(), match.end(), "Event", "built:event-day", 0.7)
