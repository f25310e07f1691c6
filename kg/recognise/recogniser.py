"""The recognise stage: one article in, its mentions out."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Article, Dropped, Mention, Page
from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Context, Finder
from kg.recognise.dictionary import DictionaryFinder
from kg.recognise.select import select
from kg.settings import Settings

#: Parts of an article in which nothing is looked for: people named only there are not entities.
SILENT = frozenset({"byline"})


class Recogniser:
    """Finds the names of an article.

    Args:
        ontology: its dictionaries, titles, suffixes and city profiles.
        settings: ``use_model`` says whether the trained tagger takes part.
    """

    def __init__(self, ontology: Ontology, settings: Settings) -> None:
        self._ontology = ontology
        self._finders: Sequence[Finder] = [DictionaryFinder(ontology)]

    def recognise(self, page: Page, article: Article) -> tuple[list[Mention], list[Dropped]]:
        """Mentions of the article, sorted by place and not overlapping (implied ones may), and what was left out."""
        context = self._context(page, article)
        candidates = [candidate for finder in self._finders for candidate in finder.find(context)]
        chosen, dropped = select(candidates, context)
        return [_mention(candidate, context) for candidate in chosen], dropped

    def _context(self, page: Page, article: Article) -> Context:
        at = article.start
        spans = tuple((s.start - at, s.end - at) for s in article.sentences if s.kind not in SILENT)
        city = self._ontology.city(page.source.city)
        return Context(page, article, page.folded[at : article.end], spans, city)


def _mention(candidate: Candidate, context: Context) -> Mention:
    start, end = candidate.start + context.article.start, candidate.end + context.article.start
    surface = context.page.text[start:end]
    return Mention(
        start,
        end,
        surface,
        candidate.type,
        candidate.name or surface,
        candidate.source,
        candidate.score,
        candidate.implied,
    )
