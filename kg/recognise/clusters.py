"""Industries that the text presents as a place's cluster, chain or industry; each item of a list is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.industries import Industries, base_of, fullest_form
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("modifiers", "not_after", "not_in", "generic", "heads")
_KIND = "(?P<kind>产业集群|产业链群|产业链|集群|产业)"
_COUNT = (
    r"(?:[一-龥]{2,3}[省市]|[全我][省市])?"
    r"(?:(?<![0-9一二三四五六七八九十两])\s{0,2}[0-9一二三四五六七八九十两]{1,8}余?\s*(?:大|个|条|类)|一批|一系列|多个|若干|各类)"
)
#: 为代表的优势产业: what makes the list before it a list of industries.
_EXAMPLES = "(?:等)?为(?:代表|主|主导|主体|核心|支撑|引领|龙头|重点|特色|主攻方向|先锋)的"
#: 获评国家先进制造业集群: what stands before became a cluster.
_BECAME = "(?:成功)?(?:获评|入选|入围|跻身|进入|晋级|完成|成为|列为|列入|荣获|被评为|获批)"
#: What follows a list, or one industry, that a place counts on: 作为三条主导产业链, 是全市的首位产业.
_ROLE = "(?:主导|支柱|首位|优势|特色|重点|主攻|核心|新兴|未来)(?:产业链|产业集群|产业)"
_COUNTED = re.compile(_ROLE)
_COUNTED_ON = re.compile(
    f"(?:[把将以](?P<list>[^,。;:!?把将]{{2,40}}?)(?:作为|列为|确定为|确立为|打造[为成]|培育[为成]|定为|为(?!牵引|抓手|导向|契机|引领|目标|依托|基础))"
    f"|(?P<one>[^,。;:!?]{{2,40}}?)(?:产业)?(?:(?<!特别)(?<!尤其)是|成为|已成)(?=[^,。;:!?、是]{{1,14}}{_ROLE}))[^,。;:!?、]{{0,14}}?{_ROLE}"
)
#: What a chain is called when the list before it names its links.
_WHOLE = ("完整", "全", "整条")
#: A cluster's kind -> what may join two words of its name; how many there are.
_JOINED = {"产业集群": "和与", "产业链群": "和与", "产业链": "和与", "集群": "和与"}
_PAIR = 2
#: Characters of the longest name of an industry.
_LONGEST = 16
_LONGEST_LIST = 16
#: An item that stands without its head elsewhere in the article counts from this length on.
_BARE = 4

#: What an industry that no vocabulary has is called, the parts of speech of its words, and how many they are.
_OWN = ("产业集群", "产业链")
_THINGS = ("n", "nz", "nr", "l")
_WORDS = 2


class Item(NamedTuple):
    """One item of a list of industries: its span without the place's name; ``end`` leaves out the ending."""

    start: int
    end: int


