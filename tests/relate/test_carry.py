"""Whom a clause is about that names nobody: children of firms, partners, places of reports."""

import pytest

from kg.model import IS_A
from kg.recognise.words import Segmenter
from kg.relate.examples import parse_example
from kg.relate.relater import Relater


@pytest.fixture(scope="module")
def relater(ontology):
    return Relater(ontology, tag=Segmenter().tagged)


def said(relater, text, relation, city=""):
    example = parse_example(text, city)
    facts = relater.relate(example.page, example.page.articles[0], example.mentions)
    return {(s.subject_name, s.object_name) for s in facts if s.predicate == relation != IS_A}


@pytest.mark.parametrize("between", ["的全资子公司", "旗下", "旗下的", "的控股子公司"])
def test_of_a_firm_and_its_child_the_child_is_spoken_of(relater, between):
    text = f"[Company 甲集团]{between}[Company 乙公司]已投产,主要生产[Product 丙纤维]。"
    assert said(relater, text, "produces") == {("乙公司", "丙纤维")}


def test_what_two_set_up_is_spoken_of(relater):
    text = "[Company 甲公司]与[Organization 乙大学]共建的[Organization 丙中心]揭牌,首个成果[Product 丁电机]研制成功。"
    assert said(relater, text, "produces") == {("丙中心", "丁电机")}


def test_the_works_of_a_firm_are_no_place_that_is_spoken_of(relater):
    text = "[Company 甲公司]的[Place 乙市]基地开足马力,主打[Product 丙电池]。"
    assert said(relater, text, "produces") == {("甲公司", "丙电池")}


def test_who_did_something_together_is_not_spoken_of_in_the_next_sentence(relater):
    text = "[Company 甲公司]与[Organization 乙大学]联合攻关,研制[Product 丙粉]。公司获评[Honor 丁奖]。"
    assert said(relater, text, "produces") == {("甲公司", "丙粉"), ("乙大学", "丙粉")}
    assert said(relater, text, "awarded") == {("甲公司", "丁奖")}


def test_a_quoted_word_before_a_firm_is_no_name_of_it(relater):
    text = "[Company 丁公司]到场。[Company 甲公司]是“链主”企业,研制[Product 丙车]。"
    assert said(relater, text, "produces") == {("甲公司", "丙车")}


def test_the_latter_is_the_firm_that_a_government_signed_with(relater):
    text = "[GovernmentBody 乙县人民政府]与[Company 甲公司]签约,后者专攻[Product 丙电池]。"
    assert said(relater, text, "produces") == {("甲公司", "丙电池")}


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("自主研制[Product 丙车]。", True),
        ("今年,自主研制[Product 丙车]。", True),
        ("全面升级产线,自主研制[Product 丙车]。", True),
        ("产品畅销,自主研制[Product 丙车]。", True),
        ("加快项目建设,自主研制[Product 丙车]。", False),
        ("文化事业蓬勃发展,自主研制[Product 丙车]。", False),
    ],
)
def test_a_sentence_of_plans_or_of_something_else_is_not_about_what_was_spoken_of(relater, sentence, holds):
    found = said(relater, f"[Company 甲公司]成立十年。{sentence}", "produces")
    assert found == ({("甲公司", "丙车")} if holds else set())


def test_what_was_carried_is_no_founder_in_a_sentence_of_plans(relater):
    text = "[Company 甲公司]成立十年。大力推进改革,组建[Organization 乙中心]。"
    assert said(relater, text, "foundedBy") == set()


def test_the_industries_of_a_plan_are_those_of_the_city(relater):
    text = "[Place 株洲市]开会。[Place 攸县]通了高铁。加快发展[IndustryCluster 甲产业]。"
    assert said(relater, text, "locatedIn", "株洲") == {("甲产业", "株洲市")}
    assert said(relater, text.replace("加快", "当地"), "locatedIn", "株洲") == {("甲产业", "攸县")}


def test_the_industries_of_a_plan_are_those_of_the_province_that_reports(relater):
    text = "[Place 湖南省]开会。全省增长6%。加快发展[IndustryCluster 甲产业]。"
    assert said(relater, text, "locatedIn", "株洲") == {("甲产业", "湖南省")}


