"""Short names of companies that are a coined word and a trade: 泰禾光电 needs no list and no legal form to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Context
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.industries import read_names
from kg.recognise.nouns import BRAND, Word, joined
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("trades", "soft", "firm", "not_in", "generic")
#: What stands behind a whole name: no further part of it.
_END = re.compile(
    "$|[^一-龥]|[等的在是将与和及为已还也对从以让把被由自则年今去每近]"
    "|成功|正式|首[次批台]|项目|生产|工厂|车间|负责|相关|总部|基地|董事|总经理|总裁|党委"
)
#: Parts of speech that begin what a clause says of it, and verbs that names go on with all the same.
_SAYS = ("v", "d", "p", "t", "r")
_FIELDS = frozenset(
    {"创新", "服务", "发展", "制造", "设计", "管理", "应用", "合作", "开发", "示范", "孵化", "培训", "转化", "交易"}
)
#: So many of what comes next, which is a thing: 第5000万台罩极电机.
_AMOUNT = re.compile("[0-9万亿千百几数多][台套辆件吨个支款种项]$")
#: Parts of speech of what says of which kind something is.
_KINDS = ("a", "b", "d", "f", "m", "p", "r", "t")
#: Characters of a coined word.
_COINED = range(2, 4)
#: Places in front of a name: 广西融安.
_PLACES = 2
#: Before a name: a mark of a list, or a preposition.
_LED_BY = frozenset("、在由与向给从到")
#: What says that the name before it or behind it is a company's: titles, and the joints of a list.
_PROOF = re.compile(
    "公司|集团|生产(?:车间|线|基地)|工厂|车间|总部|(?:党委书记、?)?董事长|总经理|总裁|负责人|创始人|、|等"
)


class CoinedFinder:
    """Finds them by words that no dictionary has; what the reports of many governments say so is none."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "coined", _KEYS)
        self._edges = edges
        self._soft = frozenset(lists["soft"])
        self._industries = read_names(ontology.folder, "industries")
        self._firm = frozenset(lists["firm"])
        self._not_in = frozenset("".join(lists["not_in"]))
        self._generic = frozenset(lists["generic"])
        trades = any_of(lists["trades"])
        self._trade = re.compile(f"(?!光电子)(?P<trade>{trades})(?:公司|集团)?(?!{trades})")

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Companies of the article's sentences."""
        return list(self._find(draft))

    def _find(self, draft: Draft) -> Iterator[Candidate]:
        for match, start, _ in draft.matches(self._trade):
            if not _ends(draft.context, match.end()):
                continue
            words = self._edges.left(draft.context, start, match.start())
            coined = self._coined(words) or (self._word(words) if match["trade"] in self._firm else [])
            if not coined or (match["trade"] in self._soft and not self._is_proved(draft, coined[0], match)):
                continue
            begin = self._with_place(words, coined)
            if begin >= 0 and not _AMOUNT.search(draft.text, max(start, begin - 8), begin):
                yield Candidate(begin, match.end(), "Company", "built:company-coined", 0.72)

    def _coined(self, words: Sequence[Word]) -> Sequence[Word]:
        """The last words, if they are a brand or single characters that no dictionary word holds together."""
        if words and words[-1].pos == BRAND:
            return words[-1:]
        size = 0
        while size < len(words) and len(words[-1 - size].text) == 1:
            size += 1
        coined = words[len(words) - size :]
        text = joined(coined)
        fits = size in _COINED and not self._not_in.intersection(text) and text not in self._generic
        return coined if fits and all("一" <= c <= "龥" for c in text) else []

    def _word(self, words: Sequence[Word]) -> Sequence[Word]:
        """The last word, if it is no adjective, number or the like and names no kind."""
        last = words[-1] if words else None
        kind = last and (last.text in self._generic or last.text in self._industries)
        fits = last and not kind and len(last.text) in _COINED and not last.pos.startswith(_KINDS)
        return words[-1:] if fits else []

    def _is_proved(self, draft: Draft, coined: Word, match: re.Match[str]) -> bool:
        """Whether a title, a list, a preposition or a brand (that acts not: 甲投资) says it is a company's."""
        before = draft.text[coined.start - 1 : coined.start]
        acts = draft.context.segmenter.tag(match["trade"]).startswith("v")
        led = before in _LED_BY and coined.pos != BRAND
        return bool(_PROOF.match(draft.text, match.end("trade"))) or led or (coined.pos == BRAND and not acts)

    def _with_place(self, words: Sequence[Word], coined: Sequence[Word]) -> int:
        """Where the name begins, with a place's name in front: 长沙惠科光电; -1 where another word stands there."""
        before = words[: len(words) - len(coined)]
        if not before:
            return coined[0].start
        return before[0].start if len(before) <= _PLACES and all(map(self._edges.is_place, before)) else -1


def _ends(context: Context, end: int) -> bool:
    """Whether the name is whole there: a mark, a particle, or a word that says something of it."""
    if _END.match(context.text, end):
        return True
    word = context.words.starting(end)
    return word not in _FIELDS and context.segmenter.tag(word).startswith(_SAYS)
