"""The recognise stage: a page in, the mentions of its articles out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.model import Article, Dropped, Mention, Page
from kg.ontology import City, Ontology
from kg.recognise.candidate import Candidate, Context, Reading
from kg.recognise.home import Home, named_city, paper_city
from kg.recognise.pipeline import CHOSEN, DROPPED, READING, assemble
from kg.recognise.places import Gazetteer, proved
from kg.recognise.words import Segmenter, Words
from kg.settings import Settings

#: Parts of an article in which nothing is looked for: people named only there are not entities.
SILENT = frozenset({"byline"})


class Recogniser:
    """Finds the names of a page.

    Args:
        ontology: its dictionaries, titles, suffixes and city profiles.
        settings: ``use_model`` says whether the trained tagger takes part.

    Attributes:
        segmenter: jieba's words and parts of speech, loaded once.
    """

    def __init__(self, ontology: Ontology, settings: Settings) -> None:
        self._ontology = ontology
        self.segmenter = Segmenter()
        self._gazetteer = Gazetteer(ontology)
        self._nlp = assemble(ontology, settings, self.segmenter)

    def recognise_page(self, page: Page) -> Iterator[tuple[Article, list[Mention], list[Dropped]]]:
        """For each article its mentions (sorted; only implied ones overlap others), and what was left out.

        Articles of one page are read together: who has a post in one is known in the next.
        """
        for article, data in self._read(page):
            context = data[READING].context
            yield article, [_mention(c, context) for c in data[CHOSEN].candidates], data[DROPPED]

    def readings(self, page: Page) -> Iterator[tuple[Reading, list[Candidate]]]:
        """For each article all its candidates, and those that were chosen of them."""
        for _, data in self._read(page):
            yield data[READING], data[CHOSEN].candidates

    def _read(self, page: Page) -> Iterator[tuple[Article, dict[str, Any]]]:
        """For each article what the pipeline says of it, by the keys of ``kg.recognise.pipeline``."""
        docs = []
        city = paper_city(page, self._ontology, self._gazetteer)
        for article in page.articles:
            reading = Reading(self._context(page, article, city), [])
            doc = self._nlp.make_doc(reading.context.text)
            doc.user_data[READING] = reading
            docs.append(doc)
        for doc, article in zip(self._nlp.pipe(docs), page.articles, strict=True):
            yield article, doc.user_data

    def recognise(self, page: Page, article: Article) -> tuple[list[Mention], list[Dropped]]:
        """The same for one article, read with the rest of its page."""
        return next((m, d) for found, m, d in self.recognise_page(page) if found.id == article.id)

    def reading(self, page: Page, article: Article) -> Reading:
        """What a document of the pipeline carries at its start."""
        city = paper_city(page, self._ontology, self._gazetteer)
        return Reading(self._context(page, article, city), [])

    def _context(self, page: Page, article: Article, city: City | None) -> Context:
        at = article.start
        spans = tuple((s.start - at, s.end - at) for s in article.sentences if s.kind not in SILENT)
        text = page.folded[at : article.end]
        for said in (text, page.folded):  # where nobody says whose page it is, each article speaks for itself
            city = city or named_city(said, self._ontology, self._gazetteer)
        spots = proved(list(self._gazetteer.find(text, spans)), text, page.folded, city, self.segmenter)
        home, words = Home(text, city, spots), Words(self.segmenter, text, spans)
        return Context(page, article, text, spans, city, tuple(spots), home, words)


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
