from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Mention, Statement, digest
from kg.store import SCHEMA, read_statements, to_table, write_statements

STATEMENT = Statement(
    page="p",
    article="p.a1",
    sentence="李强到甲公司调研。",
    sentence_start=0,
    sentence_end=9,
    raw_start=0,
    raw_end=9,
    subject="p.a1.x",
    subject_type="Official",
    subject_name="李强",
    subject_surface="李强",
    subject_start=0,
    subject_end=2,
    predicate="inspected",
    object="p.a1.y",
    rule="r",
    object_type="Company",
    object_name="甲公司",
    object_surface="甲公司",
    object_start=3,
    object_end=6,
    date="2021-09-06",
)


def test_rule_and_confidence_do_not_move_the_id_but_every_part_of_the_claim_does() -> None:
    assert replace(STATEMENT, rule="other", confidence=0.1).id == STATEMENT.id
    for change in ({"subject": "z"}, {"predicate": "metWith"}, {"object": "z"}, {"title": "市长"}, {"page": "q"}):
        assert replace(STATEMENT, **change).id != STATEMENT.id


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_digest_tells_lists_of_strings_apart(left: list[str], right: list[str]) -> None:
    if "\x1f" not in "".join(left + right):
        assert (digest(*left) == digest(*right)) == ("\x1f".join(left) == "\x1f".join(right))


def test_a_mention_of_the_same_name_and_type_has_the_same_local_id_within_an_article() -> None:
    article = Article("p.a1", "p", "", (), 0, 9, ())
    first = Mention(0, 2, "市委", "GovernmentBody", "株洲市委", "dictionary")
    again = Mention(5, 9, "株洲市委", "GovernmentBody", "株洲市委", "title")
    assert first.local_id(article) == again.local_id(article)
    assert first.local_id(article) != replace(first, type="Organization").local_id(article)


def test_statements_come_back_from_parquet_as_they_went(tmp_path) -> None:
    rows = [STATEMENT, replace(STATEMENT, sentence='引“号”, "x"\n换行', object_start=-1, implied=True)]
    write_statements(rows, tmp_path / "s.parquet")
    assert read_statements(tmp_path / "s.parquet") == rows
    assert to_table(rows).schema.equals(SCHEMA)


def test_a_statement_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        STATEMENT.rule = "x"  # type: ignore[misc]
