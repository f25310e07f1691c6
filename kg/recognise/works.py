"""Works of a company that are named after it: 甲公司绵阳基地, 甲公司(绵阳)烘焙基地, 甲公司一号生产基地."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft

_PLACED = re.compile("\\([一-龥]{2,4}\\)")
#: What is done there; no name has what a company does there (投资建设的生产基地).
_WORKS = re.compile(
    "(?P<kind>(?:(?![的在将建设投落由与和有等其为把被就对向从到以要已也还则])[一-龥]){0,8}(?:生产|制造|烘焙|供应链|总装|研发|加工))?基地(?!化)"
)


class WorksFinder:
    """Finds them behind the names of companies, found or guessed."""

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Works of the article's sentences."""
        firms = {(c.start, c.end) for c in draft.found if c.type == "Company"}
        firms |= {*draft.guesses.spans.get("Company", ())}
        return [Candidate(*span, "Company", "built:company-works", 0.85) for span in self._works(draft, firms)]

    def _works(self, draft: Draft, firms: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        text, places = draft.text, draft.context.place_ends
        for start, end in sorted(firms):
            bracket = _PLACED.match(text, end)
            at = bracket.end() if bracket else places.get(end, end)
            works = _WORKS.match(text, at, at + 16)
            if works and (at > end or works["kind"]):
                yield start, works.end()