class ClusterFinder:
    """Finds industries by the words that present them: 产业集群, 产业链, 集群, 产业."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "clusters", _KEYS)
        self._edges = edges
        self._industries = Industries(ontology, lists)
        self._not_in = frozenset(lists["not_in"])
        modifiers, after = any_of(lists["modifiers"]), any_of(lists["not_after"])
        head = f"(?P<mods>{modifiers}*){_KIND}(?!{after})"
        self._direct = re.compile(f"{_KIND}(?!{after})")
        self._listed = re.compile(f"(?:(?P<etc>等){_COUNT}?|{_COUNT}|{_EXAMPLES}|(?={modifiers}))\\s*{head}")
        self._became = re.compile(f"{_BECAME}[^,。;、]{{0,10}}?(?:集群|产业链)")

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Industries of the article, under the fullest form that the page has for each."""
        found = sorted(set(self._find(draft)), key=lambda c: (c.start, c.end, c.source))
        return [*found, *self._bare(draft, found)]

    def _find(self, draft: Draft) -> Iterator[Candidate]:
        for match, start, _ in draft.matches(self._direct, "产业", "集群"):
            if draft.text.endswith(_WHOLE, start, match.start()):
                continue  # the links of a chain are no industries: 芯片、模块完整产业链
            items = self._items(draft, start, match.start(), sure=match["kind"] != "产业")
            items = self._as_one(draft.text, items, match["kind"]) or self._said(draft, start, match)
            yield from self._candidates(draft, items, match.end(), "direct")
        for match, start, _ in draft.matches(self._listed, "产业", "集群"):
            if draft.text.endswith(_WHOLE, start, match.start("kind")):
                continue
            items = self._items(draft, start, match.start(), sure=bool(match["etc"]) or match["kind"] != "产业")
            yield from self._candidates(draft, items, 0, "list")
        for match, start, _ in draft.matches(_COUNTED_ON, _COUNTED):
            items = self._items(draft, start, match.end("list" if match["list"] else "one"), sure=True)
            yield from self._candidates(draft, items, 0, "counted-on")
        for match, start, _ in draft.matches(self._became, "产业链", "集群"):
            items = self._items(draft, start, match.start(), sure=False)
            yield from self._candidates(draft, items, 0, "became")

    def _candidates(self, draft: Draft, items: Sequence[Item], end: int, rule: str) -> Iterator[Candidate]:
        """``end`` is that of the head where it belongs to the last item's name, else 0."""
        for i, item in enumerate(items):
            name = fullest_form(base_of(draft.text[item.start : item.end]), draft.context.page.folded)
            stop = end if end and i == 0 else item.end
            yield Candidate(item.start, stop, "IndustryCluster", f"built:cluster-{rule}", 0.85, name)

    def _items(self, draft: Draft, floor: int, end: int, *, sure: bool) -> list[Item]:
        """The items of the list that ends at ``end``, the last first; none where the last is no industry."""
        items: list[Item] = []
        text = draft.text
        while len(items) < _LONGEST_LIST and (item := self._item(draft, floor, end)):
            name = text[item.start : item.end]
            listed = bool(items) or text[item.start - 1 : item.start] in {"、", "和", "与"}
            fits = self._industries.may_be(name) if sure or listed else self._industries.has_form(name)
            if not fits or (not items and not sure and not self._industries.has_form(name)):
                break
            items.append(item)
            if text[item.start - 1 : item.start] not in {"、", "和", "与"} or item.start - 1 <= floor:
                break
            end = item.start - 1
        return items if len(items) > 1 or self._stands_alone(text, items) else []

    def _as_one(self, text: str, items: list[Item], kind: str) -> list[Item]:
        """Two with a joint between them and one cluster are one (甲材料与装备产业集群); of 甲和乙产业 each is one."""
        if (
            len(items) != _PAIR
            or text[items[1].start - 1] == "、"
            or text[items[0].start - 1] not in _JOINED.get(kind, "")
        ):
            return items
        whole = Item(items[1].start, items[0].end)
        return [whole] if whole.end - whole.start <= _LONGEST else items

    def _said(self, draft: Draft, floor: int, head: re.Match[str]) -> list[Item]:
        """A thing that no vocabulary has and that has a chain or cluster of its own: 藤编产业链."""
        item = self._item(draft, floor, head.start()) if head["kind"] in _OWN else None
        words = self._edges.read(draft.context, item.start, item.end) if item else []
        thing = words and len(words) <= _WORDS and all(w.pos in _THINGS and len(w.text) > 1 for w in words)
        name = draft.text[item.start : item.end] if item else ""
        return [item] if item and thing and self._industries.may_be(name) else []

    def _stands_alone(self, text: str, items: Sequence[Item]) -> bool:
        return bool(items) and self._industries.has_form(text[items[0].start : items[0].end])

    def _item(self, draft: Draft, floor: int, end: int) -> Item | None:
        text = draft.text
        while end > floor and text[end - 1].isspace():
            end -= 1
        words = self._edges.left(draft.context, floor, end, also=self._not_in)
        while words and (self._edges.is_place(words[0]) or words[0].text in {"省", "市", "县", "区", "全省", "的"}):
            words = words[1:]
        for i in range(1, len(words)):
            if (
                len(words[i - 1].text) == 1
                and words[i - 1].text != "泛"
                and self._industries.knows(text[words[i].start : end])
            ):
                words = words[i:]
                break
        if not words or end - words[0].start > _LONGEST:
            return None
        return self._with_front(draft, floor, Item(words[0].start, end))

    def _with_front(self, draft: Draft, floor: int, item: Item) -> Item:
        """The item joined to what stands before 及 or 与, where the whole is one name: 人工智能及传感器."""
        text = draft.text
        joint = text[item.start - 1 : item.start]
        if joint not in {"及", "与"} or item.start - 1 <= floor:
            return item
        words = self._edges.left(draft.context, floor, item.start - 1, also=self._not_in)
        whole = Item(words[0].start, item.end) if words else item
        name = text[whole.start : whole.end]
        front = text[whole.start : item.start - 1]
        known = self._industries.knows(name) or (joint == "及" and self._industries.has_form(front))
        known = known or (bool(front) and text.startswith((front, f"含{front}"), item.start))  # 钛及钛合金
        return whole if known and len(name) <= _LONGEST else item

    def _bare(self, draft: Draft, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Further places where an industry that the article presents is named without the presenting word."""
        names: dict[str, str] = {}
        for candidate in found:
            base = base_of(draft.surface(candidate))
            if len(base) >= _BARE:
                names[base] = candidate.name
        if names:
            for match, _, _ in draft.matches(re.compile(f"(?:先进)?(?P<base>{any_of(names)})(?:装备)?")):
                yield Candidate(
                    match.start(), match.end(), "IndustryCluster", "built:cluster-bare", 0.5, names[match["base"]]
                )
