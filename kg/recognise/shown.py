"""Products as a report shows them: 一台台甲正装车, 一辆甲缓缓驶下, 新品“甲”, 乙公司造甲, 其甲."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.goods import Goods

#: How many of a thing are seen, before its name; of one alone what it does must follow.
_SEEN = re.compile("一(?P<unit>[台辆根盘束块片只艘架条件箱桶袋瓶双把支卷套列枚颗粒串捆筐])(?:(?P<many>(?P=unit))|)的?")
_GOES = re.compile("(?:正|刚|缓缓|徐徐|驶|排着|整装|整齐|从|在)")
#: A machine at work is none that is made there.
_WORKS = re.compile("(?:正|正在|在|来回|往来|不停|上下)*(?:加工|轰鸣|运转|运行|穿梭|作业|忙|挥|飞|旋转|生产|工作)")
#: A thing by its own name in quotes, behind or before what says that it is one.
_CALLED = re.compile(
    '(?:新品|单品|爆款|自有品牌|(?:拳头|主打|明星|核心)产品|[一两三四五六几这]款)[“"](?P<name>[^“”",。;:、]{2,8})(?<![造制产])[”"]'
    '|[“"‘](?P<new>[^“”‘’",。;:、]{2,8})[”"’]新品'
)
#: What a firm does, right behind its name.
_DOES = re.compile(
    "(?:还|则|就|只|也|专门|主要|一直|如今)?(?P<verb>造|做|供|卖|切|织|酿|烧)(?![强优大好为出成给到了应货暖电水气热需血])"
)
#: Whose it is, at the head of a clause.
_ITS = re.compile("(?<=[,。;])其(?![中他余次实间它核关主]|[^,。;]{0,6}产品)")
#: What kind of thing it is, which its name follows.
_LABEL = re.compile("(?:装备|设备|装置|部件|元件|组件|器件|材料)$")
#: Characters of the shortest name of a thing that is only seen, and of the longest; words of a name.
_LEAST, _LONGEST, _MOST = 3, 16, 6
#: Parts of speech of words that no name has, and of those that begin what is said behind one.
_NO_PART, _BEHIND = ("u", "p", "c", "r", "x"), ("v", "d", "t", "f")
#: Characters back from a thing in which its maker is named.
_NEAR = 160

Span = tuple[int, int]


class ShownFinder:
    """Finds them where a maker was named shortly before."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        self._edges, self._goods = edges, Goods(ontology, edges)

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Products of the article's sentences."""
        firms = draft.makers()
        if not firms:
            return []
        starts = sorted(start for start, _ in firms)
        taken = {at for start, end in firms for at in range(start, end)}
        spans = [*self._seen(draft), *self._made(draft, firms), *self._called(draft), *self._its(draft)]
        near = [span for span in spans if _is_near(starts, span[0]) and not {span[0], span[1] - 1} & taken]
        return [Candidate(*span, "Product", "built:product-shown", 0.71) for span in near]

    def _seen(self, draft: Draft) -> Iterator[Span]:
        for match, _, end in draft.matches(_SEEN, "一"):
            stop = self._whole(draft, match.end(), end)
            if stop - match.end() < _LEAST or _WORKS.match(draft.text, stop):
                continue
            if match["many"] or _GOES.match(draft.text, stop):
                yield match.end(), stop

    def _made(self, draft: Draft, firms: set[Span]) -> Iterator[Span]:
        for _, end in sorted(firms):
            does = _DOES.match(draft.text, end)
            stop = self._whole(draft, does.end(), len(draft.text)) if does else 0
            if does and stop:
                yield does.end(), stop

    def _called(self, draft: Draft) -> Iterator[Span]:
        for match, _, _ in draft.matches(_CALLED, re.compile('[“"‘]')):
            yield match.span("name" if match["name"] else "new")

    def _its(self, draft: Draft) -> Iterator[Span]:
        for match, _, end in draft.matches(_ITS, "其"):
            stop = self._whole(draft, match.end(), end)
            if stop and not _LABEL.search(draft.text, match.end(), stop) and not draft.text.startswith("的", stop):
                yield match.end(), stop

    def _whole(self, draft: Draft, start: int, end: int) -> int:
        """Where the longest name of a thing ends that starts there; 0 for none."""
        stop = 0
        for word in self._edges.read(draft.context, start, min(end, start + _LONGEST))[:_MOST]:
            if word.pos.startswith(_NO_PART) or (stop and word.pos.startswith(_BEHIND)):
                break
            if self._goods.is_made(draft.text[start : word.end]):
                stop = word.end
        return stop if stop and self._goods.is_whole(draft.context, start, stop) else 0


def _is_near(starts: Sequence[int], at: int) -> bool:
    """Whether a maker is named before ``at``, not far from it."""
    before = bisect_left(starts, at)
    return before > 0 and at - starts[before - 1] <= _NEAR
