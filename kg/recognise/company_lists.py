"""Companies by what is said of them: items before 等6家企业, after 领军企业, works named after a group and a city."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.guesses import Stretch
from kg.recognise.industries import read_names
from kg.recognise.nouns import Word, joined
from kg.recognise.wordlists import any_of, load_wordlists

_NUMERAL = "[0-9一二三四五六七八九十百两几数多余]"
_COUNT = rf"(?:(?<!{_NUMERAL})\s{{0,2}}{_NUMERAL}{{1,10}}\s{{0,2}}(?:多|余)?\s*[家户个位]|一批|一大批|众多|多家)"
#: Characters of the shortest and the longest item.
_SIZE = range(2, 17)
_SHORT = range(2, 9)
_LONGEST_LIST = 20
#: Ends of what kinds of firms, goods and bodies are called by.
_KIND = re.compile(
    "[类型等级业型股]$|(?:高校|院所|大学|学院|中心|单位|专用车|设备|加工|种植|养殖|服务|制造|研究院|科学院|协会|大会|论坛|品牌)$|^(?:[大中]型|[大中]?[中小][型微]|各)"
)


class ItemJudge:
    """Says whether an item of a list of companies is a company's name."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "short_names", ("endings", "generic"))
        self._edges = edges
        self._generic = frozenset(lists["generic"])
        self._ending = re.compile(f"{any_of(lists['endings'])}$")
        self._industries = read_names(ontology.folder, "industries")

    def is_name(self, words: Sequence[Word], *, sure: bool) -> bool:
        """Whether something specific is in it; among names (``sure``) a trade at its end does as well."""
        text = joined(words)
        if len(text) not in _SIZE or text in self._generic or all(w.text in self._generic for w in words):
            return False
        own = [w for w in words if w.text not in self._generic]
        if len(own) == 1 and self._edges.is_place(own[0]) and not sure:
            return False
        return self._edges.is_specific(own) or (sure and self.ends_in_trade(text))

    def may_be(self, words: Sequence[Word]) -> bool:
        """Whether it can be one among names: neither a line of business nor a kind of thing, nor a place alone."""
        text = joined(words)
        own = [w for w in words if w.text not in self._generic and w.text not in self._industries]
        place = len(words) == 1 and self._edges.is_place(words[0])
        acts = bool(words) and len(words[0].text) > 1 and words[0].pos == "v"
        return len(text) in _SHORT and bool(own) and not place and not acts and not _KIND.search(text)

    def ends_in_trade(self, text: str) -> bool:
        """Whether a trade ends it, behind two characters or more."""
        ending = self._ending.search(text)
        return bool(ending and ending.start() >= _SIZE.start)


def listed_as(collective: Sequence[str]) -> re.Pattern[str]:
    """What follows a list of companies: 等6家企业."""
    return re.compile(f"等(?P<count>{_COUNT})?[^,。;:!?、()“”的等]{{0,8}}?{any_of(collective)}(?![家产号])")


class CompanyListFinder:
    """Finds short company names that no ending gives away."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        keys = ("collective", "apposition", "endings", "groups", "institutes")
        lists = load_wordlists(ontology.folder, "short_names", keys)
        self._edges, self._judge = edges, ItemJudge(ontology, edges)
        self._list = listed_as(lists["collective"])
        self._apposition = re.compile(f"{any_of(lists['apposition'])}(?=[一-龥A-Z])")
        works = any_of([*lists["institutes"], *lists["endings"]])
        self._group = re.compile(f"{any_of(lists['groups'])}(?P<place>[一-龥]{{2,3}}?)?(?P<works>{works})")
        self._edge = re.compile("[、等,。;:!?()]")

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Companies of the article's sentences."""
        return [*self._listed(draft), *self._apposed(draft), *self._grouped(draft)]

    def _listed(self, draft: Draft) -> Iterator[Candidate]:
        for match, start, _ in draft.matches(self._list, "等"):
            items = list(self._items(draft, start, match.start()))
            specific = any(self._judge.is_name(words, sure=False) for words, _ in items)
            sure = specific and (bool(match["count"]) or len(items) > 1)
            if match[0].endswith("平台") and "家" not in (match["count"] or ""):
                continue
            for words, end in items:
                if self._judge.is_name(words, sure=sure):
                    score = 0.75 if sure else 0.7
                    yield Candidate(words[0].start, end, "Company", "built:company-list", score)

    def _items(self, draft: Draft, floor: int, end: int) -> Iterator[tuple[list[Word], int]]:
        for _ in range(_LONGEST_LIST):
            words = self._edges.left(draft.context, floor, end)
            words = draft.guesses.settle(draft.context, self._edges, words, Stretch("Company", end, end))
            if not words:
                return
            yield words, end
            before = words[0].start - 1
            if before <= floor or draft.text[before] not in "、和与及":
                return
            end = before

    def _apposed(self, draft: Draft) -> Iterator[Candidate]:
        """Names after 领军企业, to the end of the item: only where a list or a clause ends there."""
        for match, _, sentence_end in draft.matches(self._apposition):
            at = match.end()
            for _ in range(_LONGEST_LIST):
                edge = self._edge.search(draft.text, at, min(sentence_end, at + _SIZE.stop))
                words = self._edges.left(draft.context, at, edge.start()) if edge else []
                whole = bool(words) and words[0].start == at
                if not edge or not whole or edge[0] not in "、等" or not self._judge.is_name(words, sure=False):
                    break
                yield Candidate(at, edge.start(), "Company", "built:company-apposition", 0.7)
                at = edge.end()
                if edge[0] != "、":
                    break

    def _grouped(self, draft: Draft) -> Iterator[Candidate]:
        """Works and institutes named after a group and a city: 中车青岛所."""
        for match, _, _ in draft.matches(self._group):
            place = match["place"]
            words = self._edges.read(draft.context, *match.span("place")) if place else []
            if not place or (len(words) == 1 and self._edges.is_place(words[0])):
                yield Candidate(match.start(), match.end(), "Company", "built:company-group", 0.8)
