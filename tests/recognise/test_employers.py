"""Companies by the posts behind them, over invented people and companies."""

from __future__ import annotations

import pytest

from kg.ontology import find_ontology, load_ontology
from kg.recognise.candidate import Candidate, Reading
from kg.recognise.edges import Edges
from kg.recognise.employers import EmployerFinder
from tests.recognise.test_built import context_of


@pytest.fixture(scope="module")
def employers() -> EmployerFinder:
    ontology = load_ontology(find_ontology(None))
    return EmployerFinder(ontology, Edges(ontology))


def found(employers: EmployerFinder, text: str, post: str, *known: str) -> list[str]:
    at = text.index(post)
    candidates = [Candidate(at, at + len(post), "Post", "post", 0.99)]
    starts = [(text.index(name), name) for name in known]
    candidates += [Candidate(start, start + len(name), "Company", "built", 0.9) for start, name in starts]
    recalled = employers.recall([Reading(context_of(text), candidates)])
    return [text[c.start : c.end] for _, c in recalled]


@pytest.mark.parametrize(
    ("text", "post", "names"),
    [
        ("市长陈恢,鼎交产投副总经理姚波出席。", "副总经理", ["鼎交产投"]),
        ("而绵阳移动总经理简芹说。", "总经理", ["绵阳移动"]),
        ("市场部总经理简芹说。", "总经理", []),
        ("该公司董事长简芹说。", "董事长", []),
        ("协会会长简芹说。", "会长", []),
    ],
)
def test_what_an_executive_leads_is_a_company(
    employers: EmployerFinder, text: str, post: str, names: list[str]
) -> None:
    assert found(employers, text, post) == names


def test_a_known_name_stands(employers: EmployerFinder) -> None:
    assert found(employers, "鼎交产投副总经理姚波出席。", "副总经理", "鼎交产投") == []
