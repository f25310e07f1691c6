"""Every mention of a page leads back to the file: strictly, whatever the page is broken into."""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.engine import Extractor
from kg.export.stretches import raw_stretches
from kg.model import IS_A, Page, Source
from kg.ontology import find_ontology, load_ontology
from kg.read.page import page_of
from kg.settings import Settings

SENTENCES = (
    "3月4日，株洲市委书记李大为到天元区调研，走访了宏远新材料有限公司。",
    "市长张志远在南江高新技术产业开发区会见了中国工商银行行长王小明一行。",
    "中车株洲电力机车有限公司与湖南大学签约，共建国家先进轨道交通装备创新中心。",
    "株洲日报讯（记者/刘琼 通讯员/刘兰） 昨日，第二届轨道交通博览会在长沙举行。",
    "醴陵市的陶瓷、炎陵县的黄桃、攸县的香干在展会上很受欢迎。",
    "公司研发的800~1100千伏高端装备获国家科技进步一等奖，2019年产值达12.5亿元。",
    "參加會議的有湖南省株洲市人民政府、國家發展和改革委員會的負責人。",
    "“制造名城”建设中，PI膜、IGBT芯片等产品由时代新材公司生产。",
)
NOISE = (
    "",
    "\n\n",
    "第A02版\n",
    "下转03版\n\n",
    "\u3000\u3000",
    "# ",
    "责编：王小明\n",
    "\u200b",
    "\x00",
    "\u202e",
    "*",
    "。。",
)


@st.composite
def printed(draw: st.DrawFn) -> str:
    """Columns of sentences, wrapped at a width, their blocks torn apart and mixed, noise around."""
    columns = []
    for _ in range(draw(st.integers(1, 3))):
        text = "".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5)))
        width = draw(st.integers(5, 60))
        lines = [text[i : i + width] for i in range(0, len(text), width)]
        height, end = draw(st.integers(1, 8)), draw(st.sampled_from(["\n", " \n", "\r\n", " "]))
        columns.append([end.join(lines[i : i + height]) for i in range(0, len(lines), height)])
    parts = []
    while any(columns):
        column = draw(st.sampled_from([column for column in columns if column]))
        parts.append(draw(st.sampled_from(NOISE)) + column.pop(0) + draw(st.sampled_from(["\n", "\n\n", "\n \n"])))
    return "".join(parts)


@cache
def extractor() -> Extractor:
    return Extractor(load_ontology(find_ontology(None)), Settings(use_model=False))


def solid(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def from_file(page: Page, start: int, end: int) -> str:
    return solid("".join(page.raw[left:right] for left, right in raw_stretches(page, start, end)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(printed())
def test_the_file_under_a_mention_is_its_surface(raw: str) -> None:
    page = page_of(raw, Source("p", date="2022-03-05", city="株洲"), Settings())
    for s in extractor().extract(page).statements:
        assert page.text[s.subject_start : s.subject_end] == s.subject_surface
        assert from_file(page, s.subject_start, s.subject_end) == solid(s.subject_surface)
        if s.predicate != IS_A:
            assert from_file(page, s.object_start, s.object_end) == solid(s.object_surface)
        assert from_file(page, s.sentence_start, s.sentence_end) == solid(s.sentence)


def test_such_pages_have_mentions() -> None:
    page = page_of("\n".join(SENTENCES), Source("p", date="2022-03-05", city="株洲"), Settings())
    surfaces = {s.subject_surface for s in extractor().extract(page).statements if s.predicate == IS_A}
    assert {"张志远", "株洲市委", "湖南大学", "醴陵市", "湖南省株洲市人民政府"} & surfaces
    assert any("國家發展" in surface for surface in surfaces)
