"""Short names of things that the article names in full: declared (以下简称X), or cut from the full name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.nouns import Word, joined
from kg.recognise.wordlists import any_of, load_wordlists

#: (以下简称X), (简称“X”), (下称X), (即X); after the name that it shortens.
_DECLARED = re.compile(
    r"\((?:以下统称|以下简称|下称|简称|以下称|即)[:为]?[“\"]?(?P<short>[^()“”\",;。《》]{2,20})[”\"]?\)"
)
#: The legal form, which short names leave out.
_LEGAL = re.compile(r"(?:集团|控股)?(?:股份)?(?:有限(?:责任)?)?(?:总公司|公司)$|(?:集团|控股|股份)$")
#: Rules whose names are whole.
_WHOLE = ("built:company-full", "built:company-short")
#: What a front of a company's name may be that is another thing by itself.
_OTHER = re.compile(r"^(?:银行|集团|公司)|(?:大学|学院|银行|[省市县区])$")
#: A front of a full name is short for it from this many characters on.
_FRONT = 3
#: A province and a county.
_PLACES = 2
#: Characters of a line of business that a brand's daughter is named after.
_LINE = 4
#: Characters of a company's own word.
_OWN = 2


class ShortNameFinder:
    """Finds later (and earlier) uses of full names found before, as candidates that carry the full name."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        self._edges = edges
        generic = load_wordlists(ontology.folder, "short_names", ("generic",))["generic"]
        self._generic = frozenset(generic)

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Short forms of what was found in full, over the whole article."""
        declared = self._declared(draft)
        short = self._derived(draft) | {k: (c, "declared") for k, c in declared.items()}
        return list(self._uses(draft, short)) if short else []

    def _declared(self, draft: Draft) -> Mapping[str, Candidate]:
        """Short form -> the candidate that ends where its declaration begins, the longest."""
        ends: dict[int, Candidate] = {}
        for candidate in draft.found:
            if candidate.end not in ends or ends[candidate.end].start > candidate.start:
                ends[candidate.end] = candidate
        declared = {}
        for match, _, _ in draft.matches(_DECLARED, "("):
            if match.start() in ends:
                declared[match["short"]] = ends[match.start()]
        return declared

    def _derived(self, draft: Draft) -> dict[str, tuple[Candidate, str]]:
        """Short form -> full company name in the article that gives it; none where two names would."""
        forms: dict[str, dict[str, Candidate]] = {}
        for candidate in draft.found:
            if candidate.source in _WHOLE and not candidate.name:
                full = draft.surface(candidate)
                for form in self._forms(draft, candidate):
                    forms.setdefault(form, {})[full] = candidate
        chosen = {form: _only(list(candidates.values())) for form, candidates in sorted(forms.items())}
        return {form: (candidate, "derived") for form, candidate in chosen.items() if candidate}

    def _forms(self, draft: Draft, candidate: Candidate) -> Iterator[str]:
        full = draft.surface(candidate)
        words = self._edges.read(draft.context, candidate.start, candidate.end)
        bare = words[1:] if len(words) > 1 and self._edges.is_place(words[0]) else words
        proper = self._edges.is_specific([word for word in bare if not _LEGAL.fullmatch(word.text)])
        for front in (full, joined(bare), *self._behind_places(draft, words)):
            core = _LEGAL.sub("", front)
            own = proper or self._is_known(draft, core)
            if core != front or front != full:
                # A group and a holding of one name are two houses: 甲集团 is short for a name that has 集团 alone.
                kept = [f"{core}{form}" for form in ("集团", "股份") if form in full]
                forms = (front, core if own or front == full else "", f"{core}公司", *kept)
                yield from (form for form in forms if self._fits(form, full))
        core = _LEGAL.sub("", joined(bare))
        if candidate.source != _WHOLE[0]:
            return
        yield from (form for form in self._worded(words, bare, core) if self._fits(form, full))
        specific = self._specific_front(draft, candidate.end, core)
        for size in range(specific, len(core)):
            if core[:size] in self._edges.brands and len(core) - size >= _LINE:
                continue  # 中联重科建筑起重机械有限公司 is a daughter of 中联重科
            kept = [f"{core[:size]}股份"] if "股份" in full else []
            yield from (f for f in (core[:size], f"{core[:size]}公司", *kept) if self._fits(f, full))

    def _behind_places(self, draft: Draft, words: Sequence[Word]) -> Iterator[str]:
        """What stands behind a province and a county, where it is known for a name: 甲省乙县丙食品有限公司."""
        placed = len(words) > _PLACES and all(map(self._edges.is_place, words[:_PLACES]))
        if placed and self._is_known(draft, _LEGAL.sub("", joined(words[_PLACES:]))):
            yield joined(words[_PLACES:])

    def _is_known(self, draft: Draft, form: str) -> bool:
        """Whether it is a company's name by itself: a brand, or the tagger has it for one elsewhere in the article."""
        spans = draft.guesses.spans.get("Company", ())
        return form in self._edges.brands or any(draft.text[start:end] == form for start, end in spans)

    def _worded(self, words: Sequence[Word], bare: Sequence[Word], core: str) -> Iterator[str]:
        """The company's own word with its place (湖南利川), or with the end of its trade (岳山合金: 岳山硬质合金)."""
        own = core[:_OWN]
        coined = all(len(word.text) == 1 for word in bare[:_OWN]) and self._edges.is_specific(bare[:_OWN])
        if coined and len(core) >= _OWN + _LINE:
            yield joined(words[: len(words) - len(bare)]) + own
            yield own + core[-_OWN:]

    def _specific_front(self, draft: Draft, end: int, core: str) -> int:
        """Characters of the core up to which it is a proper name and not yet a name: at least that long is short."""
        at = draft.text.rfind(core, 0, end)
        words = self._edges.read(draft.context, at, at + len(core)) if core and at >= 0 else []
        size = 0
        for word in words:
            if not self._edges.is_specific([word]):
                break
            size += len(word.text)
        return max(size, _FRONT) if size >= 2 else max(len(core), _FRONT)

    def _fits(self, form: str, full: str) -> bool:
        if _OTHER.search(form) or form in self._generic:
            return False
        return len(form) >= _FRONT and form != full

    def _uses(self, draft: Draft, short: Mapping[str, tuple[Candidate, str]]) -> Iterator[Candidate]:
        city = draft.context.city
        place = f"(?:{re.escape(city.name)})?" if city else ""
        for match, _, _ in draft.matches(re.compile(f"{place}(?P<form>{any_of(short)})")):
            full, rule = short[match["form"]]
            start = match.start() if rule == "declared" else match.start("form")
            name = full.name or draft.surface(full)
            score = 0.9 if rule == "declared" else 0.7
            if not full.start <= start < full.end:
                yield Candidate(start, match.end(), full.type, f"built:{rule}", score, name)


def _only(candidates: Sequence[Candidate]) -> Candidate | None:
    """The one that a short form can stand for: the only full name, or the only name."""
    full = [candidate for candidate in candidates if candidate.source == _WHOLE[0]]
    return next((group[0] for group in (full, candidates) if len(group) == 1), None)