def test_a_report_goes_on_with_none_but_the_city(relater):
    plans = "加快建设。深化改革。完善制度。强化管理。推进开放。优化环境。"
    text = f"{plans}[Place 攸县]通了高铁。成功入选[Honor 甲名单]。"
    assert said(relater, text, "awarded", "株洲") == set()
    assert said(relater, text.replace("[Place 攸县]", "我市"), "awarded", "株洲") == {("株洲市", "甲名单")}
    assert said(relater, text.removeprefix(plans), "awarded", "株洲") == {("攸县", "甲名单")}


def test_several_at_a_place_are_a_subject_of_their_own(relater):
    text = "[Company 甲公司]成立十年。张三、李四兄弟在[Place 乙县]办厂,去年登陆[Organization 丙板]。"
    assert said(relater, text, "listedOn") == set()


def test_a_count_of_what_is_named_next_is_no_subject(relater):
    text = "[Company 甲公司]扩产,4款[Product 乙芯片]实现量产。"
    assert said(relater, text, "produces") == {("甲公司", "乙芯片")}


def test_of_as_many_on_both_sides_each_has_its_own_or_none_is_said(relater):
    text = "[Organization 丁大学]、[Company 甲公司]、[Company 乙公司]分别发布[Product 戊]、[Product 己]、[Product 庚]。"
    assert said(relater, text, "produces") == {("丁大学", "戊"), ("甲公司", "己"), ("乙公司", "庚")}


def test_where_an_item_of_a_list_is_is_no_item(relater):
    text = "[Company 甲公司]把膜卖给了[Company 乙公司]和[Place 丙国]的[Company 丁公司]。"
    assert said(relater, text, "locatedIn") == {("丁公司", "丙国")}
    assert said(relater, text.replace("把膜卖给了", "的客户包括"), "suppliesTo") == {
        ("甲公司", "乙公司"),
        ("甲公司", "丁公司"),
    }


@pytest.mark.parametrize(("goods", "holds"), [("远销欧美", True), ("已通过认证", True), ("价格上涨", False)])
def test_what_is_sold_is_the_firms_that_was_spoken_of(relater, goods, holds):
    text = f"[Company 甲公司]扩产。如今,[Product 乙锭]、[Product 丙粉]等产品{goods}。"
    assert said(relater, text, "produces") == ({("甲公司", "乙锭"), ("甲公司", "丙粉")} if holds else set())


def test_what_is_sold_where_a_clause_has_gone_is_of_the_firm_there(relater):
    text = "[Company 丁公司]扩产。在[Company 甲公司],[Product 乙锭]远销欧美。"
    assert said(relater, text, "produces") == {("甲公司", "乙锭")}


def test_a_child_that_was_set_up_is_what_the_rest_of_the_sentence_is_about(relater):
    text = "[Company 甲公司]去年设立子公司[Company 乙公司],专攻[Product 丙板]。公司获评[Honor 丁奖]。"
    assert said(relater, text, "produces") == {("乙公司", "丙板")}
    assert said(relater, text, "awarded") == {("甲公司", "丁奖")}


def test_a_firm_set_up_elsewhere_is_what_the_text_goes_on_with(relater):
    text = "[Company 甲公司]把项目放到[Place 丁市],注册成立了[Company 乙公司],产品供给[Company 丙公司]。"
    assert said(relater, text, "suppliesTo") == {("乙公司", "丙公司")}
    text += "公司与[Organization 戊大学]共建实验室。"
    assert said(relater, text, "cooperatesWith") == {("乙公司", "戊大学")}


def test_who_acts_for_a_firm_makes_it_the_one_spoken_of(relater):
    text = "泵用的是[Company 乙公司]的。[Company 甲公司][Post 副总经理][Person 王一]一一指给人看。"
    text += "公司总部在[IndustrialPark 丁区]。"
    assert said(relater, text, "locatedIn") == {("甲公司", "丁区")}


def test_the_latter_is_the_other_of_two_whatever_is_named_since(relater):
    text = (
        "一行人去了[Company 甲公司]和[Company 乙公司]。前者向[Company 丙公司]、[Company 丁公司]供应[Product 戊粉];"
        "后者的[Product 己片]卖到海外。"
    )
    assert said(relater, text, "produces") == {("甲公司", "戊粉"), ("乙公司", "己片")}


