"""What is abroad by the country before it: 在荷兰乌得勒支举行 is a place there, 卖给德国弗兰德 a company from there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.errors import OntologyError
from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.tables import read_yaml

#: Before a country where something is, and before one whose firm something is done with.
_AT = re.compile("(?:在|位于|来自|到|赴|至|抵达|、|:|,|^)$")
_WITH = re.compile("(?:与|和|同|由|向|从|给|被|打入|打破|收购|为|、|携手|引进|联合|用)$")
#: What ends a place's name, and what stands behind a whole one or behind a whole company.
_RANK = "(?:州|市|省|大区)(?![场民值价长委府政级])"
_STANDS = "(?=[,。;、的和与]|举行|召开|举办|开幕|设|建|成立|参加|考察|$)"
_DOES = "(?=[,。;、的和与]|进口|采购|合资|合作|签|达成|联合|共同|购买|引进|垄断|独占|提供|供)"


class AbroadFinder:
    """Finds names in the characters that foreign names are written with, right behind a foreign country.

    Raises:
        OntologyError: persons.yml lacks those characters.
    """

    def __init__(self, ontology: Ontology) -> None:
        path = ontology.folder / "persons.yml"
        try:
            letters = f"[{read_yaml(path)['foreign']}{read_yaml(path)['abroad']}]"
        except KeyError as error:
            raise OntologyError(f"lacks {error}", where=str(path)) from error
        name = f"{letters}{{1,6}}(?:[-·]{letters}{{1,6}})?"
        self._region = re.compile(f"{letters}{{0,3}}{name}{_RANK}")
        self._place = re.compile(f"{letters}{{1,2}}{name}{_STANDS}")
        self._firm = re.compile(f"{letters}{{1,2}}{letters}{{1,4}}(?:汽车|集团|公司|电气|化学)?{_DOES}")

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Places and companies of the article's sentences."""
        places = draft.context.place_ends
        return [c for at in sorted(draft.context.foreign) for c in self._behind(draft, at, places[at])]

    def _behind(self, draft: Draft, country: int, at: int) -> Iterator[Candidate]:
        text, before = draft.text, draft.text[max(0, country - 3) : country]
        if region := self._region.match(text, at):
            yield Candidate(at, region.end(), "Place", "built:place-abroad", 0.8)
        elif (firm := self._firm.match(text, at)) and _WITH.search(before):
            yield Candidate(at, firm.end(), "Company", "built:company-abroad", 0.75)
        elif (place := self._place.match(text, at)) and _AT.search(before):
            yield Candidate(at, place.end(), "Place", "built:place-abroad", 0.75)
