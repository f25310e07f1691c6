"""One file in, one Page out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.model import Dropped, Page, Source
from kg.ontology import find_ontology
from kg.read.articles import assemble
from kg.read.dates import sentence_date
from kg.read.decode import HIDDEN as NO_WIDTH
from kg.read.decode import ODD, printable, unprintable
from kg.read.files import PageFile, read_bytes
from kg.read.fold import fold
from kg.read.formats.registry import FORMATS
from kg.read.lexicon import load_lexicon
from kg.read.links import page_number
from kg.read.mend import mend
from kg.read.pieces import layout
from kg.read.run import HIDDEN
from kg.read.slips import corrected
from kg.read.writer import Writer, dated
from kg.settings import Settings

#: A newspaper's name alone on a line.
PAPER = re.compile(r"[一-龥]{2,6}[日晚晨早商时都市]{1,3}报(?=$|[\s\dA-Z])")
#: Words in bold, in markdown.
BOLD = re.compile(r"\*\*(?=\S)([^*\n]+)\*\*")
#: A page's number alone on a line, and behind others.
NUMBER = re.compile(r"第?(?:[A-Z]\d{1,2}|0\d|\d{1,2}(?=版)|[一二三四五六七八九十]{1,3}(?=版))版?")
BEHIND = re.compile(r"第[A-Z]?\d{1,2}版$")
#: Endings of files that are read as pages, the form that is preferred first.
SUFFIXES = tuple(FORMATS)


def read_page(file: PageFile, source: Source, settings: Settings) -> Page:
    """Read a page file.

    Raises:
        InputError: the file cannot be read as a page.
    """
    data = read_bytes(file, settings)
    read = FORMATS.get(file.suffix.lower(), FORMATS[".txt"])
    text, left_out = read(data, str(file) if isinstance(file, Path) else file.name, settings.max_page_bytes)
    page = page_of(text, source, settings)
    return replace(page, dropped=page.dropped + tuple(Dropped("read", "not recognised", line) for line in left_out))


def page_of(raw: str, source: Source, settings: Settings) -> Page:
    """Make a page of the text that a file's format gives; ``Page.raw`` is that text, made ``printable``."""
    lexicon = load_lexicon(find_ontology(settings.ontology))
    strange, seen = "", raw
    if ODD.search(raw):
        strange, raw = unprintable(raw), printable(raw)
        seen = NO_WIDTH.sub(HIDDEN, raw)
    if "**" in seen:
        seen = BOLD.sub(lambda bold: HIDDEN * 2 + bold[1] + HIDDEN * 2, seen)
    printed = layout(seen, lexicon)
    drafts, left_out = assemble(mend(printed, lexicon.joints), printed.scattered)
    writer = Writer(seen, printed.spaced)
    source = _as_printed(source, [writer.run(p).text for reason, p in left_out if reason == "masthead"])
    articles = tuple(writer.write(draft, source, number) for number, draft in enumerate(drafts, 1))
    text = "".join(writer.texts)
    folded = fold(text)
    slips = lexicon.slips.find(folded, lexicon.joints)
    folded = corrected(folded, slips) if slips else folded
    dropped = tuple(Dropped("read", reason, writer.run(p).text) for reason, p in left_out)
    if strange:
        dropped += (Dropped("read", "unprintable characters", strange),)
    if not articles:
        dropped += (Dropped("read", "no article", raw.strip()[:80]),)
    articles = tuple(dated(article, folded) for article in articles)
    return Page(source, raw, text, folded, writer.offsets, articles, dropped, tuple(slips))


def _as_printed(source: Source, masthead: Sequence[str]) -> Source:
    """The source with what nobody said of it read from the masthead: the issue's day, and the paper's name."""
    told = (sentence_date(fold(line), "") for line in masthead)
    day = next((str(date) for date in told if date and date.granularity == "day"), "")
    numbers = (said[0] for line in masthead if (said := NUMBER.fullmatch(line) or BEHIND.search(line)))
    number = source.number or next(map(page_number, numbers), "")
    papers = (paper[0] for line in masthead if (paper := PAPER.match(line)))
    return replace(source, date=source.date or day, publication=source.publication or next(papers, ""), number=number)
