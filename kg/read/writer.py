"""Writes articles into the clean text of a page and says where everything stands in it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.model import Article, Sentence, SentenceKind, Source
from kg.read.dates import sentence_date
from kg.read.draft import Draft
from kg.read.mend import Paragraph
from kg.read.pieces import DASH, Kind
from kg.read.run import Run, clean, places
from kg.read.sentences import sentences

#: What part of an article a paragraph is, by the kind of its first piece.
PART: Mapping[Kind, SentenceKind] = {
    "heading": "headline",
    "byline": "byline",
    "caption": "caption",
    "body": "body",
    "furniture": "body",
}


#: In a line with more characters than this spaces are leftovers of line ends.
SHORT = 26


class Writer:
    """Writes articles one after another.

    Args:
        raw: the text of the file.
        spaced: whether spaces within its lines stand where printed lines ended.
    """

    def __init__(self, raw: str, spaced: bool) -> None:
        self._raw, self._spaced, self._places = raw, spaced, places(len(raw))
        self.texts: list[str] = []
        self.offsets: array[int] = array("I")
        self._paragraph = 0

    def run(self, paragraph: Paragraph) -> Run:
        """The clean text of a paragraph."""
        spans = [span for piece in paragraph.pieces for span in piece.spans]
        short = paragraph.first.kind in {"heading", "byline"} and len(paragraph.text) <= SHORT
        keep = short or not self._spaced
        return clean(self._raw, spans, keep, self._places)

    def write(self, draft: Draft, source: Source, number: int) -> Article:
        """Append the article's paragraphs, headline first, and say where everything stands."""
        start = len(self.offsets) + bool(self.offsets)
        found = [s for paragraph in [*draft.title, *draft.body] for s in self._append(paragraph)]
        return Article(
            f"{source.page}.a{number}",
            source.page,
            _headline([self.run(paragraph).text for paragraph in draft.title]),
            _authors(draft),
            start,
            len(self.offsets),
            tuple(found),
            source.date,
            draft.onward,
            draft.back,
        )

    def _append(self, paragraph: Paragraph) -> list[Sentence]:
        run = self.run(paragraph)
        if self.offsets:
            self.texts.append("\n")
            self.offsets.append(run.offsets[0])
        at = len(self.offsets)
        self.texts.append(run.text)
        self.offsets.extend(run.offsets)
        self._paragraph += 1
        return [
            Sentence(at + start, at + end, kind, self._paragraph)
            for start, end, kind in _kinds(run.text, paragraph, _dateline(run.text, paragraph))
        ]


def _dateline(text: str, paragraph: Paragraph) -> int:
    """Characters of clean text that the dateline takes."""
    count = paragraph.first.dateline
    for at, character in enumerate(text):
        if count == 0:
            return at
        count -= not character.isspace()
    return len(text) if paragraph.first.dateline else 0


def _kinds(text: str, paragraph: Paragraph, dateline: int) -> list[tuple[int, int, SentenceKind]]:
    kind = PART[paragraph.first.kind]
    found: list[tuple[int, int, SentenceKind]] = [(0, dateline, "byline")] if dateline else []
    spans = [(start + dateline, end + dateline) for start, end in sentences(text[dateline:])]
    found += [(start, end, kind) for start, end in spans]
    if kind == "body" and not paragraph.closed and found and len(text) - dateline > 0:
        start, end, _ = found[-1]
        found[-1] = (start, end, "fragment" if not dateline or start else "byline")
    return found


def _headline(lines: Sequence[str]) -> str:
    """Lines of a headline as one: joined by a space, or by their dash."""
    joined = ""
    for line in lines:
        dash = DASH.match(line)
        if joined and dash:
            joined += "——" + line[dash.end() :]
        else:
            joined += (" " if joined else "") + line
    return joined


def _authors(draft: Draft) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for paragraph in draft.body:
        for piece in paragraph.pieces:
            for name in piece.byline.people if piece.byline else ():
                names.setdefault(name)
    return tuple(names)


def dated(article: Article, folded: str) -> Article:
    """The article with each sentence's own date, read from the page's folded text."""
    told = (
        sentence_date(folded[s.start : s.end], article.date) if s.kind != "byline" else None for s in article.sentences
    )
    pairs = zip(article.sentences, told, strict=True)
    return replace(article, sentences=tuple(replace(s, date=str(date)) if date else s for s, date in pairs))
