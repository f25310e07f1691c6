"""Products as the objects of verbs: what a company that the text names makes, sells or uses, whatever it is called."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.nouns import joined
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("verbs", "heads", "tails", "unmade", "unmade_in", "generic", "not_in", "false_tails")
_MAKERS = frozenset({"Company", "Organization"})
#: What says that the maker is one named before.
_SAME = re.compile("公司|企业|我们|基地|园区|集团|该厂|产品|其")
#: Between a verb and its object: how many, and that it is the first.
_COUNT = re.compile(
    "(?:了|出了?|的)?(?:[0-9.一二三四五六七八九十百千万亿两多余约近]*(?:吨|台|套|款|件|辆|只|条|种|片|颗|枚|艘|架|块|根|把|万|亿|平方米|GWh|GW)"
    "(?:余|多|以上)?(?:级)?(?:的)?)?(?:(?:国内|全国|全球|世界|我国|国产|业内|行业|省内|亚洲|新一代|最新|自主)*(?:首|第一|一)[台款列架套条个颗艘辆批种])?"
    "(?:国产|国内领先的|多款|多种|系列|一系列|各类|各种|全新|新型|这款|该款|这种|上述|相关|优质|高品质|高端|以)?"
)
_ITEM = re.compile("[^,。;:!?、()“”<>《》…—]+")
_JOINT = re.compile("[和与及、]|以及")
#: What ends an object that goes on in its clause.
_STOP = re.compile(
    "等|的(?!士)|已|并|获|为|是|在|将|于|由|被|及其|供|销|达|占|向|从|给|用于|用在|实现|成功|可|能(?!源)|打破|填补|出口|交付|投|产销"
    "|去年|今年|目前|近[日期年]|一[直举]|[0-9]{2,}[0-9.]*(?:[万亿多余][万亿多余]?)?[件台套吨只辆条款年月家个]"
)
#: Whose it is, before the object: 装上甲公司的客车.
_WHOSE = re.compile("[^,。;:!?、]{2,20}?的")
#: What is made goes off the line, and stands before the verb that says so.
_OFF = re.compile(
    "(?:成功|正式|顺利|全面|批量|实现|开始|进入|首次|首发|在[^,。;:!?]{2,12}?)*(?:下线|问世|量产|面世|投放市场|通过验收|热销|批量生产)"
)
#: A product's own name in quotes behind what made it; the title of a prized work.
_QUOTED = re.compile(
    '(?:生产|研发|研制|制造|试制)(?:了|的|出)?[“"](?P<name>[^“”",。;:]{2,10})[”"](?!模式|服务|行动|计划|战略|工程|品牌|经验|政策|做法|机制)'
)
_WORK = re.compile('[“"](?P<name>[^“”"。;]{6,48}(?:技术|应用|平台|系统|装备|装置|工艺|产业化))[”"]')
_PRIZED = re.compile("[一二三特]等奖|[金银铜]奖|发明奖|进步奖")
#: Before the name of the maker's product: 产品再生纤维.
_CALLED = re.compile("(?:(?<=[,。;、])|主导|主打|核心|拳头|主要|终端|其)产品(?:为|是|有|包括)?(?=[一-龥A-Z])")
#: Half-open, of the article's text.
Span = tuple[int, int]
_LONGEST = 18
_MOST = 6


class MadeFinder:
    """Reads the objects of verbs of making where a maker is named in the sentence or shortly before."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "products", _KEYS)
        self._edges = edges
        self._verb = re.compile(any_of(lists["verbs"]))
        self._tail = re.compile(f".*{any_of([*lists['heads'], *lists['tails']])}$")
        self._not_in = frozenset(lists["not_in"])
        self._unmade = frozenset(lists["unmade"])
        self._kinds = frozenset(lists["generic"])
        self._false = tuple(lists["false_tails"])
        self._alien = re.compile(any_of(lists["unmade_in"]))

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Products of the article's sentences."""
        if not any(c.type in _MAKERS for c in draft.found):
            return []
        taken = {at for c in draft.found if c.type in _MAKERS for at in range(c.start, c.end)}
        known = {(c.start, c.end) for c in draft.found}
        found = [c for span in self._proved(draft) for c in self._in_sentence(draft, span, known)]
        return [c for c in found if not {c.start, c.end - 1} & taken]

    def _proved(self, draft: Draft) -> Iterator[tuple[int, int]]:
        """Sentences with a maker's name, or with what says that the maker is the one named before."""
        makers = sorted(c.start for c in draft.found if c.type in _MAKERS)
        for start, end in draft.context.spans:
            named = bisect_left(makers, start) < bisect_left(makers, end)
            if named or (makers[0] < start and _SAME.search(draft.text, start, end)):
                yield start, end

    def _in_sentence(self, draft: Draft, span: Span, known: Collection[Span]) -> Iterator[Candidate]:
        text, is_edge = draft.text, draft.context.words.is_edge
        for match in self._verb.finditer(text, *span):
            if is_edge(match.start()) and is_edge(match.end()):
                yield from self._objects(draft, (match.end(), span[1]), known)
        for match in _CALLED.finditer(text, *span):
            yield from self._objects(draft, (match.end(), span[1]), known)
        for match in _OFF.finditer(text, *span):
            words = self._edges.left(draft.context, span[0], match.start(), also=self._not_in)
            while words and self._edges.is_place(words[0]):
                words = words[1:]
            if words and self._is_made(joined(words)):
                yield Candidate(words[0].start, match.start(), "Product", "built:product-off", 0.71)
        for match in _QUOTED.finditer(text, *span):
            yield Candidate(*match.span("name"), "Product", "built:product-quoted", 0.72)
        for match in _WORK.finditer(text, *span) if _PRIZED.search(text, *span) else ():
            yield Candidate(*match.span("name"), "Product", "built:product-prized", 0.8)

    def _objects(self, draft: Draft, rest: Span, known: Collection[Span]) -> Iterator[Candidate]:
        """The items of the list that starts here, up to the first that is nothing made."""
        at, end = rest
        if whose := _WHOSE.match(draft.text, at, end):
            at = whose.end() if (at, whose.end() - 1) in known else at
        for _ in range(_MOST):
            at = self._begin(draft, at, end)
            item = _ITEM.match(draft.text, at, end)
            stop = self._stop(draft, at, item.end()) if item else at
            if stop == at:
                return
            yield Candidate(at, stop, "Product", "built:product-made", 0.72)
            joint = _JOINT.match(draft.text, stop, end)
            if not joint:
                return
            at = joint.end()

    def _begin(self, draft: Draft, at: int, end: int) -> int:
        """Where the thing's name begins: behind how many, and behind where it goes (出口欧洲双层动车组)."""
        counted = _COUNT.match(draft.text, at, end)
        at = counted.end() if counted else at
        return draft.context.place_ends.get(at, at)

    def _stop(self, draft: Draft, at: int, end: int) -> int:
        """Where the thing made ends whose name starts at ``at``; ``at`` itself where there is none."""
        text = draft.text
        halt = _STOP.search(text, at + 2, end)
        joint = _JOINT.search(text, at + 2, halt.start() if halt else end)
        ends = [halt.start() if halt else end] + ([joint.start()] if joint else [])
        for stop in sorted(ends):
            if self._is_made(text[at:stop]) and self._edges_at(draft, at, stop):
                return stop
        return at

    def _is_made(self, name: str) -> bool:
        core = name
        while kind := next((k for k in self._kinds if core.startswith(k) and len(core) > len(k)), ""):
            core = core[len(kind) :]
        return (
            2 <= len(name) <= _LONGEST
            and not {name, core} & self._unmade
            and bool(self._tail.match(name))
            and not name.endswith(self._false)
            and not self._alien.search(name)
        )

    def _edges_at(self, draft: Draft, start: int, end: int) -> bool:
        """Whether words begin and end there, and no verb or pronoun begins it."""
        words = self._edges.read(draft.context, start, min(end + 3, len(draft.text)))
        whole = joined([w for w in words if w.end <= end])
        return whole == draft.text[start:end] and not words[0].pos.startswith(("r", "p", "c", "d", "u"))
