"""Each ready question finds something on the seeds, and what a reader of those pages knows to be printed there."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.query.answers import rows
from kg.query.ask import prepare
from kg.query.graph import ask, open_graph
from kg.query.questions import Question

TURTLE = Path(__file__).parents[2] / "exports" / "zhuzhou.ttl"
MEETING = "市2022年“村电共治·便民服务”工程总结表彰暨2023年“村网共建”工作推进会"

#: question, values, and cells of a row that the pages' text says; read from the pages, not from the graph
PRINTED: list[tuple[str, dict[str, str], tuple[str, ...]]] = [
    ("posts", {"person": "向文波"}, ("向文波", "总裁", "三一重工股份")),
    ("company-executives", {"company": "三一重工股份"}, ("向文波", "总裁")),
    ("event-attendees", {"event": MEETING}, ("胡长春",)),
    ("honours", {}, ("渌口区", "“村电共治·便民服务”工程先进县市区")),
    ("founders", {"founder": "中车株洲所"}, ("中车株洲所", "国家先进轨道交通装备创新中心")),
    ("listed-companies", {}, ("株洲安特新材料科技有限公司", "2021-09-01")),
    ("makers", {"product": "探空气球"}, ("探空气球",)),
    ("products", {"company": "中国中车"}, ("中国中车", "复兴号动车组")),
    ("cooperation", {"name": "株洲市人民政府"}, ("北京证券交易所有限责任公司",)),
    ("new-companies", {"year": "2023"}, ("国网湖南省电力有限公司",)),
    ("articles", {"author": "张灿强"}, ("湖南日报",)),
    ("shortest-link", {"from": "李艺波", "to": "胡长春"}, ("2", "胡长春", "attended", MEETING)),
    ("meetings", {"person": "曹慧泉"}, ("曹慧泉", "鲁贵卿", "2021-09-06")),
    ("subsidiaries", {"company": "中车株洲所"}, ("中车电动",)),
    ("pages", {}, ("株洲日报", "2021-09-06")),
]


@pytest.fixture(scope="module")
def seeds() -> ox.Store:
    return open_graph(TURTLE)


@pytest.mark.parametrize(("name", "values", "cells"), PRINTED, ids=[row[0] for row in PRINTED])
def test_finds_what_the_pages_print(
    name: str, values: dict[str, str], cells: tuple[str, ...], seeds: ox.Store, questions: dict[str, Question]
) -> None:
    _, lines = rows(ask(seeds, prepare(seeds, name, values, questions)))
    assert any(set(cells) <= set(line) for line in lines), lines[:20]


def test_every_question_of_all_finds_something(seeds: ox.Store, questions: dict[str, Question]) -> None:
    whole = [name for name, question in questions.items() if not question.path]
    empty = [name for name in whole if not rows(ask(seeds, prepare(seeds, name, {}, questions)))[1]]
    assert empty == []
