"""What people are shown of resolution: explanations, timelines, questions and how their answers are kept."""

from pathlib import Path

import pytest

from kg.errors import InputError, OutputError
from kg.model import Graph, Statement
from kg.resolve.features import THINGS
from kg.resolve.judgements import load_judgements
from kg.resolve.lookup import decisions, find_entities, uses
from kg.resolve.people import PEOPLE
from kg.resolve.posts import memberships
from kg.resolve.review import append, questions, take_back
from kg.resolve.timeline import timeline
from tests.resolve.said import ONTOLOGY, holder, named, resolved


def graph_of(said: list[Statement]) -> Graph:
    r = resolved(said)
    held = memberships(said, r.canonical, r.posts)
    return Graph((), r.entities, tuple(said), r.canonical, r.merges, memberships=held)


def test_an_entity_is_found_by_any_form_and_says_why_it_is_one() -> None:
    graph = graph_of([named("Company", "株洲联诚集团"), named("Company", "联诚集团", "p2.a1")])
    (entity,) = find_entities(graph, "联诚集团")
    assert [(u.form, u.pages) for u in uses(graph, entity)] == [("株洲联诚集团", ("p1",)), ("联诚集团", ("p2",))]
    assert [m.verdict for m in decisions(graph, entity)] == ["same"]
    with pytest.raises(InputError, match="株洲联诚集团"):
        find_entities(graph, "联诚集")


def test_each_feature_explains_itself() -> None:
    assert all(len(feature.explanation) > 20 for feature in (*THINGS, *PEOPLE))


@pytest.mark.parametrize("asked", ["株洲市市长", "株洲市长", "株洲市人民政府市长", "陈恢清"])
def test_a_timeline_is_of_a_person_or_a_post(asked: str) -> None:
    said = holder("陈恢清", "市长", "株洲市人民政府", "p2.a1") + holder("陈恢清", "代市长", "株洲市人民政府", "p1.a1")
    held = timeline(graph_of(said), asked)
    assert [(m.first, m.acting) for m in held] == [("2021-09-06", True), ("2022-10", False)]


def test_a_thing_without_posts_has_no_timeline() -> None:
    with pytest.raises(InputError, match="no post"):
        timeline(graph_of([named("Place", "白关镇")]), "白关镇")


def test_an_answer_is_kept_and_settles_the_question(tmp_path: Path) -> None:
    said = holder("王勇", "会长", "甲协会", "p1.a1", "Person") + holder("王勇", "总经理", "乙公司", "p2.a1", "Person")
    (question,) = questions(graph_of(said))
    assert (question.left.reference, question.right.reference) == ("王勇@甲协会", "王勇@乙公司")
    path = tmp_path / "judgements.tsv"
    append(path, question.line("same"))
    (judgement,) = load_judgements(path, ONTOLOGY.types)
    assert (judgement.verdict, judgement.left, judgement.right) == ("same", "王勇@甲协会", "王勇@乙公司")


def test_undo_takes_the_last_line_back_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "judgements.tsv"
    append(path, "same\tCompany\t甲\t乙\t\n")
    before = path.read_text(encoding="utf-8")
    append(path, "same\tCompany\t丙\t丁\t\n")
    take_back(path, "same\tCompany\t丙\t丁\t\n")
    assert path.read_text(encoding="utf-8") == before
    with pytest.raises(OutputError, match="changed"):
        take_back(path, "same\tCompany\t丙\t丁\t\n")
