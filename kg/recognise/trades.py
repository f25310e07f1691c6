"""Products as what somebody's trade is: 从事X的研发和生产, X制造商, X、Y等产品, X填补国内空白, 自主研发的X技术."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import MAKERS, Draft
from kg.recognise.edges import Edges
from kg.recognise.goods import LONGEST, Goods
from kg.recognise.made import proved
from kg.recognise.wordlists import any_of, load_wordlists

_DOING = "(?:自主)?(?:研发|研制|生产|制造|加工|组装|装配|制售)"
#: A list of things and what is done with them.
_TRADE = re.compile(
    "(?:从事(?:于)?|专注(?:于)?|致力(?:于)?|聚焦|深耕|集(?!团|成|中|聚)|了解|负责|承担|参与|投身|涉足|转向|瞄准|察看|查看|参观)了?"
    f"(?P<list>(?:(?!从事|专注|致力|集团|公司)[^,。;:!?()“”]){{2,40}}?)(?:等(?:系列|相关)?(?:产品|部件|材料|设备)?)?的?{_DOING}(?=[、和与及,。;的为于]|{_DOING}|设计|销售|服务|应用|企业|情况|流程|过程|车间|线)"
)
#: A line that makes one thing: 首条X产线.
_LINE = re.compile(
    "(?:[首一两几数]|[0-9]+|第[0-9一二三四五]+)条(?P<name>[^,。;:!?、()“”的条]{2,14}?)(?:自动化)?(?:生产线|产线)"
)
#: What stands behind the name of a thing that somebody makes.
_MAKER_OF = re.compile(
    "(?:生产商|制造商|供应商|制造企业|生产企业|生产厂家)(?!大会)"
    "|的?(?:全国|全球|国内|国家级|世界)?(?:制造业)?(?:隐形冠军|单项冠军|龙头企业|领军企业|骨干企业|标杆企业|头部企业|龙头)"
)
#: X、Y等产品.
_SUCH = re.compile(
    "(?P<list>[^,。;:!?()“”、的]{2,18}(?:、[^,。;:!?()“”、的]{2,18}){1,8})等(?:系列|主打|主导|拳头|核心|优质|特色|高端)?(?:产品|新品)"
)
#: What a clause that begins with a thing goes on with.
_DID = (
    "(?:成功|已|还|也|不仅|更|率先|双双|先后|一举)*(?:填补|打破[^,。;]{0,10}垄断|远销|畅销|热销|出口到|销往|投用|通过[^,。;]{2,10}(?:认证|鉴定|验收)"
    "|(?:国内|全球|全国|国际)?市场占有率|产销|销量|产量|装上|走进|走上|走出国门|应用(?:于|在|到)|用于|实现国产|替代进口|(?:开始)?(?:小批量|大批量|批量)(?:交付|供货|生产|出货|出口))"
)
_JOINT = re.compile("[和与及、]|以及")
#: A technology that somebody has.
_TECHNIQUE = re.compile(
    "(?:自主研发|自主开发|自主创新|独创|首创|攻克|突破|掌握|采用|凭借|运用|依靠|研发|开发)(?:了|出|的)*(?P<name>[^,。;:!?、()“”的了等]{3,16}?(?:技术|工艺))"
    "(?=[,。;、)和与及]|等|在|已|获|填补|打破|解决|可|能|使|让|将|后)"
)
#: A thing that goes by letters: MLCC.
_SIGN = re.compile("(?!LED|PCB|IT)[A-Z]{3,6}")
_MARK = re.compile("[,。;:!?]")
#: Characters of a clause that are looked at for its maker.
_REACH = 50
#: Characters of a thing's name where only what follows it says that it is one.
_LEAST = 4
#: Half-open, of the article's text.
Span = tuple[int, int]


class TradeFinder:
    """Finds them where a maker is named in the sentence or shortly before."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        self._goods = Goods(ontology, edges)
        self._vague = re.compile(any_of(load_wordlists(ontology.folder, "products", ("vague",))["vague"]))
        self._clause = re.compile(f"(?<![^,。;:!?])(?P<name>[^,。;:!?()《》“”、的]{{2,{LONGEST}}}?){_DID}")

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Products of the article's sentences."""
        makers = sorted(c.start for c in draft.found if c.type in MAKERS)
        if not makers:
            return []
        taken = {at for c in draft.found for at in range(c.start, c.end)}
        found = [
            Candidate(start, end, "Product", source, 0.71)
            for span in proved(draft, makers)
            for start, end, source in self._in_sentence(draft, span, makers)
        ]
        return [c for c in found if not {c.start, c.end - 1} & taken]

    def _in_sentence(self, draft: Draft, span: Span, makers: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        for match in _TRADE.finditer(draft.text, *span):
            for start, end in self._items(draft, *match.span("list"), sure=True):
                yield start, end, "built:product-trade"
        for match in _MAKER_OF.finditer(draft.text, *span):
            if not self._clause_has(draft, makers, match.span()):
                continue
            begin = self._goods.front(draft.context, span[0], match.start())
            made = match[0].startswith(("生产", "制造", "供应"))  # 数字龙头企业 is in a trade, and makes no such thing
            long = match.start() - begin >= _LEAST
            if (made or long) and self._is_thing(draft, begin, match.start(), sure=True):
                yield begin, match.start(), "built:product-maker"
        for match in _SUCH.finditer(draft.text, *span):
            for start, end in self._items(draft, *match.span("list"), sure=True):
                yield start, end, "built:product-such"
        for match in self._clause.finditer(draft.text, *span):
            if self._is_thing(draft, *match.span("name"), sure=False):
                yield *match.span("name"), "built:product-did"
        for match in _LINE.finditer(draft.text, *span):
            if _SIGN.fullmatch(match["name"]) or self._is_thing(draft, *match.span("name"), sure=False):
                yield *match.span("name"), "built:product-line"
        for match in _TECHNIQUE.finditer(draft.text, *span):
            name = match["name"]
            if len(self._vague.sub("", name[:-2])) >= 2 and self._goods.is_plain(draft.context, *match.span("name")):
                yield *match.span("name"), "built:product-technique"

    def _clause_has(self, draft: Draft, makers: Sequence[int], near: Span) -> bool:
        """Whether the clause names a maker."""
        before = _MARK.split(draft.text[max(0, near[0] - _REACH) : near[0]])[-1]
        after = _MARK.split(draft.text[near[1] : near[1] + _REACH])[0]
        return bisect_left(makers, near[0] - len(before)) < bisect_left(makers, near[1] + len(after))

    def _items(self, draft: Draft, start: int, end: int, *, sure: bool) -> Iterator[Span]:
        """The items of a list that are things, if all are; the first may begin behind other words."""
        parts = [start, *(joint.end() for joint in _JOINT.finditer(draft.text, start, end)), end + 1]
        ends = [*(joint.start() for joint in _JOINT.finditer(draft.text, start, end)), end]
        items = list(zip(parts, ends, strict=False))
        items[0] = (max(start, self._goods.front(draft.context, start, items[0][1])), items[0][1])
        if all(self._is_thing(draft, *item, sure=sure) for item in items):
            yield from items

    def _is_thing(self, draft: Draft, start: int, end: int, *, sure: bool) -> bool:
        if self._goods.is_made(draft.text[start:end]):
            return self._goods.is_whole(draft.context, start, end)
        return sure and self._goods.is_open(draft.context, start, end)
