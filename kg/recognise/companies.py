"""Companies by how their names end, with the left edge found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Context
from kg.recognise.draft import Draft, Sign
from kg.recognise.edges import Edges
from kg.recognise.guesses import Stretch
from kg.recognise.longest import Longest
from kg.recognise.nouns import Word, joined
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("full", "short", "not_after", "not_after_plant", "generic", "own")
#: A branch after a full name: 有限公司株洲分公司, 银行长沙支行.
_BRANCH = r"(?:[一-龥]{2,8}?(?:分公司|分行|支行|分厂|分院))?"
#: What makes a part of a company, or the whole, of a brand: no 全资子公司.
_BRANCH_OF_BRAND = re.compile("(?:(?![的子旗下])[一-龥]){0,4}?(?:分行|支行|分公司|公司)")
#: Plants that serve a town and are no companies, and names of things rather than of who makes them.
_FACILITY = re.compile(r"污水|净水|水厂|垃圾|焚烧|[+＋]")
#: The address before a small business's name.
_TOWN = re.compile(".*[乡镇村](?=.{2})")
#: A title right after: 股份董事长. Then a front of common nouns (龙牌食品) is a name as well.
_TITLE = re.compile("党委|董事|总裁|总经理|副总|创始人|行长")
_PROVED = 4
#: Characters of the longest company name read.
_LONGEST = 36


class CompanyFinder:
    """Finds full company names, and shorter ones that end in 集团, 股份, 银行 … with something specific before."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "companies", _KEYS)
        self._edges = edges
        self._full = frozenset(lists["full"])
        self._generic = frozenset(lists["generic"])
        after, after_plant = any_of(lists["not_after"]), any_of(lists["not_after_plant"])
        self._suffix = re.compile(
            f"(?P<full>{any_of(lists['full'])}){_BRANCH}|(?P<short>{any_of(lists['short'])})(?!{after}|(?<=[厂行]){after_plant}){_BRANCH}"
        )
        ends = [*lists["full"], *lists["short"]]
        self._signs: tuple[Sign, ...] = (
            Longest(end for end in ends if len(end) > 1),
            *(end for end in ends if len(end) == 1),
        )
        self._brands = Longest(edges.brands)
        self._own = re.compile(any_of(lists["own"]))

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Companies of the article's sentences."""
        return [*self._find(draft), *self._branded(draft)]

    def _branded(self, draft: Draft) -> Iterator[Candidate]:
        """Well-known short names that begin and end where words do: 空客 is not in 航空客户."""
        is_edge = draft.context.words.is_edge
        for start, end in draft.context.spans:
            for at, stop in self._brands.find(draft.text, start, end):
                if branch := _BRANCH_OF_BRAND.match(draft.text, stop, end):
                    stop = branch.end()
                if is_edge(at) and is_edge(stop):
                    at = self._guessed(draft, at, stop) or self._placed(draft.context, start, at)
                    yield Candidate(at, stop, "Company", "built:company-brand", 0.75)

    def _guessed(self, draft: Draft, at: int, stop: int) -> int | None:
        """Where a longer name begins that the tagger has and that a brand only ends: 北奔重汽 is another than 重汽."""
        words = draft.guesses.settle(draft.context, self._edges, [], Stretch("Company", at, stop))
        front = joined(words)
        two = front in self._edges.brands and not draft.text.endswith("公司", at, stop)  # 甲石油乙科技并购案
        return words[0].start if len(front) > 1 and not two and words[0].start not in draft.context.foreign else None

    def _placed(self, context: Context, floor: int, at: int) -> int:
        """Where a brand's name begins, with the city or province that a daughter is named after: 柳州采埃孚."""
        place = context.division_starts.get(at, -1)
        return place if place >= floor else at

    def _find(self, draft: Draft) -> Iterator[Candidate]:
        for match, start, _ in draft.matches(self._suffix, *self._signs):
            words = self._edges.left(draft.context, start, match.start())
            words = draft.guesses.settle(
                draft.context, self._edges, words, Stretch("Company", match.start(), match.end())
            )
            if not words or match.end() - words[0].start > _LONGEST:
                continue
            rule = "full" if match["full"] else "short"
            proved = bool(_TITLE.match(draft.text, match.end())) and joined(words) not in self._generic
            own = self._without_country(draft.context, words)
            if match[0] == "厂" and not self._is_proper(draft, words, match.end()):
                continue
            if self._is_name(words, match[0], rule) or (proved and len(joined(words)) >= _PROVED):
                score = 0.95 if rule == "full" else 0.8
                town = _TOWN.match(joined(words)) if match[0] == "农家乐" else None
                begin = words[0].start + (town.end() if town else 0)
                name = draft.text[own[0].start : match.end()] if own is not words else ""
                yield Candidate(begin, match.end(), "Company", f"built:company-{rule}", score, name)
                if name:
                    country = draft.text[begin : own[0].start]
                    yield Candidate(begin, own[0].start, "Place", "built:company-country", 0.9, country, implied=True)

    def _is_proper(self, draft: Draft, words: Sequence[Word], end: int) -> bool:
        """Whether a plant is named after a place or by a word of its own, or guessed: a 塔筒厂 is of a kind."""
        named = any(self._edges.is_place(w) or (len(w.text) > 1 and self._edges.is_specific([w])) for w in words)
        return named or (words[0].start, end) in draft.guesses.spans.get("Company", ())

    def _without_country(self, context: Context, words: Sequence[Word]) -> Sequence[Word]:
        """A name without the country that it comes from, where it has a word of its own: 甲国乙集团."""
        first = words[0]
        foreign = first.start in context.foreign and first.end == context.place_ends.get(first.start)
        rest = [word for word in words[1:] if word.text not in self._generic]
        return words[1:] if foreign and len(joined(rest)) > 1 and self._edges.is_specific(rest) else words

    def _is_name(self, words: Sequence[Word], suffix: str, rule: str) -> bool:
        front = joined(words)
        if self._own.fullmatch(front + suffix):
            return True
        if "某" in front or front.endswith("上市"):
            return False
        if _FACILITY.search(front + suffix) and rule == "short":
            return False
        if front in self._generic or (words[-1].text in self._generic and rule == "short" and len(words) == 1):
            return False
        if rule == "full":
            return len(front) >= 2 and not all(w.text in self._generic for w in words)
        left = [w for w in words if w.text not in self._generic]
        return len(front) >= 2 and self._edges.is_specific(left)
