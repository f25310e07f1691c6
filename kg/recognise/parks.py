"""Parks and zones by how their names end; a zone's Party committee and administration stand for the zone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Context
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.guesses import Stretch
from kg.recognise.longest import Longest
from kg.recognise.nouns import Word, joined
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("suffixes", "weak", "not_after", "generic", "not_in", "administrations")
_LONGEST = 24
#: 千亿陶瓷城 is a name, 千亿产业园 is none.
_SIZED = re.compile("[千百]亿(?:轨道|钢铁|陶瓷|汽车|服饰|航空|医药|新材料|动力)[城谷]")
#: A zone within a zone: 科技城“双碳”先行区.
_INNER = re.compile('[“"][^“”",。;]{1,8}[”"](?:先行区|示范区|创新区|园区|产业园)')
#: A weak suffix wants a place, or a front as short as a proper name: 文旅融合发展示范区 is none.
_SHORT_FRONT = 4
#: A zone's kind where it stands alone -> how the full names of its like end.
_KINDS = {
    "高新区": ("高新区", "高新技术产业开发区"),
    "经开区": ("经开区", "经济技术开发区", "经济开发区"),
    "开发区": ("经济技术开发区", "经济开发区", "高新技术产业开发区", "开发区"),
}
#: A zone in which others lie, and characters of the shortest name without a place in front.
_OUTER = re.compile(
    "[^,。;:!?、]{2,10}?(?:高新区|经开区|开发区|新区|高新技术产业开发区|经济技术开发区)(?=[^,。;:!?、]{4})"
)
_BARE = 4
#: Characters that a county's full name has more than.
_COUNTY = 2
#: Two countries that share a zone, before its name.
_PARTNERS = re.compile("中[德意以日韩法新俄美英瑞白哈巴印泰丹奥匈捷波荷马沙]$")
#: A zone where a city's name stands before it; else a place to walk in.
_GARDEN = "生态园"
#: What a name that stands alone begins behind: a clause edge, or a word that a name follows.
_ALONE = "(?<![^,。;:!?、“(\\s到在赴往由与和及对向从入驻是为市])"


class ParkFinder:
    """Finds named zones: a suffix with a front that is more than generic words."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "parks", _KEYS)
        self._edges = edges
        self._weak = frozenset(lists["weak"])
        self._not_in = frozenset(lists["not_in"])
        self._generic = frozenset(lists["generic"])
        self._ends = Longest(lists["suffixes"])
        suffixes, after = any_of(lists["suffixes"]), any_of(lists["not_after"])
        administration = any_of(lists["administrations"])
        self._bare = re.compile(
            f"{_ALONE}(?P<kind>{'|'.join(_KINDS)})(?!{suffixes}|{after}(?!{after}))(?:{administration})?"
        )
        self._suffix = re.compile(
            f"(?P<suffix>{suffixes})(?!{suffixes}|{after}(?!{after}))(?P<office>{administration})?"
        )

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Zones of the article's sentences; the name leaves out the administration."""
        found = [part for candidate in self._find(draft) for part in self._split(draft, candidate)]
        found = [self._plain(draft, candidate, found) for candidate in found]
        return [*found, *self._short(draft, found)]

    def _split(self, draft: Draft, candidate: Candidate) -> Iterator[Candidate]:
        """A zone, and the one in it that stands behind it: 甲高新区乙产业园 are two."""
        text = draft.text
        outer = _OUTER.match(text, candidate.start, candidate.end)
        words = self._edges.read(draft.context, outer.end(), candidate.end) if outer else []
        if outer and text.startswith("基地项目", candidate.end - 2) and not self._edges.is_specific(words):
            yield replace(candidate, end=outer.end(), name="")  # a project in it: 甲新区先进材料产业基地项目
            return
        if not outer or not self._edges.is_specific(words) or text[candidate.end - 1] not in "园城谷":
            yield candidate
            return
        yield replace(candidate, end=outer.end(), name="")
        whole = candidate.name or draft.surface(candidate)
        yield replace(candidate, start=outer.end(), name=whole[outer.end() - candidate.start :])

    def _plain(self, draft: Draft, candidate: Candidate, found: Sequence[Candidate]) -> Candidate:
        """Under the name without the place before it, where the article has that as well: 甲县乙高新区, 乙高新区."""
        name = candidate.name or draft.surface(candidate)
        rest = [n for c in found if (n := c.name or draft.surface(c)) != name and name.endswith(n) and len(n) > _BARE]
        words = self._edges.read(draft.context, candidate.start, candidate.end)
        placed = rest and self._edges.is_place(words[0]) and words[0].text + min(rest) == name
        return replace(candidate, name=min(rest)) if placed else candidate

    def _short(self, draft: Draft, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """A bare 高新区 where the article names one such zone alone is that one, shortened."""
        names = sorted({c.name or draft.surface(c) for c in found})
        for match, _, _ in draft.matches(self._bare, *_KINDS):
            kind = _KINDS[match["kind"]]
            same = [name for name in names if name.endswith(kind)]
            if len(same) == 1:
                yield Candidate(match.start("kind"), match.end(), "IndustrialPark", "built:park-short", 0.75, same[0])

    def _find(self, draft: Draft) -> Iterator[Candidate]:
        yield from self._sized(draft)
        for match, start, _ in draft.matches(self._suffix, self._ends):
            words = self._front(draft, start, match)
            if not words or match.end("suffix") - words[0].start > _LONGEST:
                continue
            bounded = _is_item(draft.text, words[0].start, match.end())
            if self._is_name(words, match["suffix"], bounded=bounded):
                words = self._behind_county(draft.context, words)
                begin = _with_partner(draft.text, start, words[0])
                name = draft.text[begin : match.end("suffix")] if match["office"] else ""
                yield Candidate(begin, match.end(), "IndustrialPark", "built:park", 0.85, name)
                if inner := _INNER.match(draft.text, match.end()):
                    yield Candidate(begin, inner.end(), "IndustrialPark", "built:park-inner", 0.8)

    def _sized(self, draft: Draft) -> Iterator[Candidate]:
        for match, _, _ in draft.matches(_SIZED, "百亿", "千亿"):
            yield Candidate(match.start(), match.end(), "IndustrialPark", "built:park", 0.8)

    def _front(self, draft: Draft, floor: int, match: re.Match[str]) -> list[Word]:
        """The words of a zone's name before its suffix."""
        words = self._edges.left(draft.context, floor, match.start(), also=self._not_in)
        zone = Stretch("IndustrialPark", match.start(), match.end("suffix"), self._not_in)
        return draft.guesses.settle(draft.context, self._edges, words, zone)

    def _behind_county(self, context: Context, words: list[Word]) -> list[Word]:
        """A zone with a name of its own without the county that it lies in: 甲县乙工业园."""
        county = len(words) > 1 and words[0].pos == "ns" and words[0].end - words[0].start > _COUNTY
        county = county and words[0].text[-1] in "县区" and words[0].start in context.place_ends
        own = [word for word in words[1:] if word.text not in self._generic]
        return words[1:] if county and self._edges.is_specific(own) else words

    def _is_name(self, words: Sequence[Word], suffix: str, *, bounded: bool) -> bool:
        front = [w for w in words if w.text not in self._generic]
        if not front or joined(words) in self._generic:
            return False
        if suffix == _GARDEN:
            return self._edges.is_place(words[0])
        if suffix not in self._weak or any(self._edges.is_place(w) for w in front):
            return True
        if suffix[-1] in "园地体" and self._edges.is_specific(words[:1]):
            return True
        if bounded and len(joined(front)) >= _SHORT_FRONT:
            return True
        return len(joined(words)) <= _SHORT_FRONT and self._edges.is_specific(front)


def _with_partner(text: str, floor: int, first: Word) -> int:
    """Where a zone's name begins, with the two countries that share it: 中新苏州工业园."""
    partners = _PARTNERS.search(text, max(floor, first.start - 2), first.start)
    return partners.start() if partners else first.start


def _is_item(text: str, start: int, end: int) -> bool:
    """Whether the stretch is a whole item of a list: 甲公司、名优产品集聚区、乙公司."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool(before and after and before in "、和及与" and after in "、和及与等,。;")
