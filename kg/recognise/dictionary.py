"""Names that a dictionary has: longest match on characters, never through word segmentation."""

from __future__ import annotations

from collections.abc import Iterator

import ahocorasick

from kg.ontology import Entry, Ontology
from kg.recognise.candidate import Candidate, Context


class DictionaryFinder:
    """Finds the forms of all dictionaries in one pass (Aho-Corasick)."""

    def __init__(self, ontology: Ontology) -> None:
        self._automaton = ahocorasick.Automaton()
        for entry in ontology.entries:
            if entry.type == "Place" or entry.fields.get("when"):
                continue  # places, and what needs proof, have finders of their own
            self._automaton.add_word(entry.form, entry)
        self._automaton.make_automaton()

    def find(self, context: Context) -> Iterator[Candidate]:
        """The longest form that starts at each place, sentence by sentence."""
        for start, end in context.spans:
            found: list[tuple[int, Entry]] = list(self._automaton.iter_long(context.text[start:end]))
            for last, entry in found:
                at = start + last + 1 - len(entry.form)
                yield Candidate(at, start + last + 1, entry.type, f"dictionary:{entry.dictionary}", 0.9, entry.name)
