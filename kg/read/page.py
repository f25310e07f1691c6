"""One file in, one Page out."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.model import Article, Dropped, Page, Sentence, SentenceKind, Source
from kg.ontology import find_ontology
from kg.read.articles import Draft, assemble
from kg.read.fold import fold
from kg.read.lexicon import load_lexicon
from kg.read.mend import Paragraph, mend
from kg.read.pieces import DASH, Kind, layout
from kg.read.run import Run, clean
from kg.read.sentences import sentences
from kg.settings import Settings

#: What part of an article a paragraph is, by the kind of its first piece.
PART: Mapping[Kind, SentenceKind] = {
    "heading": "headline",
    "byline": "byline",
    "caption": "caption",
    "body": "body",
    "furniture": "body",
}
#: Endings of files that are read as pages.
SUFFIXES = frozenset({".txt", ".md"})


def read_page(path: Path, source: Source, settings: Settings) -> Page:
    """Read a page file.

    Raises:
        InputError: the file cannot be read as a page.
    """
    try:
        raw = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", where=str(path)) from error
    if not raw.strip():
        raise InputError("is empty", where=str(path), advice="leave it out")
    return page_of(raw, source, settings)


def page_of(raw: str, source: Source, settings: Settings) -> Page:
    """Make a page of the decoded text of a file; ``Page.raw`` is that text."""
    lexicon = load_lexicon(find_ontology(settings.ontology))
    printed = layout(raw, lexicon)
    drafts, left_out = assemble(mend(printed, lexicon.joints))
    writer = _Writer(raw, printed.spaced)
    articles = tuple(writer.write(draft, source, number) for number, draft in enumerate(drafts, 1))
    text = "".join(writer.texts)
    dropped = tuple(Dropped("read", reason, writer.run(p).text) for reason, p in left_out)
    return Page(source, raw, text, fold(text), writer.offsets, articles, dropped)


class _Writer:
    """Writes articles one after another into the clean text."""

    def __init__(self, raw: str, spaced: bool) -> None:
        self._raw, self._spaced = raw, spaced
        self.texts: list[str] = []
        self.offsets: array[int] = array("I")
        self._paragraph = 0

    def run(self, paragraph: Paragraph) -> Run:
        """The clean text of a paragraph."""
        spans = [span for piece in paragraph.pieces for span in piece.spans]
        keep = not self._spaced or paragraph.first.kind in {"heading", "byline"}
        return clean(self._raw, spans, keep_spaces=keep)

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
