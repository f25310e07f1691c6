"""What is one thing and what is two."""

import itertools

import pytest

from kg.resolve.naming import load_naming
from tests.resolve.said import ONTOLOGY, groups, holder, named, one, related, resolved

TOGETHER = [
    ("Company", "株洲时代新材料科技股份有限公司", "时代新材"),
    ("Company", "中车株洲电机有限公司", "中车株洲电机公司"),
    ("Company", "中车株洲电机有限公司", "中车株洲电机"),
    ("Company", "株洲硬质合金集团有限公司", "株硬集团"),
    ("Company", "沈阳鼓风机集团股份有限公司", "沈鼓集团"),
    ("Company", "中国建筑集团有限公司", "中建集团"),
    ("Company", "湖南飞跃金属制品有限公司", "湖南飞跃"),
    ("Company", "潍坊动力集团", "链主潍坊动力集团"),
    ("Event", "襄阳市·飞跃公司战略合作洽谈会", "襄阳市与飞跃公司战略合作洽谈会"),
    ("Company", "徐州工程机械集团有限公司", "徐工集团"),
    ("Company", "中车株洲电力机车研究所有限公司", "株洲所"),
    ("Company", "湖南立方新能源科技有限责任公司", "立方新能源"),
    ("Company", "株洲联诚集团", "联诚集团"),
    ("Company", "湖南大青岭茶油股份有限公司", "大青岭"),
    ("Company", "湖南明川液压有限公司", "明川液压"),
    ("Company", "华晟集团", "华晟"),
    ("Company", "铭科精密", "铭科"),
    ("Company", "洛阳轴承集团股份有限公司", "洛轴"),
    ("Company", "中电科株洲钻石飞机制造有限公司", "钻石飞机"),
    ("Company", "国网株洲供电公司", "株洲供电公司"),
    ("Company", "中国远航", "远航"),
    ("Organization", "湖南股权交易所", "湖南股交所"),
    ("IndustryCluster", "轨道交通装备产业集群", "先进轨道交通装备产业链"),
    ("IndustryCluster", "轨道交通装备产业集群", "轨道交通产业"),
    ("IndustryCluster", "服饰产业", "株洲服饰产业集群"),
    ("IndustrialPark", "株洲高新区", "株洲高新技术产业开发区"),
    ("IndustrialPark", "株洲经开区", "株洲经济技术开发区"),
    ("IndustrialPark", "清水塘产业新城", "株洲清水塘产业新城"),
    ("Place", "株洲", "株洲市"),
    ("Place", "国际会展中心", "株洲国际会展中心"),
    ("Place", "白关镇玉泉村", "玉泉村"),
    ("GovernmentBody", "株洲市人民政府", "株洲市政府"),
    ("GovernmentBody", "中共株洲市委员会", "株洲市委"),
    ("GovernmentBody", "株洲市工业和信息化局", "株洲市工信局"),
    ("GovernmentBody", "恩施土家族苗族自治州人民政府", "恩施州人民政府"),
    ("GovernmentBody", "黔东南苗族侗族自治州人民政府", "黔东南州人民政府"),
    ("Honor", "国家级专精特新“小巨人”企业", "国家专精特新小巨人"),
    ("Event", "第十八届全国交通企业管理创新年会", "全国交通企业管理创新年会"),
    ("Product", "“村电共治”平台", "村电共治平台"),
]
APART = [
    ("Company", "平安不动产有限公司", "平安不动产华中区域公司"),
    ("Company", "三一重工股份有限公司", "三一汽车制造有限公司"),
    ("Company", "中车株洲电机有限公司", "中车株机公司"),
    ("Company", "株洲银行", "长沙银行"),
    ("Company", "中信证券", "中信建投证券"),
    ("Company", "友谊", "友谊股份"),
    ("Company", "中泰集团", "中泰纺织集团"),
    ("Company", "远海能", "远海能新能源"),
    ("Company", "京南方", "北京京南方投资发展有限公司"),
    ("Company", "麦香村", "北京麦香村汽车"),
    ("Company", "比亚迪", "长沙比亚迪挤塑有限公司"),
    ("Company", "江西明川液压有限公司", "明川液压"),
    ("Organization", "湾区体育中心", "湾区文化体育中心"),
    ("Company", "湖南联创集团", "湖南联创控股"),
    ("IndustryCluster", "陶瓷产业集群", "先进陶瓷材料产业集群"),
    ("IndustryCluster", "新能源产业", "新能源汽车产业"),
    ("IndustrialPark", "株洲高新区", "长沙高新区"),
    ("IndustrialPark", "株洲高新区", "株洲经开区"),
    ("Place", "吉林省", "吉林市"),
    ("Place", "长沙新天地", "株洲新天地"),
    ("Place", "长沙国际会展中心", "株洲国际会展中心"),
    ("Place", "长沙县", "长沙市"),
    ("GovernmentBody", "株洲市委", "株洲市人民政府"),
    ("GovernmentBody", "株洲市人大常委会", "株洲市政协"),
    ("Honor", "国家级专精特新“小巨人”企业", "国家重点“小巨人”企业"),
    ("Honor", "省级专精特新“小巨人”企业", "国家级专精特新“小巨人”企业"),
    ("Event", "第七届中国国际轨道交通博览会", "第八届中国国际轨道交通博览会"),
]


