"""The recognise stage: one article in, its mentions out."""

from __future__ import annotations

from kg.model import Article, Dropped, Mention, Page
from kg.ontology import Ontology
from kg.settings import Settings


class Recogniser:
    """Finds the names of an article.

    Args:
        ontology: its dictionaries, titles, suffixes and city profiles.
        settings: ``use_model`` says whether the trained tagger takes part.
    """

    def __init__(self, ontology: Ontology, settings: Settings) -> None:
        self._ontology = ontology
        self._forms = sorted(ontology.entries, key=lambda e: -len(e.form))

    def recognise(self, page: Page, article: Article) -> tuple[list[Mention], list[Dropped]]:
        """Mentions of the article, sorted by place and not overlapping (implied ones may), and what was left out."""
        mentions: list[Mention] = []
        for sentence in article.sentences:
            text, at = page.folded[sentence.start : sentence.end], 0
            while at < len(text):
                entry = next((e for e in self._forms if text.startswith(e.form, at)), None)
                if entry:
                    start, end = sentence.start + at, sentence.start + at + len(entry.form)
                    mentions.append(Mention(start, end, page.text[start:end], entry.type, entry.name, "dictionary"))
                at += len(entry.form) if entry else 1
        return mentions, []
