"""The recognise stage: a page in, the mentions of its articles out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.model import Article, Dropped, Mention, Page
from kg.ontology import City, Ontology
from kg.recognise.candidate import Candidate, Context, Reading
from kg.recognise.home import Home, named_city, paper_city, shared_city
from kg.recognise.pipeline import steps
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
        self._steps = tuple(steps(ontology, settings, self.segmenter).values())

    def recognise_page(self, page: Page) -> Iterator[tuple[Article, list[Mention], list[Dropped]]]:
        """For each article its mentions (sorted; only implied ones overlap others), and what was left out.

        Articles of one page are read together: who has a post in one is known in the next.
        """
        for article, mentions, dropped, _ in self.at_home(page):
            yield article, mentions, dropped

    def at_home(self, page: Page) -> Iterator[tuple[Article, list[Mention], list[Dropped], City | None]]:
        """The same, with the city that 我市 means in the article (None where nothing tells)."""
        for article, reading in self._read(page):
            context = reading.context
            yield article, [_mention(c, context) for c in reading.chosen], reading.dropped, context.city

    def readings(self, page: Page) -> Iterator[tuple[Reading, list[Candidate]]]:
        """For each article all its candidates, and those that were chosen of them."""
        for _, reading in self._read(page):
            yield reading, reading.chosen

    def _read(self, page: Page) -> Iterator[tuple[Article, Reading]]:
        homes = self._homes(page)
        readings = [Reading(self._context(page, article, homes)) for article in page.articles]
        for step in self._steps:
            step(readings)
        yield from zip(page.articles, readings, strict=True)

    def recognise(self, page: Page, article: Article) -> tuple[list[Mention], list[Dropped]]:
        """The same for one article, read with the rest of its page."""
        return next((m, d) for found, m, d in self.recognise_page(page) if found.id == article.id)

    def reading(self, page: Page, article: Article) -> Reading:
        """An article before any step has seen it, for pipelines of one's own."""
        return Reading(self._context(page, article, self._homes(page)))

    def _context(self, page: Page, article: Article, homes: Callable[[str], City | None]) -> Context:
        at = article.start
        spans = tuple((s.start - at, s.end - at) for s in article.sentences if s.kind not in SILENT)
        text = page.folded[at : article.end]
        city = homes(text)
        spots = proved(list(self._gazetteer.find(text, spans)), text, page.folded, city, self.segmenter)
        home, words = Home(text, city, spots), Words(self.segmenter, text, spans)
        return Context(page, article, text, spans, city, tuple(spots), home, words)

    def _homes(self, page: Page) -> Callable[[str], City | None]:
        """What tells the home of an article by its text: the paper's city, or, where nobody says whose page it is, the
        city of the article's own leaders, of most articles, of the article's mentions, of the page's."""
        given = self._ontology, self._gazetteer
        if city := paper_city(page, *given):
            return lambda text: city
        shared, most = shared_city(page, *given), named_city(page.folded, *given)
        return lambda text: named_city(text, *given, led=True) or shared or named_city(text, *given) or most


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
