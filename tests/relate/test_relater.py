"""How a text is read, beyond single rules: what is carried on, listed, folded and said twice."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import IS_A
from kg.relate.examples import parse_example
from kg.relate.relater import Relater


@pytest.fixture(scope="module")
def relater(ontology):
    return Relater(ontology)


def read(relater, text, relation=None, city="株洲"):
    example = parse_example(text, city)
    statements = relater.relate(example.page, example.page.articles[0], example.mentions)
    facts = {(s.subject_name, s.predicate, s.object_name) for s in statements if s.predicate != IS_A}
    return {f for f in facts if relation in (None, f[1])}


def test_a_subject_is_carried_into_the_next_clause(relater):
    text = "[Company 甲公司]深耕行业多年,成功研制[Product 乙电机]。"
    assert ("甲公司", "produces", "乙电机") in read(relater, text)


def test_a_subject_is_carried_into_the_next_sentence(relater):
    text = "[Company 甲公司]成立十年。自主研发[Product 乙系统]。"
    assert ("甲公司", "produces", "乙系统") in read(relater, text)


def test_a_clause_of_another_subject_takes_it(relater):
    text = "[Company 甲公司]订单饱满,[Company 丙公司]研制[Product 乙电机]。"
    assert read(relater, text, "produces") == {("丙公司", "produces", "乙电机")}


def test_a_pronoun_stands_for_the_last_subject_of_its_type(relater):
    text = "[Person 王一]回忆,今年2月,他受邀参加[Event 甲早餐会]。"
    assert read(relater, text, "attended") == {("王一", "attended", "甲早餐会")}


def test_a_noun_with_gai_stands_for_the_name_that_ends_so(relater):
    text = "走进[Organization 甲研究所]。[Company 乙公司]也在这里。该研究所研发[Product 丙设备]。"
    assert ("甲研究所", "produces", "丙设备") in read(relater, text)


def test_both_stand_for_the_last_two(relater):
    text = "[Company 甲公司]找到[Company 乙公司]。双方联手研发,成功研制[Product 丙车轮]。"
    assert {("甲公司", "produces", "丙车轮"), ("乙公司", "produces", "丙车轮")} <= read(relater, text)


def test_a_head_without_a_body_heads_the_firm_spoken_of(relater):
    text = "在[Company 甲公司],[Post 总经理][Person 王一]拿起一根细针。"
    assert read(relater, text, "holdsPost") == {("王一", "holdsPost", "甲公司")}
    unknown = "[Company 甲公司]开工,某某食品股份[Post 总经理][Person 王一]到场。"
    assert read(relater, unknown, "holdsPost") == set()
    assert read(relater, "在[Company 甲公司],[Post 教授][Person 王一]拿起一根细针。", "holdsPost") == set()
    worker = "在[Company 甲公司],[Post 工人][Person 王一]拿起一根细针。"
    assert read(relater, worker, "holdsPost") == {("王一", "holdsPost", "甲公司")}


def test_former_posts_are_posts(relater):
    text = "[Company 甲公司][Post 董事长][Person 王一],原[Company 乙公司][Post 总裁][Person 李二]参加[Event 丙会]。"
    assert len(read(relater, text)) == 4


def test_lists_on_both_sides_multiply(relater):
    guests = "、".join(f"[Person 客{n}]" for n in "甲乙丙")
    met = read(relater, f"[Official 李强],[Official 赵伟]与{guests}等企业家座谈。", "metWith")
    assert len(met) == 6


def test_we_means_the_city_of_the_page(relater):
    text = "我市举办[Event 甲论坛]。"
    assert read(relater, text, "heldIn") == {("甲论坛", "heldIn", "株洲市")}
    assert read(relater, text, "heldIn", city="") == set()


def test_every_end_of_a_fact_has_a_statement_of_type(relater):
    example = parse_example("我市举办[Event 甲论坛]。[Post 市长|GovernmentBody 乙市人民政府][Official 李强]出席。")
    statements = relater.relate(example.page, example.page.articles[0], example.mentions)
    typed = {s.subject for s in statements if s.predicate == IS_A}
    assert {end for s in statements if s.predicate != IS_A for end in (s.subject, s.object)} <= typed


def test_a_fact_said_twice_is_stated_once(relater):
    text = "[Company 甲公司]研发[Product 乙电机]。[Company 甲公司]生产[Product 乙电机]。"
    example = parse_example(text)
    statements = relater.relate(example.page, example.page.articles[0], example.mentions)
    assert sum(s.predicate == "produces" for s in statements) == 1


def test_a_symmetric_fact_begins_with_the_name_that_stands_first(relater):
    text = "[Company 甲公司]是[Company 乙公司]的合作伙伴。[Company 乙公司]与[Company 甲公司]签署战略合作协议。"
    assert len(read(relater, text, "cooperatesWith")) == 1


def test_a_name_of_an_unknown_type_is_plain_text(relater):
    text = "[Company 甲公司]的[Ship 某船]项目落户[Place 乙市]。"
    assert read(relater, text, "locatedIn") == {("甲公司", "locatedIn", "乙市")}


def test_an_amount_is_kept_with_the_fact(relater):
    example = parse_example("[Company 乙集团]出资2亿元设立[Company 甲公司]。")
    statements = relater.relate(example.page, example.page.articles[0], example.mentions)
    assert [s.value for s in statements if s.predicate == "foundedBy"] == ["2亿元"]


def test_a_plan_a_wish_and_a_denial_are_no_facts(relater):
    for word in ("计划", "拟", "希望", "尚未", "力争"):
        assert read(relater, f"[Company 甲公司]{word}研发[Product 乙电机]。", "produces") == set()


NAMES = st.sampled_from(
    ["[Company 甲公司]", "[Place 乙市]", "[Official 李强]", "[Product 丙机]", "[Event 丁会]", "[Honor 戊奖]",
     "[Post 市长|GovernmentBody 己府]", "[Organization 庚院]", "[IndustryCluster 辛产业]"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["与", "、", "在", "的", "研发", "调研", "出席", "获", ",", "。", "座谈", "由", "主办", "公司", "他", "(", ")", "“"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(NAMES, WORDS), max_size=24))
def test_any_order_of_names_and_words_gives_sound_statements(relater, ontology, pieces):
    example = parse_example("".join(pieces))
    article = example.page.articles[0]
    for statement in relater.relate(example.page, article, example.mentions):
        text = example.page.text
        assert text[statement.subject_start : statement.subject_end] == statement.subject_surface
        assert 0 <= statement.confidence <= 1
        if statement.predicate != IS_A:
            assert text[statement.object_start : statement.object_end] == statement.object_surface
            relation = ontology.relations[statement.predicate]
            assert any(ontology.is_a(statement.subject_type, t) for t in relation.domain)
            assert any(ontology.is_a(statement.object_type, t) for t in relation.range)
            assert statement.subject != statement.object


def test_a_part_of_an_event_stands_for_it(relater):
    text = "[Event 甲博览会]在[Place 乙市]开幕。[Official 王一]出席开幕式。本届展会由[GovernmentBody 丙局]主办。"
    assert read(relater, text, "attended") == {("王一", "attended", "甲博览会")}
    assert read(relater, text, "organizes") == {("丙局", "organizes", "甲博览会")}


def test_an_unnamed_meeting_stands_for_no_other_event(relater):
    text = "[Event 甲博览会]在[Place 乙市]开幕。次日,[Official 王一]出席座谈会。"
    assert read(relater, text, "attended") == set()


def test_a_title_of_an_enumeration_is_held_where_the_one_before_is(relater):
    text = "[Company 甲公司][Post 董事][Person 王一],[Post 副总裁][Person 李二]参加。"
    assert ("李二", "holdsPost", "甲公司") in read(relater, text)


def test_who_goes_along_is_no_subject(relater):
    text = "[Official 王一]在某县县长[Official 李二]等陪同下到[Company 甲公司]调研。"
    assert read(relater, text, "inspected") == {("王一", "inspected", "甲公司")}


def test_what_is_said_of_its_own_is_said_of_the_subject(relater):
    text = "[Company 甲公司]扩产,其控股股东为[Company 乙集团]。"
    assert ("甲公司", "subsidiaryOf", "乙集团") in read(relater, text)


def test_a_count_closes_a_list_of_firms_but_no_single_place(relater):
    firms = "我市[Company 甲公司]、[Company 乙公司]2家企业获评[Honor 丙企业]。"
    assert len(read(relater, firms, "awarded")) == 2
    assert read(relater, "[Place 甲市]2家企业获评[Honor 丙企业]。", "awarded") == set()


def test_so_many_firms_are_the_last_list_of_as_many(relater):
    text = "[Company 甲公司]、[Company 乙公司]、[Company 丙公司]扩产。[Company 丁公司]也来了。3家企业参加[Event 戊展]。"
    assert read(relater, text, "attended") == {(f"{x}公司", "attended", "戊展") for x in "甲乙丙"}


def test_a_delegation_is_who_leads_it(relater):
    text = "[Person 王一]率代表团到[Place 甲市]考察。[Official 李二]会见了代表团一行。代表团考察[Company 乙公司]。"
    assert ("王一", "inspected", "乙公司") in read(relater, text)
    assert read(relater, text, "metWith") == {("王一", "metWith", "李二")}


def test_what_was_made_is_made_by_the_firm_spoken_of(relater):
    text = "[Organization 甲实验室]由[GovernmentBody 乙局]建设,自主研制的[Product 丙窑炉]已在[Company 丁公司]点火。"
    assert read(relater, text, "produces") == {("甲实验室", "produces", "丙窑炉")}


def test_two_that_work_together_are_one_subject(relater):
    text = "[Organization 甲大学]与[Company 乙公司]合作攻关,拿下[Honor 丙奖]。"
    assert {s for s, _, _ in read(relater, text, "awarded")} == {"甲大学", "乙公司"}


def test_what_stands_after_a_preposition_is_no_subject(relater):
    assert read(relater, "在[Company 甲公司],研制[Product 乙电机]的[Person 王一]到场。", "produces") == set()
    text = "在[IndustrialPark 甲园区],由[Company 乙公司]投资建设的[Organization 丙中心]投用。"
    assert read(relater, text, "foundedBy") == {("丙中心", "foundedBy", "乙公司")}


def test_a_subject_named_after_a_fact_is_not_its_subject(relater):
    text = "[Company 甲公司]扩产,新车将交付[Company 乙公司],其中[Company 丙公司]供应[Product 丁车桥]。"
    assert read(relater, text, "suppliesTo") == {("甲公司", "suppliesTo", "乙公司")}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[GovernmentBody 甲局]与[Company 乙公司]签署战略合作框架协议。", "战略合作框架协议"),
        ("[Company 甲公司]向[Company 乙公司]供应[Product 丙钢]、[Product 丁管]。", "丙钢、丁管"),
        ("[Company 甲公司]中标[Company 乙公司]3.2亿元采购项目。", "3.2亿元"),
        ("[Company 甲公司]、[Company 乙公司]分别获评[Honor 丙奖一等奖]、[Honor 丁奖]。", "丙奖一等奖"),
    ],
)
def test_what_qualifies_a_fact_is_kept_with_it(relater, text, value):
    example = parse_example(text)
    statements = relater.relate(example.page, example.page.articles[0], example.mentions)
    assert value in {s.value for s in statements if s.predicate != IS_A}


@pytest.mark.parametrize(
    ("said", "date"), [("1949/2024", "2024-05-01"), ("2023-05-18/2023-05-20", "2023-05-18/2023-05-20")]
)
def test_years_that_a_sentence_looks_back_on_are_not_the_date_of_its_facts(relater, said, date):
    example = parse_example("[Company 甲公司]获评[Honor 乙奖]。")
    article = example.page.articles[0]
    dated = replace(article, sentences=tuple(replace(sentence, date=said) for sentence in article.sentences))
    statements = relater.relate(example.page, dated, example.mentions)
    assert {s.date for s in statements if s.predicate == "awarded"} == {date}


def test_who_is_among_the_customers_is_not_the_supplier(relater):
    makers = "[Company 甲公司]、[Company 乙公司]、[Company 丙公司]"
    text = f"[Company 甲公司]扩产。丁厂的[Product 靶材]逐步进入{makers}三大面板厂并实现量产。"
    assert read(relater, text, "suppliesTo") == set()
    assert len(read(relater, text.replace("[Company 甲公司]、", ""), "suppliesTo")) == 2


def test_what_is_called_its_belongs_to_the_one_spoken_of(relater):
    text = "[Company 甲公司]扩产。其[Product 乙电容器]供不应求。"
    assert read(relater, text, "produces") == {("甲公司", "produces", "乙电容器")}


@pytest.mark.parametrize(
    ("place", "honour", "given"),
    [("某驿站", "文明城市", False), ("某市", "文明城市", True), ("某驿站", "最美书房", True)],
)
def test_a_hall_is_given_no_honour_of_cities(relater, place, honour, given):
    text = f"[Place {place}]建成。去年荣获[Honor {honour}]。"
    assert bool(read(relater, text, "awarded")) == given


def test_one_thing_that_is_not_named_is_none_of_several(relater):
    text = "[Company 丙公司]扩产。[Company 甲公司]、[Company 乙公司]都成了它的客户,[Product 丁组件]也开始小批量交付。"
    assert read(relater, text, "produces") <= {("丙公司", "produces", "丁组件")}


def test_where_a_visit_goes_is_where_the_next_stop_is_not(relater):
    text = "[Official 李强]到[Place 甲县]调研。随后赶往[Place 乙县],走进[Company 丙公司]的车间。"
    assert read(relater, text, "locatedIn") == {("丙公司", "locatedIn", "乙县")}


def test_a_county_lies_in_no_county(relater):
    assert not read(relater, "[Official 李强]在[Place 甲县][Place 乙县]调研时强调", "locatedIn")


def test_who_is_a_customer_does_not_become_the_one_spoken_of(relater):
    text = "[Company 甲公司]扩产,[Company 乙公司]是其最大客户。便携机当场被[Company 丙公司]订走2000台。"
    assert read(relater, text, "suppliesTo") == {("甲公司", "suppliesTo", "乙公司"), ("甲公司", "suppliesTo", "丙公司")}


def test_a_firm_named_last_in_a_list_is_not_the_firm_spoken_of(relater):
    text = "[Official 李强]走访了[Company 甲公司]、[Company 乙公司]。他与企业座谈。"
    assert not read(relater, text, "metWith")


def test_a_place_in_a_list_of_firms_is_where_the_next_one_is(relater):
    text = "拉往[Place 甲市]的[Company 丙公司]、[Place 乙市]的[Company 丁公司]。"
    assert read(relater, text, "locatedIn") == {("丙公司", "locatedIn", "甲市"), ("丁公司", "locatedIn", "乙市")}


def test_the_city_of_so_many_firms_is_none_of_them(relater):
    text = "[Company 甲公司]、[Company 乙公司]等19家[Place 丙市]企业获评[Honor 丁奖]。"
    assert read(relater, text, "awarded") == {("甲公司", "awarded", "丁奖"), ("乙公司", "awarded", "丁奖")}


def test_who_is_quoted_is_not_what_the_text_goes_on_with(relater):
    text = "[Company 甲公司]扩产。订单排满了,[Person 王一]说。去年还研制了[Product 乙电机]。"
    assert read(relater, text, "produces") == {("甲公司", "produces", "乙电机")}


def test_a_cluster_that_a_sentence_places_is_not_in_the_place_that_the_text_is_about(relater):
    text = "[Place 乙市]很大。[IndustrialPark 甲园]发展[IndustryCluster 丙产业]。"
    assert read(relater, text, "locatedIn") == {("丙产业", "locatedIn", "甲园")}


def test_who_leads_others_somewhere_is_the_one_who_inspects(relater):
    text = "[Official 李强]率[Official 王明]、[Official 赵伟]等一行莅临[Company 甲公司]参观考察。"
    assert read(relater, text, "inspected") == {("李强", "inspected", "甲公司")}
