"""One file in, one Page out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.errors import InputError
from kg.model import Dropped, Page, Source
from kg.ontology import find_ontology
from kg.read.articles import assemble
from kg.read.dates import sentence_date
from kg.read.fold import fold
from kg.read.formats.registry import FORMATS
from kg.read.lexicon import load_lexicon
from kg.read.mend import mend
from kg.read.pieces import layout
from kg.read.writer import Writer, dated
from kg.settings import Settings

#: A newspaper's name alone on a line.
PAPER = re.compile(r"[一-龥]{2,6}[日晚晨早商时都市]{1,3}报")
#: Endings of files that are read as pages.
SUFFIXES = frozenset(FORMATS)


def read_page(path: Path, source: Source, settings: Settings) -> Page:
    """Read a page file.

    Raises:
        InputError: the file cannot be read as a page.
    """
    try:
        size = path.stat().st_size
        if size > settings.max_page_bytes:
            advice = "cut it into pages, or raise max_page_bytes"
            raise InputError(f"has {size} bytes, more than {settings.max_page_bytes}", where=str(path), advice=advice)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from error
    read = FORMATS.get(path.suffix.lower(), FORMATS[".txt"])
    return page_of(read(data, str(path), settings.max_page_bytes), source, settings)


def page_of(raw: str, source: Source, settings: Settings) -> Page:
    """Make a page of the text that a file's format gives; ``Page.raw`` is that text."""
    lexicon = load_lexicon(find_ontology(settings.ontology))
    printed = layout(raw, lexicon)
    drafts, left_out = assemble(mend(printed, lexicon.joints), scattered=printed.spaced and not printed.wrapped)
    writer = Writer(raw, printed.spaced)
    source = _as_printed(source, [writer.run(p).text for reason, p in left_out if reason == "masthead"])
    articles = tuple(writer.write(draft, source, number) for number, draft in enumerate(drafts, 1))
    text = "".join(writer.texts)
    folded = fold(text)
    dropped = tuple(Dropped("read", reason, writer.run(p).text) for reason, p in left_out)
    if not articles:
        dropped += (Dropped("read", "no article", raw.strip()[:80]),)
    return Page(source, raw, text, folded, writer.offsets, tuple(dated(a, folded) for a in articles), dropped)


def _as_printed(source: Source, masthead: Sequence[str]) -> Source:
    """The source with what nobody said of it read from the masthead: the issue's day, and the paper's name."""
    told = (sentence_date(fold(line), "") for line in masthead)
    day = next((str(date) for date in told if date and date.granularity == "day"), "")
    paper = next((line for line in masthead if PAPER.fullmatch(line)), "")
    return replace(source, date=source.date or day, publication=source.publication or paper)