@pytest.mark.parametrize(("type_", "a", "b"), TOGETHER)
def test_forms_of_one_thing_are_one_entity(type_: str, a: str, b: str) -> None:
    entities = resolved([named(type_, a), named(type_, b)]).entities
    assert len(entities) == 1
    assert {a, b} <= {entities[0].name, *entities[0].aliases}


@pytest.mark.parametrize(("type_", "a", "b"), APART)
def test_two_things_stay_two(type_: str, a: str, b: str) -> None:
    assert len(resolved([named(type_, a), named(type_, b)]).entities) == 2


def test_a_short_name_of_two_companies_is_neither() -> None:
    said = [named("Company", n) for n in ("飞跃达电器有限公司", "飞跃达科技有限公司", "飞跃达")]
    resolution = resolved(said)
    assert len(resolution.entities) == 3
    assert not [m for m in resolution.merges if m.verdict == "different"]
    assert {m.verdict for m in resolution.merges} == {"unsure"}


def test_a_character_for_the_place_is_sure_on_pages_of_the_city_for_one_house_alone() -> None:
    full, short = named("Company", "徐州工程机械集团有限公司"), named("Company", "徐工集团", "p2.a1")
    resolution = resolved([full, short], "徐州")
    assert [m.reason for m in resolution.merges] == [
        "徐工集团 takes 徐工 + 集团 of 徐州工程机械集团, in order; on pages of 徐州"
    ]
    assert len(resolution.entities) == 1
    assert [m.verdict for m in resolved([full, short], {"p1": "徐州", "p2": "北京"}).merges] == ["unsure"]
    other = named("Company", "徐州工业园集团有限公司", "p3.a1")
    resolution = resolved([full, short, other], "徐州")
    assert len(resolution.entities) == 3
    assert [m.verdict for m in resolution.merges] == ["unsure", "unsure"]


def test_an_institute_named_by_its_place_alone_is_a_question_without_its_parent() -> None:
    said = [named("Organization", "株洲市农业科学研究所"), named("Organization", "株洲所", "p2.a1")]
    assert [m.verdict for m in resolved(said).merges] == ["unsure"]


def test_a_line_of_business_left_out_is_sure_on_one_page_alone() -> None:
    full = named("Company", "飞跃达电子有限公司")
    assert len(resolved([full, named("Company", "飞跃达")]).entities) == 1
    resolution = resolved([full, named("Company", "飞跃达", "p2.a1")])
    assert [m.verdict for m in resolution.merges] == ["unsure"]


def test_a_declared_short_name_serves_other_pages_of_the_city() -> None:
    full = "中国化工株洲橡胶研究设计院有限公司"
    said = [named("Company", full), named("Company", full, as_="株洲橡胶院", at=30)]
    entity = one(resolved([*said, named("Company", "株洲橡胶院", "p2.a1")]).entities, "株洲橡胶院")
    assert entity.name == full
    assert entity.pages == ("p1", "p2")


def test_a_form_that_only_implies_the_name_is_no_label() -> None:
    body = named("GovernmentBody", "株洲市人民政府", as_="市长", implied=True)
    assert groups(resolved([body])) == [["株洲市人民政府"]]


def test_a_name_read_as_two_types_on_a_page_is_one_thing() -> None:
    said = [named("Official", "李强"), named("Person", "李强", "p1.a2")]
    assert [(e.type, len(e.locals)) for e in resolved(said).entities] == [("Official", 2)]
    said = [named("IndustrialPark", "动力谷", "p1.a1"), named("Place", "动力谷", "p1.a2"), named("Place", "动力谷")]
    assert [e.type for e in resolved(said).entities] == ["Place"]


def test_what_is_produced_is_no_firm_of_the_name() -> None:
    firm, maker, made = named("Company", "飞跃汽车"), named("Company", "甲乙集团"), named("Product", "飞跃汽车", at=20)
    assert len(resolved([firm, maker, made]).entities) == 2
    assert len(resolved([firm, maker, made, related(maker, "produces", made)]).entities) == 3


def test_a_place_that_is_printed_as_a_park_is_on_its_page_is_the_park() -> None:
    park = named("IndustrialPark", "常德国家高新技术产业开发区", as_="高新区")
    said = [named("IndustrialPark", "常德国家高新技术产业开发区", at=30), park, named("Place", "高新区", at=60)]
    assert len(resolved(said, "常德").entities) == 1


