"""Characters a second of relating alone, on government reports.

With the rules once, twice and four times, and in sentences up to eight times as long.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from benchmarks.corpus import write_pages
from benchmarks.row import Row
from kg.model import Article, Mention, Page, Sentence
from kg.ontology import Ontology, find_ontology, load_ontology
from kg.read.page import SUFFIXES, read_page
from kg.read.sources import find_pages
from kg.recognise.recogniser import Recogniser
from kg.recognise.words import Segmenter
from kg.relate.relater import Relater
from kg.settings import Settings

CHARACTERS = 120_000
REPEATS = 3

Read = tuple[Page, Article, Sequence[Mention]]


def rows(data: Path) -> list[Row]:
    """One row for each number of rules; the ratio is the speed kept against the rules as they are."""
    ontology = load_ontology(find_ontology(None))
    articles = _articles(data, ontology)
    rules, tag = Relater(ontology).rules, Segmenter().tagged
    table: list[Row] = []
    for times in (1, 2, 4):
        copies = [replace(rule, id=f"{rule.id}/{n}") for n in range(times) for rule in rules]
        speed = _speed(Relater(ontology, copies, tag=tag), articles)
        ratio = speed / table[0].value if table else None
        table.append(
            Row(f"relate with {len(copies)} rules", speed, "characters/s", "the rules once" * (times > 1), ratio)
        )
    relater = Relater(ontology, tag=tag)
    for times in (2, 4, 8):
        speed = _speed(relater, [(page, _lengthened(article, times), names) for page, article, names in articles])
        what = f"relate in sentences {times} times as long"
        table.append(Row(what, speed, "characters/s", "sentences as they are", speed / table[0].value))
    return table


def _lengthened(article: Article, times: int) -> Article:
    """The same article with so many sentences of a kind that follow each other taken as one."""
    sentences: list[Sentence] = []
    for _, group in groupby(article.sentences, key=lambda s: s.kind):
        alike = list(group)
        for at in range(0, len(alike), times):
            some = alike[at : at + times]
            sentences.append(replace(some[0], end=some[-1].end))
    return replace(article, sentences=tuple(sentences))


def _articles(data: Path, ontology: Ontology) -> list[Read]:
    settings = Settings(use_model=False)
    recogniser = Recogniser(ontology, settings)
    with tempfile.TemporaryDirectory() as folder:
        write_pages(data, Path(folder), CHARACTERS)
        jobs = find_pages([Path(folder)], settings, SUFFIXES)
        pages = [read_page(path, source, settings) for path, source in jobs]
    return [(page, article, mentions) for page in pages for article, mentions, _ in recogniser.recognise_page(page)]


def _speed(relater: Relater, articles: Sequence[Read]) -> float:
    """Characters a second of one core's own time, the best of several runs."""

    def seconds() -> float:
        start = time.process_time()
        for page, article, mentions in articles:
            relater.relate(page, article, mentions)
        return time.process_time() - start

    best = min(seconds() for _ in range(REPEATS))
    return sum(article.end - article.start for _, article, _ in articles) / best
