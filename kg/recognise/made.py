"""Products as the objects of verbs: what a company that the text names makes, sells or uses, whatever it is called."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import MAKERS, Draft
from kg.recognise.edges import Edges
from kg.recognise.goods import Goods
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("verbs", "strong", "not_in")
#: What says that the maker is one named before.
_SAME = re.compile("公司|企业|我们|基地|园区|集团|该厂|产品|其|团队|[他她]")
#: Between a verb and its object: how many, and that it is the first.
_COUNT = re.compile(
    "(?:了|出了?|的)?(?:一(?P<unit>[台辆根盘束块片只条件箱桶袋瓶双把支卷套颗粒])(?P=unit))?(?:[两三四五六七八九十]大)?第?(?:[0-9.一二三四五六七八九十百千万亿两多余约近上数几]*(?:个|吨|台套|台|套|款|件|辆|只|条|种|片|颗|枚|艘|架|块|支|根|把|万|亿|平方米|GWh|GW)"
    "(?:余|多|以上)?(?:级)?(?:的)?)?(?:(?:国内|全国|全球|世界|我国|国产|业内|行业|省内|亚洲|新一代|最新|自主)*(?:首|第一|一)[台款列架套条个颗艘辆批种])?"
    "(?:国产|国内领先的|多款|多种|系列|一系列|各类|各种|全新|新型|这款|该款|这种|上述|相关|优质|高品质|高端|以)?"
)
_ITEM = re.compile("(?:“[^“”,。;:、]{1,6}”)?[^,。;:!?、()“”<>《》…—]+")
_JOINT = re.compile("[和与及、]|以及")
#: What ends an object that goes on in its clause.
_STOP = re.compile(
    "等|的(?!士)|已|并|获|为|是|在|将|于|由|被|及其|供|销|达|占|向|从|给|用于|用在|实现|成功|可|能(?!源)|打破|填补|最|人气|深受|备受|广受|吸引|[让令凭]|正(?!极)|出口|交付|投|产销|技术(?=[达领处居水])"
    "|去年|今年|目前|近[日期年]|一[直举]|[0-9][0-9.]*(?:[万亿多余][万亿多余]?)?[件台套吨只辆条款年月家个支块片颗名所项处户人亩期]"
)
#: Whose it is, before the object: 装上甲公司的客车.
_WHOSE = re.compile("[^,。;:!?、]{2,20}?的")
#: Whose work it is, or what it is like: 采用某院研发的系统, 生产轻量化的车轮.
_SAID = re.compile("[^,。;:!?、]{2,24}?(?:研发|研制|开发|生产|制造|打造|设计|完成[^,。的]{2,4}|提供|[化型级性])的")
#: What is made goes off the line, and stands before the verb that says so.
_WELL = "(?:成功|正式|顺利|全面|批量|实现|开始|进入|首次|首发){0,4}"
_OFF = re.compile(
    f"(?:,?(?:日前|近日|昨[日天]|今[日天]))?{_WELL}(?:在[^,。;:!?]{{2,30}}?)?{_WELL}"
    "(?:下线|问世|量产|面世|投放市场|通过验收|热销|批量生产|出库|出窑|出炉)"
)
#: A product's own name in quotes behind what made it; the title of a prized work.
_QUOTED = re.compile(
    '(?:生产|研发|研制|制造|试制)(?:了|的|出)?[“"](?P<name>[^“”",。;:]{2,10})[”"](?!模式|服务|行动|计划|战略|工程|品牌|经验|政策|做法|机制)'
)
#: Before the first word of a clause.
_CLAUSE = re.compile("(?:^|[,。;:!?”】\\s]|其中)$")
#: A maker's own thing, by a name in quotes: 某公司的“云雀”获评.
_OWN = re.compile("“(?P<name>[^“”,。;:、]{2,10})”(?=[,。;]|获|入选|被|走|成|亮|在|已|已经|日前|近日|系列|牌|远|热|备)")
#: The next of a line of things: 第三代X.
_NEXT = re.compile(
    "(?P<name>第[一二三四五六七八九]代[^,。;:!?、()“”《》的]{2,14}?)(?=[,。;、]|引|成|已|正|将|在|获|实|的|等|亮|首|于|是|和|与)"
)
_WORK = re.compile('[“"](?P<name>[^“”"。;]{6,48}(?:技术|应用|平台|系统|装备|装置|工艺|产业化))[”"]')
_PRIZED = re.compile("[一二三特]等奖|[金银铜]奖|发明奖|进步奖")
#: Whose it is, behind its name: 乙电机和乙变压器,都来自甲公司.
_FROM = re.compile("[,]?(?:都|均|全部|全都|正是|就)?(?:来自|产自|出自)")
#: What a company unites, before the steps of its work: 集甲系列、乙材料的研发、生产及销售为一体.
_UNITED = re.compile("集(?P<list>[^,。;:()]{2,50}?)的?(?:科研|研发|设计|开发|生产|制造|加工)[^,。;:]{0,20}[于为]一体")
_SERIES = re.compile("[^、和与及]{2,}?系列|[^、和与及]{2,}")
#: Before the name of the maker's product: 产品再生纤维.
_CALLED = re.compile("(?:(?<=[,。;、])|主导|主打|核心|拳头|主要|终端|其)产品(?:为|是|有|包括)?(?=[一-龥A-Z])")
#: Half-open, of the article's text.
Span = tuple[int, int]
_MOST = 6
#: Characters of an object that are looked at.
_REACH = 60
#: After 的 behind the name of a thing made: who makes it or can.
_OWNER = re.compile("[^,。;:!?]{0,8}(?:企业|公司|厂|基地|车间|能力|龙头|冠军|集团|生产线|研究院|研究所|厂家|厂商|专家)")


class MadeFinder:
    """Reads the objects of verbs of making where a maker is named in the sentence or shortly before."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "products", _KEYS)
        self._verb = re.compile(any_of({*lists["verbs"], *lists["strong"]}))
        self._goods = Goods(ontology, edges)
        self._strong = frozenset(lists["strong"])

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Products of the article's sentences."""
        firms = {(c.start, c.end) for c in draft.found if c.type == "Company"} | {
            *draft.guesses.spans.get("Company", ())
        }
        makers = sorted({*(c.start for c in draft.found if c.type in MAKERS), *(start for start, _ in firms)})
        if not makers:
            return []
        taken = {at for c in draft.found if c.type in MAKERS for at in range(c.start, c.end)}
        known = {(c.start, c.end) for c in draft.found}
        found = [c for span in proved(draft, makers) for c in self._in_sentence(draft, span, known, sorted(firms))]
        return [c for c in found if not {c.start, c.end - 1} & taken]

    def _in_sentence(
        self, draft: Draft, span: Span, known: Collection[Span], makers: Sequence[Span]
    ) -> Iterator[Candidate]:
        text, is_edge = draft.text, draft.context.words.is_edge
        for match in self._verb.finditer(text, *span):
            if is_edge(match.start()) and is_edge(match.end()):
                sure = match[0] in self._strong
                yield from self._objects(draft, (match.end(), span[1]), known, sure=sure)
        for end in (end for start, end in makers if span[0] <= start < span[1] and self._speaks_of(draft, start, end)):
            yield from self._objects(draft, (end + 1, span[1]), known, sure=False)
            if quoted := _OWN.match(text, end + 1, span[1]):
                yield Candidate(*quoted.span("name"), "Product", "built:product-quoted", 0.72)
        for match in _NEXT.finditer(text, *span):
            if self._is_thing(draft, *match.span("name"), sure=False):
                yield Candidate(*match.span("name"), "Product", "built:product-next", 0.71)
        for match in _CALLED.finditer(text, *span):
            yield from self._objects(draft, (match.end(), span[1]), known, sure=True)
        for match in _OFF.finditer(text, *span):
            begin = self._goods.front(draft.context, span[0], match.start())
            if self._is_thing(draft, begin, match.start(), sure=False):
                yield Candidate(begin, match.start(), "Product", "built:product-off", 0.71)
        for match in _FROM.finditer(text, *span):
            if any(start == match.end() for start, _ in makers):
                yield from self._before(draft, span[0], match.start())
        for match in _UNITED.finditer(text, *span):
            yield from self._united(text, *match.span("list"))
        for match in _QUOTED.finditer(text, *span):
            yield Candidate(*match.span("name"), "Product", "built:product-quoted", 0.72)
        for match in _WORK.finditer(text, *span) if _PRIZED.search(text, *span) else ():
            yield Candidate(*match.span("name"), "Product", "built:product-prized", 0.8)

    def _before(self, draft: Draft, floor: int, end: int) -> Iterator[Candidate]:
        """The items of the list that ends here, back to the first that is nothing made."""
        for _ in range(_MOST):
            begin = self._goods.front(draft.context, floor, end)
            if not self._is_thing(draft, begin, end, sure=False):
                return
            yield Candidate(begin, end, "Product", "built:product-made", 0.72)
            if draft.text[begin - 1 : begin] not in tuple("和与及、"):
                return
            end = begin - 1

    def _united(self, text: str, start: int, end: int) -> Iterator[Candidate]:
        for item in _SERIES.finditer(text, start, end):
            if item[0].endswith("系列") or self._goods.is_made(item[0]):
                yield Candidate(*item.span(), "Product", "built:product-made", 0.72)

    def _speaks_of(self, draft: Draft, start: int, end: int) -> bool:
        """Whether a clause begins with the maker's name and 的."""
        return draft.text.startswith("的", end) and bool(_CLAUSE.search(draft.text, max(0, start - 3), start))

    def _objects(self, draft: Draft, rest: Span, known: Collection[Span], *, sure: bool) -> Iterator[Candidate]:
        """The items of the list that starts here, up to the first that is nothing made."""
        (at, end), text = rest, draft.text
        if whose := _WHOSE.match(draft.text, at, end):
            at = whose.end() if (at, whose.end() - 1) in known else at
        for _ in range(_MOST):
            at = self._begin(draft, at, end)
            item = _ITEM.match(draft.text, at, min(end, at + _REACH))
            stop = self._stop(draft, at, item.end(), sure=sure) if item else at
            if stop == at and item and (said := _SAID.match(text, at, item.end())):
                at, stop = said.end(), self._stop(draft, said.end(), item.end(), sure=False)
            if stop == at:
                return
            yield Candidate(at, stop, "Product", "built:product-made", 0.72)
            joint = _JOINT.match(draft.text, stop, end)
            if not joint:
                return
            at = joint.end()

    def _begin(self, draft: Draft, at: int, end: int) -> int:
        """Where the thing's name begins: behind how many, and behind where it goes (出口欧洲双层动车组)."""
        goes = draft.text.startswith("出口", at - 2)
        counted = _COUNT.match(draft.text, at, end)
        at = counted.end() if counted else at
        return draft.context.place_ends.get(at, at) if goes else at

    def _stop(self, draft: Draft, at: int, end: int, *, sure: bool) -> int:
        """Where the thing made ends whose name starts at ``at``; ``at`` itself where there is none."""
        text = draft.text
        halt = _STOP.search(text, at + 2, end)
        joint = _JOINT.search(text, at + 2, halt.start() if halt else end)
        ends = [halt.start() if halt else end] + ([joint.start()] if joint else [])
        return next((stop for stop in sorted(ends) if self._is_thing(draft, at, stop, sure=sure)), at)

    def _is_thing(self, draft: Draft, start: int, end: int, *, sure: bool) -> bool:
        """Whether a thing's name stands there; ``sure`` that a thing is named, any that may be is one."""
        if self._goods.is_made(draft.text[start:end]):
            return self._goods.is_whole(draft.context, start, end)
        ends = not draft.text.startswith("的", end) or _OWNER.match(draft.text, end + 1)
        return bool(sure and ends) and self._goods.is_open(draft.context, start, end)


def proved(draft: Draft, makers: Sequence[int]) -> Iterator[Span]:
    """Sentences with a maker's name, or with what says that the maker is one that another sentence names.

    Args:
        makers: where the names of makers begin, in order; at least one.
    """
    for start, end in draft.context.spans:
        named = bisect_left(makers, start) < bisect_left(makers, end)
        if named or _SAME.search(draft.text, start, end):
            yield start, end