def test_a_leader_is_one_person_from_acting_to_full() -> None:
    said = holder("陈恢清", "代市长", "株洲市人民政府", "p1.a1") + holder("陈恢清", "副书记", "株洲市委", "p2.a1")
    entity = one(resolved(said).entities, "陈恢清")
    assert entity.pages == ("p1", "p2")


def test_leaders_of_two_cities_are_two_people() -> None:
    said = holder("李伟", "市长", "株洲市人民政府", "p1.a1") + holder("李伟", "市长", "长沙市人民政府", "p2.a1")
    assert len([e for e in resolved(said, {"p1": "株洲", "p2": "长沙"}).entities if e.name == "李伟"]) == 2


def test_a_common_name_at_two_houses_is_two_people_and_is_asked_about() -> None:
    said = holder("王勇", "会长", "株洲市陶瓷协会", "p1.a1", "Person") + holder(
        "王勇", "车间主任", "飞马机械有限公司", "p1.a2", "Person"
    )
    resolution = resolved(said)
    assert len([e for e in resolution.entities if e.name == "王勇"]) == 2
    assert [m.verdict for m in resolution.merges] == ["unsure"]


def test_one_without_a_post_is_the_only_one_of_the_name_on_the_page() -> None:
    said = [*holder("王勇", "会长", "株洲市陶瓷协会", "p1.a1", "Person"), named("Person", "王勇", "p1.a2")]
    assert len([e for e in resolved(said).entities if e.name == "王勇"]) == 1
    said += holder("王勇", "总经理", "飞马机械有限公司", "p1.a3", "Person")
    assert len([e for e in resolved(said).entities if e.name == "王勇"]) == 3


def test_a_brand_that_two_names_of_an_article_begin_with_is_neither() -> None:
    names = ("大青岭", "湖南大青岭茶油有限公司", "大青岭贡茶有限公司")
    assert len(resolved([named("Company", name) for name in names]).entities) == 3


def test_a_group_is_called_without_the_word_though_a_house_of_its_own_is_named() -> None:
    names = ("大青岭", "大青岭集团", "大青岭电力")
    found = resolved([named("Company", name) for name in names]).entities
    assert sorted(e.name for e in found) == ["大青岭电力", "大青岭集团"]


def test_what_begins_a_name_of_another_article_is_not_that() -> None:
    full, short = named("Company", "湖南大青岭茶油有限公司"), named("Company", "大青岭", "p1.a2")
    assert len(resolved([full, short]).entities) == 2


def test_what_a_sentence_relates_is_not_joined_by_its_looks() -> None:
    full, short = named("Company", "远大新材料科技有限公司"), named("Company", "远大新材")
    assert len(resolved([full, short]).entities) == 1
    assert len(resolved([full, short, related(short, "subsidiaryOf", full)]).entities) == 2


def test_editions_stay_apart_on_pages_that_leave_them_out() -> None:
    said = []
    for page, edition in (("p1", "第七届"), ("p2", "第八届")):
        said += [
            named("Event", f"{edition}中国陶瓷博览会", f"{page}.a1"),
            named("Event", "中国陶瓷博览会", f"{page}.a1"),
        ]
    entities = resolved(said).entities
    assert [(e.name, e.pages) for e in sorted(entities, key=lambda e: e.pages)] == [
        ("第七届中国陶瓷博览会", ("p1",)),
        ("第八届中国陶瓷博览会", ("p2",)),
    ]


def test_an_industry_is_another_in_another_city() -> None:
    said = [named("IndustryCluster", "电子信息产业", f"{page}.a1") for page in ("p1", "p2")]
    assert len(resolved(said).entities) == 1
    assert len(resolved(said, {"p1": "株洲", "p2": "长沙"}).entities) == 2


def test_the_city_of_a_page_is_told_from_its_bodies() -> None:
    said = []
    for page, city in (("p1", "岳阳"), ("p2", "岳阳"), ("p3", "常德")):
        said += [named("GovernmentBody", f"{city}{body}", f"{page}.a1") for body in ("市委", "市人民政府")]
        said += [named("IndustrialPark", "高新区", f"{page}.a1")]
    parks = [e.pages for e in resolved(said, {}).entities if e.type == "IndustrialPark"]
    assert sorted(parks) == [("p1", "p2"), ("p3",)]


