"""People and posts, by the examples of their tables and by how the press writes them."""

from typing import Any

import pytest
from yaml import safe_load

from kg.model import Mention
from tests.recognise.test_recogniser import ONTOLOGY, RECOGNISER, page

POSTS = safe_load((ONTOLOGY.folder / "titles.yml").read_text(encoding="utf-8"))["examples"]
PERSONS = safe_load((ONTOLOGY.folder / "persons.yml").read_text(encoding="utf-8"))["examples"]


def mentions(*texts: str, city: str = "株洲") -> list[Mention]:
    return [m for _, found, _ in RECOGNISER.recognise_page(page(*texts, city=city)) for m in found]


def posts(found: list[Mention]) -> list[list[str]]:
    """Each post with the body that stands before it, or that it implies."""
    said = []
    for post in (m for m in found if m.type == "Post"):
        bodies = [m for m in found if m.type == "GovernmentBody"]
        before = [m.name for m in bodies if not m.implied and m.end == post.start]
        implied = [m.name for m in bodies if m.implied and (m.start, m.end) == (post.start, post.end)]
        said.append([post.name, *(before or implied)])
    return said


def people(found: list[Mention]) -> dict[str, str]:
    return {m.surface: m.type for m in found if m.type in {"Person", "Official"}}


@pytest.mark.parametrize("example", POSTS, ids=lambda e: e["text"])
def test_examples_of_titles(example: dict[str, Any]) -> None:
    assert posts(mentions(example["text"])) == example["posts"]


@pytest.mark.parametrize("example", PERSONS, ids=lambda e: e["text"])
def test_examples_of_persons(example: dict[str, Any]) -> None:
    assert list(people(mentions(example["text"]))) == example["persons"]


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("市委书记张三丰出席会议。", "张三丰", "Official"),
        ("某省商务厅厅长、党组书记李四明致辞。", "李四明", "Official"),
        ("中国工程院院士王五常出席。", "王五常", "Person"),
        ("某某集团董事长赵六顺介绍。", "赵六顺", "Person"),
        ("市中级人民法院院长钱七秀作报告。", "钱七秀", "Official"),
        ("市领导孙八宝参加。", "孙八宝", "Official"),
    ],
)
def test_a_post_of_the_state_makes_an_official(text: str, name: str, type_: str) -> None:
    assert people(mentions(text)) == {name: type_}


def test_a_name_keeps_its_type_over_the_articles_of_a_page() -> None:
    found = mentions("副市长张三丰主持会议。", "张三丰指出,要抓紧落实。", "在张三丰陪同下,客人参观了园区。")
    assert [(m.surface, m.type) for m in found if m.type in {"Person", "Official"}] == [("张三丰", "Official")] * 3


def test_a_list_shares_the_post_before_it() -> None:
    assert people(mentions("市政协副主席张三丰、李四明(女)、王五常出席。")) == dict.fromkeys(
        ["张三丰", "李四明", "王五常"], "Official"
    )


def test_a_known_name_of_two_characters_is_no_part_of_other_words() -> None:
    assert [m.start for m in mentions("局长高明说,产量提高明显。") if m.surface == "高明"] == [2]


def test_titles_that_no_name_follows_imply_no_body() -> None:
    assert not [m for m in mentions("各位市长、县长要抓好落实。") if m.type in {"Post", "GovernmentBody"}]


def test_a_bare_title_is_of_the_place_of_the_body_before_it_in_one_persons_posts() -> None:
    found = mentions("衡阳市委副书记、市长李明到常宁市委常委、副市长王强的联系点调研。")
    assert ["市长", "衡阳市人民政府"] in posts(found)
    assert ["副市长", "常宁市人民政府"] in posts(found)
    assert ["副市长", "株洲市人民政府"] in posts(mentions("衡阳市委副书记李明会见了副市长王强。"))
    assert ["市长", "常宁市人民政府"] in posts(mentions("常宁市委书记李明、市长王强陪同。"))
    assert ["市长", "常宁市人民政府"] in posts(mentions("常宁市委书记李明,市委副书记、市长王强陪同。"))


def test_where_nobody_says_whose_page_it_is_each_article_speaks_for_itself() -> None:
    found = mentions(
        "岳阳市委书记李明到省政府汇报。市长王强参加。", "益阳市委书记周正讲话。市政府秘书长何平参加。", city=""
    )
    said = posts(found)
    assert ["市长", "岳阳市人民政府"] in said
    assert ["秘书长", "益阳市人民政府"] in said


def test_whom_a_body_appoints_is_an_official() -> None:
    found = mentions("会议决定任命:宋启文为株洲市副市长;杨若岚为株洲市科学技术局局长。", city="株洲")
    assert people(found) == {"宋启文": "Official", "杨若岚": "Official"}


def test_a_bare_post_behind_an_officials_is_of_the_same_bodies() -> None:
    found = mentions("市人大常委会副主任傅文清主持会议,秘书长廖志强列席。")
    assert people(found) == {"傅文清": "Official", "廖志强": "Official"}


@pytest.mark.parametrize("text", ["市招商局负责人介绍,项目落地。", "免去其局长职务。", "银行长沙分行开业。"])
def test_common_words_behind_titles_are_nobody(text: str) -> None:
    assert people(mentions(text)) == {}


def test_a_notice_of_who_is_to_be_appointed_names_officials() -> None:
    found = mentions("任前公示。王大明,男,现任甲县县委副书记;李小云,女,苗族,现任乙县副县长。")
    assert [(m.surface, m.type) for m in found if m.type in {"Person", "Official"}] == [
        ("王大明", "Official"),
        ("李小云", "Official"),
    ]


def test_who_leads_others_opens_a_clause() -> None:
    assert [m.surface for m in mentions("那一年,周立明带着几个工友办厂。") if m.type == "Person"] == ["周立明"]


def test_who_resigns_a_post_of_the_state_held_it() -> None:
    assert people(mentions("会议接受张三丰辞去市人民检察院副检察长职务的请求。")) == {"张三丰": "Official"}
