"""What is made of the tagger's companies and products, over invented names."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.ontology import Ontology, find_ontology, load_ontology
from kg.recognise.built import BuiltNameFinder
from kg.recognise.candidate import Candidate, Context
from kg.recognise.judged import JudgedFinder
from tests.recognise.test_built import context_of


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology(find_ontology(None))


class Says:
    """A tagger that has one name."""

    def __init__(self, name: str, type_: str) -> None:
        self.name, self.type = name, type_

    def find_page(self, contexts: Sequence[Context]) -> list[list[Candidate]]:
        return [[guess(context, self.name, self.type)] for context in contexts]


def guess(context: Context, name: str, type_: str) -> Candidate:
    at = context.text.index(name)
    return Candidate(at, at + len(name), type_, "model", 0.8)


@pytest.mark.parametrize(
    ("text", "name", "stands"),
    [
        ("鼎屹走进了新赛道。", "鼎屹", True),
        ("省里的三支笔很受欢迎。", "三支笔", True),
        ("这里的新型建材卖得好。", "新型建材", False),
        ("这里的新能源汽车卖得好。", "新能源汽车", False),
        ("下载鼎屹APP就能办。", "鼎屹", False),
        ("赛场上万马奔腾。", "万马奔腾", False),
        ("楼市迎来金三银四。", "金三银", False),
        ("医生说要早睡觉、常锻炼、常通话。", "常通话", False),
        ("金三银行开业。", "金三银行", True),
    ],
)
def test_no_company_is_called_by_its_line_alone(ontology: Ontology, text: str, name: str, stands: bool) -> None:
    finder = JudgedFinder(Says(name, "Company"), ontology)
    assert bool(list(finder.find(context_of(text)))) is stands


@pytest.mark.parametrize(
    ("text", "name", "product"),
    [
        ("绵阳鼎屹机电有限公司把压胎脊做到了极致,公司很高兴。", "压胎脊", "压胎脊"),
        ("绵阳鼎屹机电有限公司卖出压胎脊500台。", "压胎脊500台", "压胎脊"),
        ("绵阳鼎屹机电有限公司卖出新产品。", "新产品", ""),
        ("市场上的压胎脊涨价了。", "压胎脊", ""),
    ],
)
def test_a_guessed_product_needs_a_maker_and_is_no_amount(
    ontology: Ontology, text: str, name: str, product: str
) -> None:
    context = context_of(text)
    found = BuiltNameFinder(ontology).find_after(context, [guess(context, name, "Product")])
    guessed = [text[c.start : c.end] for c in found if c.source == "built:product-guessed"]
    assert guessed == ([product] if product else [])


def test_who_took_a_picture_is_nobody_of_the_text(ontology: Ontology) -> None:
    [found] = JudgedFinder(Says("张三丰", "Person"), ontology).find_page([context_of("工人在装配。张三丰 摄")])
    assert found == []
    [found] = JudgedFinder(Says("张三丰", "Person"), ontology).find_page([context_of("张三丰摄下了这一幕。")])
    assert len(found) == 1
