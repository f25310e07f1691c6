"""The recognise stage: a page in, the mentions of its articles out."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Article, Dropped, Mention, Page
from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Context, Reading
from kg.recognise.pipeline import CHOSEN, DROPPED, READING, assemble
from kg.recognise.words import Segmenter
from kg.settings import Settings

#: Parts of an article in which nothing is looked for: people named only there are not entities.
SILENT = frozenset({"byline"})


class Recogniser:
    """Finds the names of a page.

    Args:
        ontology: its dictionaries, titles, suffixes and city profiles.
        settings: ``use_model`` says whether the trained tagger takes part.
    """

    def __init__(self, ontology: Ontology, settings: Settings) -> None:
        self._ontology = ontology
        self._segmenter = Segmenter()
        self._nlp = assemble(ontology, settings)

    def recognise_page(self, page: Page) -> Iterator[tuple[Article, list[Mention], list[Dropped]]]:
        """For each article its mentions (sorted; only implied ones overlap others), and what was left out.

        Articles of one page are read together: who has a post in one is known in the next.
        """
        docs = []
        for article in page.articles:
            reading = self.reading(page, article)
            doc = self._nlp.make_doc(reading.context.text)
            doc.user_data[READING] = reading
            docs.append(doc)
        for doc, article in zip(self._nlp.pipe(docs), page.articles, strict=True):
            context = doc.user_data[READING].context
            yield article, [_mention(c, context) for c in doc.user_data[CHOSEN]], doc.user_data[DROPPED]

    def recognise(self, page: Page, article: Article) -> tuple[list[Mention], list[Dropped]]:
        """The same for one article, read with the rest of its page."""
        return next((m, d) for found, m, d in self.recognise_page(page) if found.id == article.id)

    def reading(self, page: Page, article: Article) -> Reading:
        """What a document of the pipeline carries at its start."""
        at = article.start
        spans = tuple((s.start - at, s.end - at) for s in article.sentences if s.kind not in SILENT)
        city = self._ontology.city(page.source.city)
        text = page.folded[at : article.end]
        return Reading(Context(page, article, text, spans, city, segmenter=self._segmenter), [])


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
