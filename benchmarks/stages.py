"""Characters a second of each stage and of the whole build, beside jieba.posseg on the same text."""

from __future__ import annotations

import tempfile
from pathlib import Path

import jieba.posseg

from benchmarks.corpus import write_pages
from benchmarks.row import Row, timed
from kg.ontology import find_ontology, load_ontology
from kg.pipeline import build
from kg.read.page import SUFFIXES, read_page
from kg.read.sources import find_pages
from kg.recognise.recogniser import Recogniser
from kg.relate.relater import Relater
from kg.settings import Settings

CHARACTERS = 600_000


def rows(data: Path) -> list[Row]:
    """One row a stage, one for the whole on one core, one for it on all cores."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        (path / "pages").mkdir()
        written = write_pages(data, path / "pages", CHARACTERS)
        posseg = written / _posseg(path / "pages")
        return [Row("jieba.posseg", posseg, "characters/s"), *_stages(path, written, posseg)]


def _posseg(pages: Path) -> float:
    texts = [p.read_text(encoding="utf-8") for p in sorted(pages.glob("*.txt"))]
    jieba.posseg.lcut("热身")
    return timed(lambda: [jieba.posseg.lcut(text) for text in texts])[0]


def _stages(path: Path, written: int, posseg: float) -> list[Row]:
    settings = Settings(workers=1)
    ontology = load_ontology(find_ontology(None))
    recogniser = Recogniser(ontology, settings)
    relater = Relater(ontology, tag=recogniser.segmenter.tagged)
    jobs = find_pages([path / "pages"], settings, SUFFIXES)
    read, pages = timed(lambda: [read_page(file, source, settings) for file, source in jobs])
    recognise, found = timed(lambda: [(page, list(recogniser.recognise_page(page))) for page in pages])
    relate, _ = timed(lambda: [relater.relate(p, a, mentions) for p, rows in found for a, mentions, _ in rows])
    one, _ = timed(lambda: build([path / "pages"], path / "one", settings))
    both, _ = timed(lambda: build([path / "pages"], path / "all", Settings()))
    seconds = {"read": read, "recognise": recognise, "relate": relate, "whole build, one process": one}
    table = [_beside(name, written / spent, posseg) for name, spent in seconds.items()]
    return [*table, Row("whole build, all cores", written / both, "characters/s", "one process", one / both)]


def _beside(name: str, speed: float, posseg: float) -> Row:
    return Row(name, speed, "characters/s", "jieba.posseg", speed / posseg)
