"""Who gave each government report, by a list of its own, beside the posts that recognise finds in the report's head."""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import reports
from benchmarks.row import Row
from kg.model import Article, Mention, Page, Sentence, Source
from kg.ontology import find_ontology, load_ontology
from kg.read.fold import fold
from kg.recognise.recogniser import Recogniser
from kg.settings import Settings

#: Characters of a report that count as its head; its title stands before them.
HEAD = 400
#: Characters between a title and a name on the report's cover: 市长 陈政高, or a line's end.
GAP = 6
#: A head without any of these prints no post of its speaker.
_POST = re.compile("(?:省|市|州|盟|区|县)长|主席|专员")


def rows(data: Path) -> list[Row]:
    """Recall over all reports whose speaker's name the head prints, and over those of Hunan."""
    recogniser = Recogniser(load_ontology(find_ontology(None)), Settings(use_model=False))
    counts = {"all places": [0, 0], "Hunan": [0, 0]}
    hunan = _hunan(data)
    for place, speaker, head in _heads(data):
        found = speaker in _holders(recogniser, _page(place, head))
        for group in ["all places", *(["Hunan"] if place in hunan else [])]:
            counts[group][0] += found
            counts[group][1] += 1
    return [
        Row(f"speakers found with their post, {group}: {found} of {total}", found / max(total, 1), "recall")
        for group, (found, total) in counts.items()
    ]


def missed(data: Path) -> Iterator[tuple[str, str, str]]:
    """Place, speaker and head of each report whose speaker was not found: to be read by eye."""
    recogniser = Recogniser(load_ontology(find_ontology(None)), Settings(use_model=False))
    for place, speaker, head in _heads(data):
        if speaker not in _holders(recogniser, _page(place, head)):
            yield place, speaker, head


def _hunan(data: Path) -> frozenset[str]:
    with (data / "divisions" / "hunan_streets_full.csv").open(encoding="utf-8") as file:
        return frozenset({"湖南省"} | {row["city"] for row in csv.DictReader(file)})


def _heads(data: Path) -> Iterator[tuple[str, str, str]]:
    """Place, speaker, head; those that print no name or no post there are left out."""
    with (data / "gov_report_speakers.csv").open(encoding="utf-8") as file:
        speakers = {(r["place"], r["title"]): r["speaker"] for r in csv.DictReader(file)}
    for report in reports(data):
        speaker = speakers.get((report["place"], report["title"]), "")
        head = report["title"] + "\n" + report["text"][:HEAD]
        if speaker and _POST.search(head) and speaker in "".join(head.split()):
            yield report["place"], speaker, head


def _page(place: str, head: str) -> Page:
    """The head as a page of its place, a sentence a line."""
    sentences, at = [], 0
    for line in head.splitlines(keepends=True):
        if line.strip():
            sentences.append(Sentence(at, at + len(line.rstrip("\n"))))
        at += len(line)
    article = Article("head.a1", "head", "", (), 0, len(head), tuple(sentences))
    return Page(Source("head", city=place), head, head, fold(head), array("I", range(len(head))), (article,))


def _holders(recogniser: Recogniser, page: Page) -> frozenset[str]:
    """People of the page who stand beside a post, before it or behind."""
    [(_, mentions, _)] = recogniser.recognise_page(page)
    posts = [m for m in mentions if m.type == "Post"]
    return frozenset(m.name for m in mentions if m.type == "Official" and any(_beside(m, p) for p in posts))


def _beside(person: Mention, post: Mention) -> bool:
    return 0 <= person.start - post.end <= GAP or 0 <= post.start - person.end <= GAP