def test_a_further_partner_is_of_the_first_of_two(relater):
    text = "[GovernmentBody 甲市政府]与[Company 乙集团]签约,双方将布局储能;与[Organization 丙联盟]签订的是平台协议。"
    assert said(relater, text, "cooperatesWith") == {("甲市政府", "乙集团"), ("甲市政府", "丙联盟")}


def test_what_was_brought_is_no_subject(relater):
    text = "[Company 甲公司]上市,这次带去的是自家研发的[Product 乙瓷]。"
    assert said(relater, text, "produces") == {("甲公司", "乙瓷")}


def test_where_a_partner_is_from_does_not_part_it_from_its_verb(relater):
    text = "[Company 甲公司]与[Place 丙国][Company 乙公司]签署合作协议。"
    assert said(relater, text, "cooperatesWith") == {("甲公司", "乙公司")}
    assert said(relater, text, "locatedIn") == {("乙公司", "丙国")}


def test_one_who_came_from_somewhere_is_who_founds_a_firm(relater):
    text = "[Organization 丁协会]到。在[Place 乙市]打拼的[Place 丙镇]人[Person 王一],带队回乡,创办了[Company 甲公司]。"
    assert said(relater, text, "foundedBy") == {("甲公司", "王一")}


@pytest.mark.parametrize(
    ("before", "county"),
    [
        ("[Place 甲县]通了高铁。", {("丙产业", "甲县")}),
        (
            "[Place 甲县]与[Place 乙县]结对。[GovernmentBody 甲县县委][Post 书记][Official 李强]介绍,",
            {("丙产业", "甲县")},
        ),
        ("[Place 丁市]开会。", set()),
    ],
)
def test_the_whole_county_is_the_one_spoken_of_or_whose_head_speaks(relater, before, county):
    assert (
        said(relater, f"{before}全县[IndustryCluster 丙产业]产值百亿元。", "locatedIn") - {("丙产业", "丁市")} == county
    )


def test_the_whole_qu_may_be_a_region(relater):
    text = "[Place 甲自治区]开会。[Place 乙区]到会。全区[IndustryCluster 丙产业]产值百亿元。"
    assert said(relater, text, "locatedIn") == set()


def test_a_word_for_what_was_named_is_said_in_its_clause(relater):
    text = "[IndustryCluster 乙产业链]壮大。[Company 甲公司]在这条链上成长。"
    assert said(relater, text, "memberOfCluster") == {("甲公司", "乙产业链")}


def test_what_somebody_wants_is_no_subject(relater):
    text = "[Company 甲公司]看中这里的[Company 乙公司],设立了[Company 丙公司]。"
    assert said(relater, text, "foundedBy") == {("丙公司", "甲公司")}


def test_where_one_is_lacking_nobody_knows_whose_is_whose_but_for_visits(relater):
    firms = "[Company 甲公司]、[Company 乙公司]、[Company 丙公司]"
    assert said(relater, f"{firms}分别发布[Product 丁]、[Product 戊]。", "produces") == set()
    visited = said(relater, f"[Official 李强]、[Official 王一]分别走访了{firms}。", "inspected")
    assert len(visited) == 6


def test_plans_speak_of_a_park_where_they_name_it(relater):
    text = "[IndustrialPark 甲园]投用。[Company 乙公司]等企业相继入驻。"
    assert said(relater, text, "locatedIn") == {("乙公司", "甲园")}
    assert said(relater, text.replace("。[C", "。加快招商,[C"), "locatedIn") == set()


def test_who_takes_part_in_a_meeting_is_not_where_its_guests_go(relater):
    text = "[Official 李强]会见来参加[Event 甲论坛]的[Person 王明]一行。[Official 赵伟]参加。"
    assert said(relater, text, "attended") == {("王明", "甲论坛")}
    opened = "[Event 甲论坛]开幕。[Official 李强]会见参加[Event 甲论坛]的[Person 王明]。[Official 赵伟]出席。"
    assert ("赵伟", "甲论坛") in said(relater, opened, "attended")
