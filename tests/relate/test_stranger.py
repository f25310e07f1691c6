"""Clauses that begin with a subject that nothing recognised."""

import pytest

from kg.model import IS_A
from kg.recognise.words import Segmenter
from kg.relate.examples import parse_example
from kg.relate.relater import Relater


@pytest.fixture(scope="module")
def relater(ontology):
    return Relater(ontology, tag=Segmenter().tagged)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("连续两年荣获[Honor 乙奖]", True),
        ("目前已获评[Honor 乙奖]", True),
        ("总部获评[Honor 乙奖]", True),
        ("青年创业园荣获[Honor 乙奖]", False),
        ("水发建设、共享铸造获评[Honor 乙奖]", False),
        ("4人荣获[Honor 乙奖]", False),
        ("五冶又荣获[Honor 乙奖]", False),
        ("已获批[Honor 乙奖]", True),
        ("“丁香”牌茶油还捧回[Honor 乙奖]", False),
    ],
)
def test_what_is_carried_is_not_said_of_a_stranger(relater, clause, said):
    example = parse_example(f"[Company 甲公司]扩产,{clause}。")
    statements = relater.relate(example.page, example.page.articles[0], example.mentions)
    assert any(s.predicate != IS_A for s in statements) == said


def said(relater, text):
    """What is read in a text, as subject, relation and object."""
    example = parse_example(text)
    return {
        (s.subject_name, s.predicate, s.object_name)
        for s in relater.relate(example.page, example.page.articles[0], example.mentions)
        if s.predicate != IS_A
    }


@pytest.mark.parametrize(
    "text",
    [
        "[Company 甲公司]扩产,就连做配套的启泰传感,也投产,年产[Product 丙芯片]100万片。",
        "[Company 甲公司]扩产。盛新能源生产的[Product 丙电池]走俏市场,客户包括[Company 乙公司]。",
        "[Company 甲公司]扩产。其中,晟科新能将建厂,产品[Product 丙纤维]卖给[Company 乙公司]。公司研发[Product 丁]。",
        "[Official 张三]致辞。图为代表参观[Company 甲公司]。",
    ],
)
def test_what_was_spoken_of_ends_where_a_firm_unknown_or_a_picture_comes_in(relater, text):
    assert not said(relater, text)


@pytest.mark.parametrize(
    ("text", "wins"),
    [
        ("“[Place 甲市]造”塔机入选[Honor 乙名单]。", False),
        ("[Place 甲市]某项目获评[Honor 乙奖]。", False),
        ("[Place 甲市]去年成功获评[Honor 乙奖]。", True),
    ],
)
def test_what_a_noun_after_a_name_won_was_not_won_by_the_name(relater, text, wins):
    assert ("甲市" in {subject for subject, _, _ in said(relater, text)}) == wins


def test_a_place_that_begins_an_unknown_name_is_not_what_was_inspected(relater):
    assert not said(relater, "[Official 张三]考察[Place 甲区]氢能中心。")
    assert said(relater, "[Official 张三]到[Place 甲区]考察。")


def test_who_speaks_for_a_firm_makes_it_the_one_spoken_of(relater):
    text = "[Company 甲公司]扩产。“好。”[Company 乙公司][Post 总经理][Person 张三]说。公司研发[Product 丙板]。"
    assert ("乙公司", "produces", "丙板") in said(relater, text)


def test_a_place_that_is_part_of_a_name_is_no_place_spoken_of(relater):
    text = "[Place 甲县]与[Place 乙市][Organization 丙协会]签约。发展[IndustryCluster 丁产业]。"
    assert ("丁产业", "locatedIn", "乙市") not in said(relater, text)


def test_a_place_far_away_that_is_named_in_passing_is_not_where_the_industries_are(relater):
    text = (
        "[Place 株洲市]很大。他从[Place 丙市]回来。[IndustryCluster 丁产业]、[IndustryCluster 戊产业]等主导产业都好。"
    )
    assert said(relater, text) == {("丁产业", "locatedIn", "株洲市"), ("戊产业", "locatedIn", "株洲市")}


def test_former_and_latter_are_of_two_and_the_latter_is_no_item_of_a_list(relater):
    two = "[Company 甲公司]遇见[Company 乙公司]。"
    assert said(relater, f"{two}后者研制[Product 丙电机]。") == {("乙公司", "produces", "丙电机")}
    assert said(relater, f"{two}前者研制[Product 丙电机]。") == {("甲公司", "produces", "丙电机")}
    three = "[Company 丁公司]的[Company 甲公司]遇见[Company 乙公司]。"
    assert said(relater, f"{three}后者研制[Product 丙电机]。") == {("乙公司", "produces", "丙电机")}
    assert said(relater, f"{three}前者研制[Product 丙电机]。") == set()
    three = "[Company 甲公司]遇见[Company 丁公司]、[Company 乙公司]。"
    assert said(relater, f"{three}后者研制[Product 丙电机]。") == set()


def test_this_firm_is_certain_only_where_one_was_named(relater):
    then = "该公司自主研发[Product 丙电机]。"
    assert said(relater, f"在[Company 甲公司],机器轰鸣。{then}") == {("甲公司", "produces", "丙电机")}
    assert said(relater, f"[Company 甲公司]遇见[Company 乙公司]。{then}") == set()
    kinds = "[Organization 甲研究所]遇见[Organization 乙大学]。该研究所研发[Product 丙电机]。"
    assert said(relater, kinds) == {("甲研究所", "produces", "丙电机")}


def test_one_of_two_firms_is_neither(relater):
    text = "[Company 甲公司]和[Company 丙公司]相望:一家做电机,一家专做阀,[Company 乙公司]都是它的老主顾。"
    assert not any(predicate == "suppliesTo" for _, predicate, _ in said(relater, text))


def test_what_only_describes_a_name_that_nothing_recognised_is_not_said_of_what_was_spoken_of(relater):
    text = (
        "[Company 甲公司]扩产。给[Company 乙公司]供[Product 丙件]多年的长源东谷,这回把[Product 丁件]生产线搬到了镇上。"
    )
    assert said(relater, text) == set()
    known = text.replace("的长源东谷", "的老伙伴")
    assert ("甲公司", "suppliesTo", "乙公司") in said(relater, known)
