"""What the finders of names give, before selection: candidates, and the text they look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, runtime_checkable

from kg.model import Article, Dropped, Page
from kg.ontology import City
from kg.recognise.home import Home
from kg.recognise.places import Spot
from kg.recognise.words import Segmenter, Words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of an article that may name something.

    Attributes:
        start, end: half-open span of the article's text (``Context.text``), not of the page.
        type: class name of the ontology, or ``Post`` for a title phrase, which helps relations and is no entity.
        source: id of the finder and, after a colon, of its rule: ``suffix:company``.
        score: 0 to 1, how sure the finder is by itself; selection weighs it.
        name: the full name by context, or "" where the surface is the name.
        implied: the surface only implies the name (市长 -> 株洲市人民政府) and may overlap others.
    """

    start: int
    end: int
    type: str
    source: str
    score: float
    name: str = ""
    implied: bool = False


@dataclass(frozen=True)
class Context:
    """What a finder may look at.

    Attributes:
        text: folded text of the article, ``page.folded[article.start:article.end]``. Headlines are in it, and so are
            the other sentences; ``spans`` says which stretches may hold names (bylines are not among them).
        spans: half-open spans of ``text``, one a sentence, in order; no name crosses two.
        city: profile of the city that 我市 means here, or None.
        places: proved places of dictionaries, in order. home: whose body 市委 or 县政府 is here.
        words: jieba's reading of any sentence, cut when first asked for: evidence for edges of names, never forced.
    """

    page: Page
    article: Article
    text: str
    spans: tuple[tuple[int, int], ...]
    city: City | None
    places: tuple[Spot, ...] = ()
    home: Home = field(default_factory=lambda: Home("", None, ()))
    words: Words = field(default_factory=lambda: Words(Segmenter(), "", ()))

    @cached_property
    def place_ends(self) -> dict[int, int]:
        """Where a proved place starts -> where it ends."""
        return {spot.start: spot.end for spot in reversed(self.places)}

    @cached_property
    def foreign(self) -> frozenset[int]:
        """Where a foreign country's name starts."""
        return frozenset(s.start for s in self.places if s.level == "country" and s.entry.name != "中国")

    @cached_property
    def division_starts(self) -> dict[int, int]:
        """Where a province's or city's name ends -> where it starts."""
        return {s.end: s.start for s in self.places if s.level in {"province", "city", "county"}}

    @property
    def segmenter(self) -> Segmenter:
        """The tokenizer behind ``words``, for words anywhere."""
        return self.words.segmenter


class Finder(Protocol):
    """Finds candidates in one article; holds what it needs, has no state of its own between articles."""

    def find(self, context: Context) -> Iterable[Candidate]:
        """Candidates in any order; overlapping ones are welcome."""
        ...


@runtime_checkable
class LaterFinder(Protocol):
    """A finder that looks at what those before it found."""

    def find_after(self, context: Context, found: Sequence[Candidate]) -> Iterable[Candidate]:
        """Candidates in any order, given those of the same article."""
        ...


@runtime_checkable
class PageFinder(Protocol):
    """A finder that is faster over all articles of a page together; it finds the same in them one by one."""

    def find_page(self, contexts: Sequence[Context]) -> Iterable[Iterable[Candidate]]:
        """The candidates of each article, in the order of the articles."""
        ...


@dataclass
class Reading:
    """An article on its way through the pipeline.

    Attributes:
        candidates: what was found so far. chosen: of them, in order. dropped: what selection left out, and why.
    """

    context: Context
    candidates: list[Candidate] = field(default_factory=list)
    chosen: list[Candidate] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


class Recaller(Protocol):
    """Finds later uses of names: sees all articles of a page and what the finders found in them."""

    def recall(self, readings: Sequence[Reading]) -> Iterable[tuple[Reading, Candidate]]:
        """Further candidates, each with the reading that it belongs to."""
        ...
