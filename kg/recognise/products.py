"""Products: what a company in the sentence makes, develops or uses; a head noun with a modifier of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import MAKERS, Draft
from kg.recognise.edges import Edges
from kg.recognise.nouns import BRAND, Word, joined
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("makers", "heads", "whole", "generic", "not_in", "trade", "tails", "goods")
#: Types whose mention in a sentence gives a product its maker.
#: A product's own name in quotes: “云雀”号, “鲁惠通”平台.
_NAMED = re.compile(
    r"[“\"](?P<name>[^“”\",。;]{2,14})[”\"](?P<kind>号|系统|平台|新技术|机器人|列车|动车组|大模型|芯片)"
)
#: Letters and figures that belong to what follows: ABS树脂, 12MW.
_LATIN = re.compile(r"[A-Za-z0-9.+~-]{1,16}$")
_LONGEST = 26
#: What follows the name of a project, not of a product: lists of investments name plants by what they will make.
_PROJECT = re.compile("[^,。;:、]{0,6}(?:项目|[一二三]期|基地|产业化|扩能|重组|技术中心|产业园|交付中心)")


class ProductFinder:
    """Finds products where the sentence, or the one before it, names who makes or uses them."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "products", _KEYS)
        self._edges = edges
        self._trade = frozenset(lists["trade"])
        self._whole = frozenset(lists["whole"])
        self._generic = frozenset(lists["generic"])
        self._not_in = frozenset(lists["not_in"])
        heads = any_of(lists["heads"])
        longer = any_of([*lists["heads"], *lists["tails"], *lists["goods"]])
        self._head = re.compile(f"{heads}(?!{longer}|[厂公商市行业产工贸制司型区城类领科出自组])")
        self._maker = re.compile(any_of(lists["makers"]))

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Products of the article's sentences."""
        if not any(c.type in MAKERS for c in draft.found):
            return []
        taken = bytearray(len(draft.text))
        for c in draft.found:
            taken[c.start : c.end] = b"\1" * (c.end - c.start)
        said = (c for span in self._proved(draft) for c in self._in_sentence(draft, span, taken))
        return [*self._named(draft), *said]

    def _named(self, draft: Draft) -> Iterator[Candidate]:
        for match, start, end in draft.matches(_NAMED):
            if self._maker.search(draft.text, start, end):
                yield Candidate(match.start(), match.end(), "Product", "built:product-named", 0.7)

    def _proved(self, draft: Draft) -> Iterator[tuple[int, int]]:
        """Sentences that say that something is made or used, with a maker in them or right before."""
        makers = sorted(c.start for c in draft.found if c.type in MAKERS)
        before = False
        at = 0
        for start, end in draft.context.spans:
            while at < len(makers) and makers[at] < start:
                at += 1
            named = at < len(makers) and makers[at] < end
            if (named or before) and self._maker.search(draft.text, start, end):
                yield start, end
            before = named

    def _in_sentence(self, draft: Draft, span: tuple[int, int], taken: bytearray) -> Iterator[Candidate]:
        for match in self._head.finditer(draft.text, *span):
            if taken.find(1, *match.span()) >= 0 or _PROJECT.match(draft.text, match.end()):
                continue
            words = self._own(self._edges.left(draft.context, span[0], match.start(), also=self._not_in))
            begin = self._with_latin(draft.text, span[0], words[0].start if words else match.start())
            front = draft.text[begin : match.start()]
            if match.end() - begin <= _LONGEST and (match[0] in self._whole or self._is_name(front, words)):
                yield Candidate(begin, match.end(), "Product", "built:product", 0.65)

    def _own(self, words: list[Word]) -> list[Word]:
        """The words after the last place or brand: 出口欧洲双层动车组."""
        named = [i for i, word in enumerate(words) if self._edges.is_place(word) or word.pos == BRAND]
        return words[named[-1] + 1 :] if named else words

    def _with_latin(self, text: str, floor: int, begin: int) -> int:
        latin = _LATIN.search(text, max(floor, begin - 16), begin)
        return latin.start() if latin and text[begin : begin + 1] not in "家个年月日台套辆列" else begin

    def _is_name(self, front: str, words: Sequence[Word]) -> bool:
        own = [w for w in words if w.text not in self._generic]
        # Two characters that no dictionary word holds begin a maker's name (光隆芯片), unless they are of the trade.
        if len(words) > 1 and all(len(w.text) == 1 and w.text not in self._trade and w.text >= "一" for w in words[:2]):
            return False
        return len(front) >= 2 and front not in self._generic and (bool(joined(own)) or not words)
