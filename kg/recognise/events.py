"""Events: named meetings, exhibitions, contests and ceremonies; what is done under a slogan in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.guessed_events import GuessedEvents
from kg.recognise.longest import Longest
from kg.recognise.nouns import Word, joined
from kg.recognise.staged import NO_SHOW, NUMBER, SHOW, Staged
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("suffixes", "weak", "slogans", "not_after", "generic", "proper")
#: What a numbered event begins with.
_ORDINAL = f"(?:{NUMBER}|(?:19|20)[0-9]{{2}}\\s*年?)"
_DAY = re.compile(
    "(?:世界|国际|全国|中国)(?!上|内|首)(?:(?![会月二十])[一-龥]){2,6}日(?![报前起内后常程益均产本子期趋渐])(?:活动)?"
)
#: 千名干部联千企: a number that opens a slogan.
_MANY = re.compile("[百千万][名]?$")
#: A weak ending wants a place and as much front as this: 湖南省青年创业大赛.
_WEAK_FRONT = 6
#: What joins those who hold an event, in one way or another.
_LINKS = re.compile('[·与和及“”"]')
#: 首尔国际旅游展: an ending of its own beside those of the list.
_WIDE_SHOW = f"国际[一-龥]{{1,5}}?(?:{SHOW})(?!{NO_SHOW})"
#: Single characters before a name that are verbs of it.
_VERBS = frozenset("获夺办赴迎观看据于")
_COUNT = "[0-9一二三四五六七八九十]{1,3}"
_TIMES = f"第?{_COUNT}"
#: Sessions of a people's congress or of a consultative conference.
_SESSION = re.compile(
    f"第{_COUNT}届人民代表大会{_TIMES}次(?:全体)?会议"
    f"|(?:政协|中国人民政治协商会议)[一-龥]{{2,8}}?{_TIMES}届委员会{_TIMES}次(?:全体)?会议"
)
#: The same for short: 市十八届人大四次会议.
_SHORT_SESSION = re.compile(f"[省市县区州]?(?:{_TIMES}届(?:人大|政协)|政协{_TIMES}届){_TIMES}次会议")
#: A short name in the sentence after: 本届科博会.
_SHORT = re.compile("(?:[本此该这上]届|[本此这]次)(?P<name>[一-龥]{2,6}?[会展节赛])")
#: What begins the name of a fair that everybody knows: 全国糖酒会.
_SEASON = re.compile("(?:全国|中国|国际)?(?:春季|秋季|全国)$")
_NUMBERED = re.compile(NUMBER)
#: Below this score a candidate counts only as another name of an event of the article.
_ALONE = 0.6
#: A place in front of a name that a text leaves out, and how much must be left: 南江市银企对接会.
_HOME, _OWN = re.compile("^[一-龥]{2,4}?[省市县区州]"), 5
#: A name with these in the middle is two: 第九届运动会筹委会今天召开的新闻发布会.
_MIDWAY = re.compile("(?:召开|举行|举办|组织)的")
#: Names of an article that a shorter one may stand for.
_MOST = 40
#: Characters of the longest event's name.
_LONGEST = 36


class EventFinder:
    """Finds events by their endings; a plain 座谈会 has no name."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "events", _KEYS)
        self._edges = edges
        self._weak = frozenset(lists["weak"])
        self._generic = frozenset(lists["generic"])
        self._proper = frozenset(lists["proper"])
        self._known = frozenset([*lists["suffixes"], *lists["generic"]])
        self._ends = Longest([*lists["suffixes"], "国际"])
        suffixes, after = any_of(lists["suffixes"]), any_of(lists["not_after"])
        quote = '[“"][^“”",。;]{2,30}[”"]'
        region = "\\([一-龥]{1,6}\\)"
        slogan = '[“"][^“”",。;]{4,30}[”"]'
        self._suffix = re.compile(f"(?:{suffixes}|{_WIDE_SHOW})(?!{suffixes}|{after})")
        self._numbered = re.compile(f'{_ORDINAL}(?P<body>(?:[^,。;:!?、()“”"]|{quote}|{region}){{2,30}})$')
        self._slogan = re.compile(f'{slogan}[^,。;:!?、()“”"的]{{0,8}}?{any_of(lists["slogans"])}(?!{after})')
        self._inner = re.compile(suffixes)
        self._staged, self._guessed = Staged(lists), GuessedEvents(lists)

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Events of the article's sentences."""
        found = [*self._slogans(draft), *self._by_suffix(draft), *self._staged.find(draft), *_sessions(draft)]
        found += self._guessed.find(draft, found)
        return [*_traced(draft, found), *self._called(draft, found), *_days(draft)]

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
            while words and words[0].text in _VERBS:
                words = words[1:]
            if self._is_name(words, match[0]):
                yield Candidate(words[0].start, match.end(), "Event", "built:event", 0.7)
            elif match[0] in self._proper:
                season = _SEASON.search(draft.text, start, match.start())
                begin = season.start() if season else match.start()
                yield Candidate(begin, match.end(), "Event", "built:event-proper", 0.7)

    def _called(self, draft: Draft, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Every place of a short name that the text gives (本届科博会) to an event of the article."""
        longest = _longest(draft, found)
        shorts = {match["name"] for match, _, _ in draft.matches(_SHORT, "届", "次")}
        shorts |= {short for name in longest if len(short := _HOME.sub("", name)) >= _OWN and short != name}
        for short in sorted(shorts - self._known):
            full = next((name for name in longest if len(short) > 2 and _is_within(short, name, tail=1)), "")
            for place in re.finditer(re.escape(short), draft.text) if full else ():
                yield Candidate(*place.span(), "Event", "built:event-called", 0.8, name=full)

    def _last_numbered(self, text: str) -> int:
        """Where the last numbered event of the text begins that ends with it, or -1."""
        found = self._numbered.search(text)
        if not found:
            return -1
        at = found.start()
        if _MIDWAY.search(found["body"]):
            return -1
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
    longest = _longest(draft, found)
    for event in found:
        short = draft.surface(event)
        tail = 1 if _NUMBERED.match(short) else 2
        full = next((name for name in longest if _is_within(short, name, tail=tail)), short)
        if event.score >= _ALONE or full != short:
            yield event if full == short else replace(event, name=full)


def _longest(draft: Draft, found: Sequence[Candidate]) -> list[str]:
    """The names of the article's events, longest first."""
    return sorted({draft.surface(event) for event in found}, key=lambda name: (-len(name), name))[:_MOST]


def _is_within(short: str, full: str, *, tail: int) -> bool:
    """Whether the characters of a name stand in that order in a longer one, the last ``tail`` at its end."""
    short, full = _LINKS.sub("", short), _LINKS.sub("", full)
    rest = iter(full)
    return len(short) < len(full) and short[-tail:] == full[-tail:] and all(c in rest for c in short)


def _sessions(draft: Draft) -> Iterator[Candidate]:
    """Sessions of congresses, with the place in front; for short where the article has the full name."""
    starts = {place.end: place.start for place in draft.context.places}
    for match, _, _ in draft.matches(_SESSION, "次"):
        yield Candidate(starts.get(match.start(), match.start()), match.end(), "Event", "built:event-session", 0.9)
    for match, _, _ in draft.matches(_SHORT_SESSION, "次会议"):
        yield Candidate(*match.span(), "Event", "built:event-session", _ALONE - 0.1)


def _days(draft: Draft) -> Iterator[Candidate]:
    """Days with a cause: 中国旅游日, 世界读书日."""
    for match, _, _ in draft.matches(_DAY, "日"):
        yield Candidate(match.start(), match.end(), "Event", "built:event-day", 0.7)
