"""Names that a dictionary has: longest match on characters, never through word segmentation."""

from __future__ import annotations

from collections.abc import Iterator

from kg.ontology import Entry, Ontology
from kg.recognise.candidate import Candidate, Context
from kg.recognise.longest import Longest


class DictionaryFinder:
    """Finds the forms of all dictionaries in one pass."""

    def __init__(self, ontology: Ontology) -> None:
        self._entries: dict[str, Entry] = {}
        for entry in ontology.entries:
            if entry.type == "Place" or entry.fields.get("when"):
                continue  # places, and what needs proof, have finders of their own
            self._entries[entry.form] = entry
        self._forms = Longest(self._entries)

    def find(self, context: Context) -> Iterator[Candidate]:
        """The longest form that starts at each place, sentence by sentence."""
        for start, end in context.spans:
            for at, stop in self._forms.find(context.text, start, end):
                entry = self._entries[context.text[at:stop]]
                yield Candidate(at, stop, entry.type, f"dictionary:{entry.dictionary}", 0.9, entry.name)
