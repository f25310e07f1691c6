"""Companies by the company they keep: an item of a list whose other items are companies is one as well."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Context, Reading
from kg.recognise.company_lists import ItemJudge, listed_as
from kg.recognise.edges import Edges
from kg.recognise.nouns import Word
from kg.recognise.wordlists import load_wordlists

TYPE = "Company"
#: Least score of a candidate that says what a list is of.
SURE = 0.6
#: Types whose names, as a whole item, make a list one of something else.
_OTHERS = frozenset({"Person", "Official", "GovernmentBody", "Place", "IndustryCluster", "Honor", "Event", "Post"})
_LIST = re.compile(r"[^,。;:!?、()“”\s]{1,40}(?:、[^,。;:!?、()“”\s]{2,16})+")
#: Where the last item ends: 等, a count, or the joint before one more item.
_LAST = re.compile("等|[0-9两三四五六七八九十]{1,3}[余多]?家|为(?:代表|龙头|主)|的|共同|联合|分别|签|先后|参[加展与]")
_JOINT = re.compile("和|与|及|以及")
#: Ends of items that are no companies, whatever stands beside them.
_THING = re.compile(
    "(?:项目|工程|中心|[园区馆城镇村路院校会局委部港站楼]|基地|平台|系统|产业|集群|街道|广场|[一二三]期|线|桥|项目部)(?<!公司)$"
)
#: One known item for so many of a list.
_SHARE = 3
#: Behind a list whose items may be what companies build.
_WORKS = re.compile("[^,。;:!?、]{0,12}(?:项目|工程|生产线|机组|校[园区]|建设|技改|工厂)")
#: Behind a verb, before the first of the names that it has for objects.
_DONE = frozenset({"过", "了", "着", "于", "给", "到"})
#: Parts of speech of what is said of a name before it: 脱胎于甲, 聚起乙.
_SAYS = ("v", "u", "p", "d")
#: Characters of a last item that is whole without a sign behind it.
_BARE = 4

Span = tuple[int, int]


class CompanyPeers:
    """Looks over the lists of an article once all finders have run."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        self._edges, self._judge = edges, ItemJudge(ontology, edges)
        self._collective = listed_as(load_wordlists(ontology.folder, "short_names", ("collective",))["collective"])

    def recall(self, readings: Sequence[Reading]) -> Iterator[tuple[Reading, Candidate]]:
        """The items that nothing found, of lists of companies."""
        for reading in readings:
            known = _known(reading.candidates)
            ends = sorted(end for (_, end), type_ in known.items() if type_ == TYPE)
            for start, end in reading.context.spans if ends else ():
                listed = reading.context.text.find("、", start, end) >= 0  # told much faster than a list
                for found in _LIST.finditer(reading.context.text, start, end) if listed else ():
                    if bisect_right(ends, found.start()) == bisect_right(ends, found.end()):
                        continue  # no item of it is known for a company's name
                    items = _as_known(list(self._items(reading.context, found, start)), known, found.start())
                    for item in self._unknown(reading.context, items, known):
                        yield reading, Candidate(*item, TYPE, "peers:company", 0.72)

    def _items(self, context: Context, found: re.Match[str], floor: int) -> Iterator[Span]:
        """Half-open spans of the items of a list; the first begins where a name may, the last ends at a known word."""
        parts = list(re.finditer("[^、]+", found[0]))
        for number, part in enumerate(parts):
            start, end = found.start() + part.start(), found.start() + part.end()
            if number == 0 and context.text[start - 1 : start] == "的":
                return
            if number == 0:
                words = self._edges.left(context, floor, end)
                start = words[0].start if words else end
                if context.text[start - 1 : start] == "的":
                    return
            if number < len(parts) - 1:
                yield start, end
                continue
            if last := _LAST.search(context.text, start, end):
                yield from _joined(context.text, start, last.start())
            elif end - start <= _BARE or self._judge.ends_in_trade(context.text[start:end]):
                yield from _joined(context.text, start, end)

    def _unknown(self, context: Context, items: Sequence[Span], known: Mapping[Span, str]) -> Iterator[Span]:
        if any("等" in context.text[start:end] for start, end in items):
            return
        types = [_type(item, known, last=item == items[-1]) for item in items]
        if types.count(TYPE) * _SHARE < len(items) or TYPE not in types or _OTHERS & set(types):
            return
        end = items[-1][1]
        most = types.count(TYPE) * 2 >= len(items) and not _WORKS.match(context.text, end)
        most = most or bool(self._collective.match(context.text, end))
        for item, type_ in zip(items, types, strict=True):
            own = self._own(context, item, known) if not type_ else None
            if (
                own
                and not _THING.search(context.text, *own)
                and self._is_company(self._edges.read(context, *own), most=most)
            ):
                yield own

    def _own(self, context: Context, item: Span, known: Mapping[Span, str]) -> Span | None:
        """The item without what it says of the name at its end (做甲的乙厂, 贴过丙); None where the name is known, or
        where it is a company's thing."""
        start, end = item
        inner = next((at for at in range(start + 1, end - 1) if (at, end) in known), start)
        if any(word.pos.startswith(_SAYS) for word in self._edges.read(context, start, inner)):
            return None
        of = context.text.rfind("的", start, end)
        if any((at, of) in known for at in range(start, of)):
            return None
        words = self._edges.read(context, max(start, of + 1), end)
        done = next((i for i, word in enumerate(words[:3]) if word.text in _DONE), -1)
        words = words[done + 1 :]
        return (words[0].start, end) if words else None

    def _is_company(self, words: Sequence[Word], *, most: bool) -> bool:
        return self._judge.is_name(words, sure=True) or (most and self._judge.may_be(words))


def _joined(text: str, start: int, end: int) -> Iterator[Span]:
    """The last item, or the last two where a joint stands between them."""
    joint = _JOINT.search(text, start + 2, end - 2)
    if joint:
        yield start, joint.start()
        start = joint.end()
    if end - start > 1:
        yield start, end


def _as_known(items: list[Span], known: Mapping[Span, str], floor: int) -> list[Span]:
    """The items, the first as the name that is known to end there and to begin before: 天和磁材, not 磁材."""
    if items and items[0] not in known:
        start, end = items[0]
        items[0] = next(((at, end) for at in range(floor, start) if known.get((at, end)) == TYPE), items[0])
    return items


def _known(candidates: Collection[Candidate]) -> dict[Span, str]:
    """Type by span, of the surest candidate there."""
    sure = sorted((c for c in candidates if c.score >= SURE and not c.implied), key=lambda c: (c.score, c.type))
    return {(c.start, c.end): c.type for c in sure}


def _type(item: Span, known: Mapping[Span, str], *, last: bool) -> str:
    """The type of an item: of the candidate that is the whole of it; the last one may go on behind its name."""
    if found := known.get(item):
        return found
    shorter = ((item[0], end) for end in range(item[1] - 1, item[0] + 1, -1)) if last else ()
    return next((known[span] for span in shorter if span in known), "")
