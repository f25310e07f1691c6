"""Events that the tagger guessed, where they end as events do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.staged import NO_SHOW, SHOW
from kg.recognise.wordlists import any_of

#: Characters of a name beside its end and general words, at least.
_LEAST = 2
#: What begins no name: a day, a word that points back, who or what is meant.
_NOT_FIRST = re.compile(r"[本此该这上历][届次场]|(?:[0-9]{4}年)?[0-9]{1,2}月|[省市县区州]|[^一-龥0-9A-Za-z]")
#: Before what is only the end of a name.
_CUT = frozenset("与和及、")
#: Sessions of congresses are read by themselves; and what is in no single name.
_NOT_IN = re.compile(
    '人民代表大会|人大|政协|委员会|联合国|双节|[、,。;:!?“”"()的在]|(?<![第0-9一二三四五六七八九十])[0-9一二三四五六七八九十]+届'
)


class GuessedEvents:
    """Takes the tagger's events over; one for the word lists of events.toml."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        suffixes, after = any_of(lists["suffixes"]), any_of(lists["not_after"])
        self._end = re.compile(f"(?:{suffixes}|{SHOW}(?!{NO_SHOW}))(?!{suffixes}|{after})")
        self._general = re.compile(any_of([*lists["generic"], "世界", "学术"]))

    def find(self, draft: Draft, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Events that the rest of the finders did not find, or of which they found only the front."""
        for start, end in draft.guesses.spans.get("Event", ()):
            near = [event for event in found if event.start < end and start < event.end]
            fronts = all(event.start == start and event.end < end for event in near)
            if fronts and draft.text[start - 1 : start] not in _CUT and self._is_name(draft.text, start, end):
                yield Candidate(start, end, "Event", "built:event-guessed", 0.75)

    def _is_name(self, text: str, start: int, end: int) -> bool:
        name = text[start:end]
        ends = next((m for m in self._end.finditer(text, max(start, end - 8), end + 2) if m.end() == end), None)
        if not ends or _NOT_FIRST.match(name) or _NOT_IN.search(name):
            return False
        return len(self._general.sub("", text[start : ends.start()])) >= _LEAST
