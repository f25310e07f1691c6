"""The articles' text as the page carries it: whole, or, when that would be too much, what stands round the facts."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Article, Graph, Page, Statement

#: Characters of text carried for each fact; beyond this, articles are cut to what stands round their facts.
_CHARACTERS_A_FACT = 70
#: Characters of text that are carried whole, however few the facts.
_ALWAYS = 200_000
#: Characters kept on both sides of a quoted sentence, when articles are cut.
_AROUND = 60
_GAP = " …… "


@dataclass(frozen=True)
class Excerpt:
    """Text of one article and how to find a place of the page's clean text in it.

    Attributes:
        starts, places: where each kept piece begins in the page's clean text, and in ``text``.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def place(self, at: int) -> int:
        """The place in ``text`` of a place of the page's clean text."""
        piece = max(0, bisect_right(self.starts, at) - 1)
        return self.places[piece] + at - self.starts[piece]


class Excerpts:
    """The articles in the graph's order, and the spans of facts in their text.

    Attributes:
        left_out: characters that were cut; 0 where articles are whole.
    """

    def __init__(self, graph: Graph, facts: Iterable[Statement]) -> None:
        self._articles = [(i, page, a) for i, page in enumerate(graph.pages) for a in page.articles]
        # an article that goes on on another page stands here once a page
        self._numbers = {(page.id, article.id): i for i, (_, page, article) in enumerate(self._articles)}
        needed: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        count = 0
        for s in facts:
            count += 1
            needed[s.page, s.article].append(_around(s))
        whole = sum(a.end - a.start for _, _, a in self._articles)
        cut = whole > max(_ALWAYS, _CHARACTERS_A_FACT * count)
        self._excerpts = [_excerpt(page, a, needed[page.id, a.id] if cut else None) for _, page, a in self._articles]
        self.left_out = whole - sum(len(e.text) for e in self._excerpts) if cut else 0

    def number(self, s: Statement) -> int | None:
        """The number of the article that says it."""
        return self._numbers.get((s.page, s.article))

    def rows(self) -> list[list[object]]:
        """For each article: number of its page, headline, authors, date, text."""
        rows = zip(self._articles, self._excerpts, strict=True)
        return [[page, a.headline, list(a.authors), a.date, e.text] for (page, _, a), e in rows]

    def spans(self, s: Statement) -> tuple[int, ...]:
        """Start and length, in the article's text here, of the sentence, the subject's and the object's name."""
        place = self._excerpts[self._numbers[s.page, s.article]].place
        return (
            *(place(s.sentence_start) if s.sentence_start >= 0 else -1, s.sentence_end - s.sentence_start),
            *(place(s.subject_start) if s.subject_start >= 0 else -1, s.subject_end - s.subject_start),
            *(place(s.object_start) if s.object_start >= 0 else -1, s.object_end - s.object_start),
        )


def _around(s: Statement) -> tuple[int, int]:
    """From the first to the last of a statement's sentence and its names, which may stand outside of it."""
    start, end = s.sentence_start, s.sentence_end
    for first, last in ((s.subject_start, s.subject_end), (s.object_start, s.object_end)):
        if 0 <= first < start:
            start = first
        if last > end:
            end = last
    return start, end


def _excerpt(page: Page, article: Article, needed: Sequence[tuple[int, int]] | None) -> Excerpt:
    """The whole article, or the parts of it round the needed spans, joined by dots."""
    if needed is None:
        return Excerpt(page.text[article.start : article.end], (article.start,), (0,))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(needed):
        left, right = max(article.start, start - _AROUND), min(article.end, end + _AROUND)
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    pieces, places, length = [], [], 0
    for left, right in merged:
        places.append(length)
        pieces.append(page.text[left:right])
        length += right - left + len(_GAP)
    return Excerpt(_GAP.join(pieces), tuple(left for left, _ in merged) or (article.start,), tuple(places) or (0,))
