"""Organisations by how their names end: associations, schools, institutes, laboratories, exchanges, media."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Context
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.guesses import Stretch
from kg.recognise.longest import Longest
from kg.recognise.nouns import Word, joined
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("suffixes", "weak", "not_after", "generic", "not_in")
_LONGEST = 30
#: Bodies of research that may be named by their field alone, when it is told at length: 先进陶瓷材料创新中心.
_TECHNICAL = re.compile("创新中心|研究中心|实验室|研究院|研究所|联盟|联合体")
_LONG_FRONT = 6
#: A headquarters and the like named after a slogan: “两个样板”指挥部.
_SLOGAN = re.compile(r"(?:打造)?[“\"][^“”\",。;]{2,12}[”\"](?:指挥部|工作室|实验室|协会|服务队|志愿队|合作社|联盟)")
#: The part of an association or a university behind its name: 某协会茶艺与器具专业委员会.
_BRANCH = re.compile(
    "(?<=[协学商合究进]会)[^,。;:!?、()会]{2,14}?(?:专业委员会|专委会|分会|工作委员会)"
    "|(?:(?<=大学)|(?<=大))(?:(?!共建|筹建|新建|组建|建成|建立|建有|设立|成立|签约|[和在的等])[^,。;:!?、()“”学]){2,14}?(?:学院|创新院|研究院|研究所|研究中心|实验室)"
)
#: Funds are named after a place.
_FUNDS = ("产业基金", "产业投资基金")
#: A centre that was opened just now.
_OPENED = re.compile("中心(?=(?:正式|同时|同步|当天|当日)?(?:揭牌|挂牌|成立|启用|落成|授牌))")
#: Laboratories that the state counts, and least characters of their field.
_LABORATORY = re.compile("(?:全国|国家|省部共建国家)重点实验室")
_FIELD = 4
#: Stands for the home city, province or county at the front of a name.
_HOME = frozenset("市省")


class OrganizationFinder:
    """Finds organisations: a suffix with a front that is more than generic words."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "organizations", _KEYS)
        self._edges = edges
        self._weak = frozenset(lists["weak"])
        self._generic = frozenset(lists["generic"])
        self._not_in = frozenset(lists["not_in"])
        self._ends = Longest(lists["suffixes"])
        suffixes, after = any_of(lists["suffixes"]), any_of(lists["not_after"])
        self._suffix = re.compile(f"{suffixes}(?!{suffixes}|(?!会长){after})")

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Organisations of the article's sentences."""
        slogans = [
            Candidate(m.start(), m.end(), "Organization", "built:organization-slogan", 0.8)
            for m, _, _ in draft.matches(_SLOGAN, "“", '"')
        ]
        return [*slogans, *self._by_suffix(draft), *self._opened(draft), *self._laboratories(draft)]

    def _opened(self, draft: Draft) -> Iterator[Candidate]:
        """Centres with a place and a field that a clause says were opened: 甲省氢安全中心揭牌."""
        for match, start, _ in draft.matches(_OPENED, "中心"):
            words = self._edges.left(draft.context, start, match.start(), also=self._not_in)
            field = [w for w in words if w.text not in self._generic and not self._edges.is_place(w)]
            if field and self._edges.is_place(words[0]) and len(joined(words)) <= _LONGEST:
                yield Candidate(words[0].start, match.end(), "Organization", "built:organization-opened", 0.72)

    def _by_suffix(self, draft: Draft) -> Iterator[Candidate]:
        for match, start, end in draft.matches(self._suffix, self._ends):
            words = self._edges.left(draft.context, start, match.start(), also=self._not_in)
            words = draft.guesses.settle(
                draft.context, self._edges, words, Stretch("Organization", match.start(), match.end())
            )
            if not words or match.end() - words[0].start > _LONGEST or not self._is_name(words, match[0]):
                continue
            begin = words[0].start
            if branch := _BRANCH.match(draft.text, match.end(), end):
                yield Candidate(begin, branch.end(), "Organization", "built:organization-branch", 0.8)
            name = _with_home(draft.text[begin : match.end()], draft.context)
            yield Candidate(begin, match.end(), "Organization", "built:organization", 0.8, name)

    def _laboratories(self, draft: Draft) -> Iterator[Candidate]:
        """Laboratories that the state counts, by their field or their two: 岩土与地下系统全国重点实验室."""
        for match, floor, _ in draft.matches(_LABORATORY, "重点实验室"):
            words = self._edges.left(draft.context, floor, match.start(), also=self._not_in)
            at = words[0].start - 1 if words else -1
            if at > floor and draft.text[at] in "与和及":
                front = self._edges.left(draft.context, floor, at, also=self._not_in)
                words = [*front, *words] if front and not self._edges.is_place(front[-1]) else words
            field = [w for w in words if w.text not in self._generic]
            if len(joined(field)) >= _FIELD and match.end() - words[0].start <= _LONGEST:
                yield Candidate(words[0].start, match.end(), "Organization", "built:organization-laboratory", 0.8)

    def _is_name(self, words: Sequence[Word], suffix: str) -> bool:
        front = [w for w in words if w.text not in self._generic]
        if len(joined(words)) < 2 or joined(words) in self._generic:
            return words[0].text in _HOME and "馆" in suffix
        if not front:
            return self._edges.is_place(words[0]) or words[0].text in _HOME
        if suffix in _FUNDS:
            return self._edges.is_place(words[0])
        if suffix not in self._weak or words[0].text in _HOME or self._edges.is_specific(front):
            return True
        return bool(_TECHNICAL.search(suffix)) and len(joined(words)) >= _LONG_FRONT


def _with_home(name: str, context: Context) -> str:
    """The full name where the front only says 市 or 省; "" where the surface is the name."""
    city = context.city
    if not city or name[0] not in _HOME:
        return ""
    return (city.full if name[0] == "市" else city.province_full) + name[1:]
