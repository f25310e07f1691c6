"""Awards, titles and official lists: “小巨人” and single champions by grade, prizes, titles proved by a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("verbs", "prizes", "titles", "official")
_QUOTE = '[“"”]?'
_LITTLE_GIANT = re.compile(
    "(?<!科技)(?<!科技创新)(?<!科创)"  # those are a province's or a city's own
    f"(?P<grade>国家级|国家重点|国家|全国|省级|市级|重点)?(?:重点)?(?:专精特新|专新特精)?(?:中小企业)?"
    f"{_QUOTE}小巨人{_QUOTE}(?:企业)?"
)
_CHAMPION = re.compile(
    f"(?P<grade>国省|国家级|国家|全国|省级)?(?P<kind>制造业)?{_QUOTE}单项冠军{_QUOTE}(?:示范企业|企业|产品)?(?:\\(产品\\))?"
)
#: A title in quotes that says what a place or company is known as.
_STYLED = re.compile(r"[“\"](?:[^“”\",。;]{2,12}(?:之都|之乡|名城|骄子|之城|第一县|第一镇|摇篮|明珠))[”\"]")
#: The batch in which a title was given is no part of its name.
_BATCH = re.compile("^(?:第[0-9一二三四五六七八九十百]{1,4}批|首批)")
#: What is inside no honour's name: an event, or the next thing said.
_MEETING = re.compile("交易会|博览会|论坛|大会|首届|仪式|工作|建设|推进|创建")
#: What begins no title: a number of things that got one.
_COUNTED = re.compile("[0-9]|得|一批|一系列|多个")
_SHORTEST = 5
#: Characters of the longest honour's name.
_LONGEST = 32


class HonorFinder:
    """Finds honours; a title counts where the sentence says that it is given or held."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "honors", _KEYS)
        self._edges = edges
        verbs, titles = any_of(lists["verbs"]), any_of(lists["titles"])
        official = any_of(lists["official"])
        self._verb = re.compile(verbs)
        self._prize = re.compile(f"{any_of(lists['prizes'])}(?![金励项杯得])")
        body = '(?:\\([^()]{1,4}\\)|[^,。;:!?、()“”"《》\\s的]|[“"][^“”",。;]{1,14}[”"])'
        self._given = re.compile(
            f'(?:{verbs})(?:了|为)?[“"]?(?P<name>{body}{{2,26}}?{titles}(?:\\([^()]{{1,4}}\\))?)'
            f"(?!建设|工作|创建(?!名单)|活动|目标|培育(?!名单)|认定|评选|办法|激励|[励金项杯学补惩牌章品状池券]|[城园]?区|企业|群)"
        )
        self._official = re.compile(f'{official}[^,。;:!?、()“”"\\s的等]{{2,18}}?{titles}')
        self._ordinal = re.compile(
            r"第[0-9一二三四五六七八九十百]{1,4}[届批]|首[届批]|(?:19|20)[0-9]{2}年度?|全国|国家|(?:黑龙江|[一-龥]{2})省|中国"
        )

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Honours of the article's sentences."""
        prizes = _traced(draft, list(self._prizes(draft)))
        return [*_graded(draft), *prizes, *self._titles(draft), *self._styled(draft)]

    def _prizes(self, draft: Draft) -> Iterator[Candidate]:
        for match, start, _ in draft.matches(self._prize):
            words = self._edges.left(draft.context, start, match.start(), also=("获", "荣获"))
            low = max(start, match.end() - _LONGEST)
            ordinal = next(self._ordinal.finditer(draft.text, self._clause(draft.text, low, match.start())), None)
            begin = words[0].start if words else match.start()
            if ordinal and ordinal.start() < match.start():
                begin = ordinal.start()
            if match.start() - begin >= 2:
                yield Candidate(begin, match.end(), "Honor", "built:honor-prize", 0.85)

    def _clause(self, text: str, low: int, end: int) -> int:
        edges = [text.rfind(c, low, end) for c in ',。;:、“"(的获']
        return max([low, *(e + 1 for e in edges)])

    def _titles(self, draft: Draft) -> Iterator[Candidate]:
        for match, _, _ in draft.matches(self._given):
            if len(match["name"]) >= _SHORTEST and not _COUNTED.match(match["name"]):
                name = _BATCH.sub("", match["name"])
                name = name if name != match["name"] else ""
                yield Candidate(*match.span("name"), "Honor", "built:honor-given", 0.75, name)
        for match, start, end in draft.matches(self._official):
            given = self._verb.search(draft.text, max(start, match.start() - 40), min(end, match.end() + 20))
            if given and not _MEETING.search(match[0]):
                name = _BATCH.sub("", match[0])
                yield Candidate(*match.span(), "Honor", "built:honor-official", 0.7, name if name != match[0] else "")

    def _styled(self, draft: Draft) -> Iterator[Candidate]:
        for match, start, _ in draft.matches(_STYLED):
            if self._verb.search(draft.text, max(start, match.start() - 8), match.start()):
                yield Candidate(match.start() + 1, match.end() - 1, "Honor", "built:honor-styled", 0.75)


def _traced(draft: Draft, prizes: Sequence[Candidate]) -> Iterator[Candidate]:
    """A prize whose characters stand in that order in a longer one of the article is that one, shortened."""
    longest = sorted({draft.surface(prize) for prize in prizes}, key=lambda name: (-len(name), name))
    for prize in prizes:
        surface = draft.surface(prize)
        full = next((name for name in longest if _is_within(surface, name)), surface)
        yield prize if full == surface else replace(prize, name=full)


def _is_within(short: str, full: str) -> bool:
    rest = iter(full)
    return short[-3:] == full[-3:] and all(c in rest for c in short)


def _graded(draft: Draft) -> Iterator[Candidate]:
    """“小巨人” and single champions; the bare word belongs to the national one."""
    for match, _, _ in draft.matches(_LITTLE_GIANT, "小巨人"):
        grade = match["grade"] or ""
        name = {"省级": "省级专精特新“小巨人”企业", "市级": "市级专精特新“小巨人”企业"}.get(
            grade, "国家级专精特新“小巨人”企业"
        )
        if "重点" in match[0][:6]:
            name = "国家重点“小巨人”企业"
        yield Candidate(*_unquoted(match), "Honor", "built:honor-graded", 0.85, name)
    for match, _, _ in draft.matches(_CHAMPION, "单项冠军"):
        name = "省级制造业单项冠军企业" if match["grade"] == "省级" else "制造业单项冠军企业"
        yield Candidate(*_unquoted(match), "Honor", "built:honor-graded", 0.85, name)


def _unquoted(match: re.Match[str]) -> tuple[int, int]:
    """The span without a quote that stands at one end only."""
    start, end = match.span()
    text = match[0]
    if sum(c in '“”"' for c in text) == 1:
        start += text[0] in '“"'
        end -= text[-1] in '”"'
    return start, end