PAGES = {
    "p1": [
        *holder("陈恢清", "代市长", "株洲市人民政府", "p1.a1"),
        named("Company", "株洲时代新材料科技股份有限公司", "p1.a1", as_="时代新材"),
        named("IndustrialPark", "株洲高新区", "p1.a1"),
        named("IndustryCluster", "轨道交通装备产业集群", "p1.a1"),
    ],
    "p2": [
        *holder("陈恢清", "市长", "株洲市人民政府", "p2.a1"),
        named("Company", "时代新材", "p2.a1"),
        named("IndustrialPark", "株洲高新技术产业开发区", "p2.a1"),
        named("IndustryCluster", "轨道交通产业链", "p2.a1"),
    ],
    "p3": [
        named("Official", "陈恢清", "p3.a1"),
        named("Company", "株洲时代新材料科技股份有限公司", "p3.a1"),
        *holder("王勇", "会长", "株洲市陶瓷协会", "p3.a1", "Person"),
    ],
    "p4": [*holder("王勇", "市长", "长沙市人民政府", "p4.a1"), named("IndustrialPark", "长沙高新区", "p4.a1")],
}


@pytest.mark.parametrize("order", list(itertools.permutations(PAGES)), ids="".join)
def test_a_page_more_renames_nothing(order: tuple[str, ...]) -> None:
    seen: dict[str, str] = {}
    for size in range(1, len(order) + 1):
        canonical = resolved(
            (s for page in sorted(order[:size]) for s in PAGES[page]), dict.fromkeys(PAGES, "株洲")
        ).canonical
        assert {local: canonical[local] for local in seen} == seen
        seen = canonical


def test_the_order_of_statements_does_not_show() -> None:
    said = [s for page in PAGES.values() for s in page]
    assert resolved(said) == resolved(reversed(said))


def test_a_leader_of_a_city_and_of_a_part_of_it_is_one_person() -> None:
    said = holder("欧阳远", "区委书记", "天元区委", "p1.a1") + holder("欧阳远", "常委", "株洲市委", "p2.a1")
    people = [e for e in resolved(said).entities if e.type == "Official"]
    assert len(people) == 1


def test_leaders_of_two_districts_stay_apart_and_are_asked_about() -> None:
    said = holder("欧阳远", "区长", "天元区人民政府", "p1.a1") + holder("欧阳远", "县长", "攸县人民政府", "p2.a1")
    resolution = resolved(said)
    assert len([e for e in resolution.entities if e.type == "Official"]) == 2
    assert [m.verdict for m in resolution.merges] == ["unsure"]


def test_a_county_of_a_citys_name_is_a_part_of_it_and_not_the_city() -> None:
    naming = load_naming(ONTOLOGY)
    assert [naming.led_place(body) for body in ("株洲市委", "株洲市天元区委", "攸县县委", "长沙县委")] == [
        "株洲市", "天元区", "攸县", "长沙县",
    ]  # fmt: skip
    assert naming.short_name("长沙县") == "长沙县" and naming.short_name("长沙市") == "长沙"


@pytest.mark.parametrize(
    ("type_", "left", "right"),
    [
        ("Honor", "省级美丽乡村", "省级美丽乡村"),
        ("Honor", "省政府质量奖", "省政府质量奖"),
        ("Event", "“百日攻坚”专项行动", "“百日攻坚”专项行动"),
        ("IndustryCluster", "石化装备产业", "石化产业"),
        ("IndustrialPark", "浑南科技城", "泗水科技城"),
        ("IndustrialPark", "埃塞俄比亚东方工业园", "东方工业园"),
        ("Place", "国家森林公园", "景德镇国家森林公园"),
        ("Place", "丽江古城", "彭阳古城"),
        ("Place", "东西湖", "东西湖区"),
        ("Company", "民航公司", "民航"),
        ("Company", "华联", "华联股份"),
        ("Company", "水务集团", "中国水务集团"),
        ("Company", "商业保理公司", "商业保理"),
        ("Company", "报业集团", "兰州报业集团"),
        ("Organization", "城市规划馆", "兰州城市规划馆"),
        ("Organization", "人民医院", "人民医院"),
        ("IndustrialPark", "湖南省产业园区", "湖南产业园"),
        ("IndustrialPark", "海口新加坡工业园", "兰州新加坡工业园区"),
        ("Organization", "东辰国际学校", "兰州东辰国际学校"),
        ("Honor", "国际大奖", "国际大奖"),
        ("GovernmentBody", "商务部", "美国商务部"),
    ],
)
def test_what_many_places_have_is_one_in_one_place_alone(type_: str, left: str, right: str) -> None:
    said = [named(type_, left), named(type_, right, "p2.a1")]
    assert len(resolved(said, {"p1": "海口", "p2": "兰州"}).entities) == 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("冀中能源股份公司", "冀中能源集团"),
        ("首钢股份", "首钢控股"),
        ("中信股份", "中信重工"),
        ("云南滇东能源有限责任公司", "云南滇东雨汪能源有限公司"),
        ("桂林公司", "桂林航空公司"),
    ],
)
def test_two_houses_of_one_brand_are_two_even_on_one_page(left: str, right: str) -> None:
    assert len(resolved([named("Company", left), named("Company", right, at=20)]).entities) == 2
