"""Products as what firms deal in with each other: 做甲的乙公司, 给乙公司供甲, 从乙公司采购甲, 乙公司的甲, “甲”牌乙."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.goods import Goods
from kg.recognise.made import proved

_NOUN = "[^,。;:!?、()“”《》的\\s]"
#: What a firm makes, before its name: 做甲的乙公司.
_MAKING = re.compile(
    f"(?:专做|做|造|生产|研发|制造|专攻|主攻|主营|加工|供应|经营|卖)(?P<name>{_NOUN}{{2,14}}?)(?:起家)?的"
)
#: What goes from one firm to another, behind the verb.
_GIVEN = re.compile(
    f"[给向为从](?P<firm>{_NOUN}{{2,16}}?)(?:批量|长期|独家|统一|每年|定点|供|提供|配套)*(?:供应?|供货|采购|购买|进口|订购|买|配套|提供)(?:了|的)?(?=(?P<rest>{_NOUN}{{2,16}}))"
)
#: Between a thing's name and what goes on behind it.
_STOP = re.compile(
    "[,。;:!?、()“”《》的\\s和与及]|等|到|已|在|由|将|是|就|都|也|被|把|刚|正(?!极)|去年|今年|[0-9]|多年|占|达|拿|装|卖|销|批量|获|成(?!套)|供|不|只|更|走|发|进|出(?!口)|通过|来自|实现|则|曾|要|能(?!源)|会|可|还|却|本|此|用于"
)
#: In the clause before a firm's name: its thing is what others' things go into (用于甲公司的电视机).
_INTO = re.compile("[^,。;:!?]*[于进入上给到为向把将]")
#: How many or which, where a thing's name would begin.
_COUNTED = re.compile("[多各该这那几一两数首全]|[0-9.]+[万亿余多]*[款台套辆件种个条只吨]")
#: A thing behind a name of its own in quotes.
_BRANDED = re.compile(f"(?:“[^“”,。;:、]{{1,8}}”牌|(?<=的)“[^“”,。;:、+]{{1,8}}(?<![杯造级型式])”)(?={_NOUN}{{2}})")
#: Characters of the longest name, and words of one behind a quote.
_LONGEST, _WORDS = 16, 4

Span = tuple[int, int]


class DealtFinder:
    """Finds them where a firm's name stands beside them."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        self._edges, self._goods = edges, Goods(ontology, edges)

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Products of the article's sentences."""
        firms = draft.makers()
        if not firms:
            return []
        taken = {at for start, end in firms for at in range(start, end)}
        spans = [*self._made_by(draft, firms), *self._given(draft, firms), *self._of(draft, firms)]
        found = [Candidate(*span, "Product", "built:product-dealt", 0.71) for span in spans]
        found += [Candidate(*span, "Product", "built:product-branded", 0.74) for span in self._branded(draft, firms)]
        return [c for c in found if not {c.start, c.end - 1} & taken]

    def _made_by(self, draft: Draft, firms: set[Span]) -> Iterator[Span]:
        starts = {start for start, _ in firms}
        for match, _, _ in draft.matches(_MAKING, "的"):
            span = match.span("name")
            if (
                match.end() in starts
                and draft.context.words.is_edge(span[0])
                and self._is_thing(draft, *span, sure=True)
            ):
                yield span

    def _given(self, draft: Draft, firms: set[Span]) -> Iterator[Span]:
        for match, _, _ in draft.matches(_GIVEN):
            start, end = match.span("firm")
            named = any(start <= first and last <= end for first, last in firms)
            if named and (span := self._thing(draft, match.start("rest"), match.end("rest"), sure=True)):
                yield span

    def _of(self, draft: Draft, firms: set[Span]) -> Iterator[Span]:
        for start, end in sorted(firms):
            if not draft.text.startswith("的", end) or _INTO.match(_clause(draft.text, start)):
                continue
            if span := self._thing(draft, end + 1, end + 1 + _LONGEST, sure=False):
                yield span

    def _branded(self, draft: Draft, firms: set[Span]) -> Iterator[Span]:
        said = set(proved(draft, sorted({start for start, _ in firms})))
        for match, start, end in draft.matches(_BRANDED, "“"):
            stop = self._whole(draft, match.end(), end) if match[0].endswith("牌") or (start, end) in said else 0
            if stop:
                yield match.start(), stop

    def _whole(self, draft: Draft, start: int, end: int) -> int:
        """Where the longest name of a thing ends that starts there; 0 for none."""
        words = self._edges.read(draft.context, start, min(end, start + _LONGEST))
        ends = [word.end for word in words[:_WORDS] if self._goods.is_made(draft.text[start : word.end])]
        return next((stop for stop in reversed(ends) if self._goods.is_open(draft.context, start, stop)), 0)

    def _thing(self, draft: Draft, start: int, end: int, *, sure: bool) -> Span | None:
        """The span of the thing's name that starts there."""
        end = min(end, start + _LONGEST, len(draft.text))
        if _COUNTED.match(draft.text, start):
            return None
        stop = _STOP.search(draft.text, start + 1, end)
        last = stop.start() if stop else end
        return (start, last) if self._is_thing(draft, start, last, sure=sure) else None

    def _is_thing(self, draft: Draft, start: int, end: int, *, sure: bool) -> bool:
        if self._goods.is_made(draft.text[start:end]):
            return self._goods.is_whole(draft.context, start, end)
        return sure and self._goods.is_open(draft.context, start, end)


def _clause(text: str, end: int) -> str:
    """What stands before a place in its clause."""
    return re.split("[,。;:!?\n]", text[max(0, end - 24) : end])[-1]
