"""How a page's file was read at the places where it has a certain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.errors import QueryError
from kg.model import Article
from kg.ontology import find_ontology, load_ontology
from kg.read.fold import fold
from kg.read.page import SUFFIXES, read_page
from kg.read.sources import find_pages
from kg.recognise.explanation import Verdict, explain
from kg.recognise.recogniser import Recogniser
from kg.recognise.select import load_weights
from kg.settings import Settings


def verdicts(file: Path, text: str, settings: Settings) -> list[tuple[str, str, list[Verdict]]]:
    """For each place of a page's clean text that has ``text``: article id, sentence, and what was read there.

    White space in ``text`` and in the page counts for nothing.

    Raises:
        InputError: the file is missing or cannot be read. QueryError: no article of it has the text.
    """
    ontology = load_ontology(find_ontology(settings.ontology))
    weights = load_weights(ontology.folder / "selection.toml")
    recogniser = Recogniser(ontology, settings)
    found = []
    for page_file, source in find_pages([file], settings, SUFFIXES):
        for reading, chosen in recogniser.readings(read_page(page_file, source, settings)):
            for start, end in _places(reading.context.text, text):
                read = list(explain(reading, chosen, weights, (start, end)))
                article = reading.context.article
                found.append((article.id, _sentence(reading.context.text, article, start), read))
    if not found:
        raise QueryError(f"no article has the text {text}", where=str(file), advice="give it as it is printed")
    return found


def _places(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    pattern = r"\s*".join(map(re.escape, "".join(fold(wanted).split())))
    return (match.span() for match in re.finditer(pattern, text)) if pattern else iter(())


def _sentence(text: str, article: Article, at: int) -> str:
    spans = ((s.start - article.start, s.end - article.start) for s in article.sentences)
    return next((text[start:end] for start, end in spans if start <= at < end), "")
