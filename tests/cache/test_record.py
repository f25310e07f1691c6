"""Records give back what was put in, to the last field, and say so when they cannot."""

from array import array
from dataclasses import fields, replace
from pathlib import Path

import pytest

from kg.cache.record import CHECKSUM, dump, load, seal
from kg.engine import Extraction
from kg.model import Article, Correction, Dropped, Page, Sentence, Source, Statement
from tests.cache.corpus import extractor

SEEDS = sorted((Path(__file__).parents[2] / "seeds" / "pages").glob("00[04]*.txt"))


@pytest.mark.parametrize("file", SEEDS, ids=lambda p: p.stem[:3])
def test_a_page_comes_back_as_it_was(file: Path) -> None:
    extraction = extractor()((file, Source(file.stem, "株洲日报", "2021-09-06", "株洲", "02", "scan")))
    assert isinstance(extraction, Extraction) and extraction.statements and extraction.dropped
    assert load(dump(extraction)) == extraction
    assert dump(extraction) == dump(load(dump(extraction)) or extraction)


def test_every_field_comes_back() -> None:
    source = Source("p", "报", "2031-01-02", "云州", "3", "made")
    article = Article("p.a1", "p", "题", ("胡文",), 0, 3, (Sentence(0, 3, "headline", 2, "2031"),), "2031-01")
    page = Page(
        source, "a\ud800b\x00", "aXb", "axb", array("i", [0, 1, 2]), (article,), (Dropped("read", "r", "t"),),
        (Correction(1, "X", "x"),),
    )  # fmt: skip
    statement = Statement(
        page="p", article="p.a1", sentence="aXb", sentence_start=0, sentence_end=3, raw_start=1, raw_end=4,
        subject="s", subject_type="T", subject_name="n", subject_surface="f", subject_start=0, subject_end=1,
        predicate="holdsPost", object="o", rule="r", object_type="U", object_name="m", object_surface="g",
        object_start=1, object_end=2, title="市长", value="0.1", date="2031", confidence=0.1 + 0.2, implied=True,
    )  # fmt: skip
    article = replace(article, onward="下转2版", back="上接1版")
    page = replace(page, articles=(article,))
    for thing in (source, article, article.sentences[0], page, statement):
        for f in (f for f in fields(thing) if f.compare):
            assert getattr(thing, f.name) != f.default, f"give {type(thing).__name__}.{f.name} a value here"
    assert [f.name for f in fields(Extraction)] == ["page", "statements", "dropped"]
    extraction = Extraction(page, (statement, replace(statement, implied=False)), (Dropped("relate", "x", "y"),))
    assert load(dump(extraction)) == extraction


def test_halves_of_characters_are_not_joined() -> None:
    page = Page(Source("p"), "a\ud83d", "\ude00\U0001f600", "\ud83d\ude00", array("i", [1, 1]), ())
    assert load(dump(Extraction(page, (), ()))) == Extraction(page, (), ())


def test_a_page_has_the_seal_of_its_record() -> None:
    page, other = (Page(Source("p"), text, text, text, array("i", [0]), ()) for text in "ab")
    seals = [seal(dump(Extraction(p, (), ()))) for p in (page, page, other, replace(page, seal=b"x"))]
    assert seals[0] == seals[1] != seals[2] and seals[0] == seals[3]
    back = load(dump(Extraction(page, (), ())))
    assert back is not None and back.page.seal == seals[0]


def test_a_damaged_record_is_none() -> None:
    page = Page(Source("p"), "", "", "", array("i"), ())
    record = dump(Extraction(page, (), ()))
    assert load(record) is not None
    for damaged in (b"", record[:CHECKSUM], record[:-1], record[:-1] + bytes([record[-1] ^ 1])):
        assert load(damaged) is None
