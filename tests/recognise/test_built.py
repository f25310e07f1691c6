"""Names by their build, over sentences of other cities and of invented companies."""

from array import array
from collections.abc import Callable

import pytest

from kg.model import Article, Page, Source
from kg.ontology import find_ontology, load_ontology
from kg.recognise.built import BuiltNameFinder
from kg.recognise.candidate import Candidate, Context
from kg.recognise.select import select

Find = Callable[[str], list[tuple[str, str, str]]]


def context_of(text: str) -> Context:
    ends = [i + 1 for i, c in enumerate(text) if c == "。"] or [len(text)]
    spans = tuple(zip([0, *ends], ends, strict=False))
    page = Page(Source("p"), text, text, text, array("I", range(len(text))), ())
    return Context(page, Article("p.a1", "p", "", (), 0, len(text), ()), text, spans, None)


@pytest.fixture(scope="module")
def finder() -> BuiltNameFinder:
    return BuiltNameFinder(load_ontology(find_ontology(None)))


@pytest.fixture(scope="module")
def find(finder: BuiltNameFinder) -> Find:
    def found(text: str) -> list[tuple[str, str, str]]:
        context = context_of(text)
        chosen: list[Candidate] = select(finder.find(context), context)[0]
        return [(c.type, text[c.start : c.end], c.name) for c in chosen]

    return found


def of_type(find: Find, text: str, type_: str) -> list[str]:
    return [surface for kind, surface, _ in find(text) if kind == type_]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("这批电机都来自绵阳启辰电机有限公司。", ["绵阳启辰电机有限公司"]),
        ("市政府与湖南银和瓷业有限公司签约。", ["湖南银和瓷业有限公司"]),
        ("去年以来引进投资20亿元的江西前进电机有限公司。", ["江西前进电机有限公司"]),
        ("蓝禾科技(长沙)有限公司、宁波银行等参会。", ["蓝禾科技(长沙)有限公司", "宁波银行"]),
        ("2020年成立湖南远岫电气有限公司,拉开大幕。", ["湖南远岫电气有限公司"]),
        ("推动国网绵阳供电公司与盘江集团合作。", ["国网绵阳供电公司", "盘江集团"]),
        ("支持国有公司、上市公司、小额贷款公司和龙头企业集团发展,关停污水处理厂。", []),
        ("该公司的银行贷款和厂房建设。", []),
        ("把叶片、塔筒厂搬到那里,绵阳漆器厂投产。", ["绵阳漆器厂"]),
    ],
)
def test_companies_begin_where_the_name_begins(find: Find, text: str, names: list[str]) -> None:
    assert of_type(find, text, "Company") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("现有华辰、陶朔等6家企业被评为重点企业。", ["华辰", "陶朔"]),
        ("领军企业芯曜光电、恒彬等落户。", ["芯曜光电", "恒彬"]),
        ("该公司是中车绵阳所裂变的。", ["中车绵阳所"]),
        ("化工、水泥、旅游等企业要转型。", []),
    ],
)
def test_short_names_are_known_by_what_is_said_of_them(find: Find, text: str, names: list[str]) -> None:
    assert of_type(find, text, "Company") == names


@pytest.mark.parametrize("short", ["以下简称绵火炬", "简称“绵火炬”", "以下简称“绵火炬”"])
def test_a_declared_short_name_carries_the_full_one(find: Find, short: str) -> None:
    full = "绵阳火炬安和新材料有限公司"
    assert ("Company", "绵火炬", full) in find(f"绵火炬上市。{full}({short})投产。")


def test_short_names_are_cut_from_full_ones(find: Find) -> None:
    full = "绵阳九曜装备股份有限公司"
    found = find(f"{full}成立。九曜装备投产。九曜装备公司获奖。")
    assert [name or surface for kind, surface, name in found if kind == "Company"] == [full, full, full]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("加快绵阳科技城和氢能产业园建设。", ["绵阳科技城", "氢能产业园"]),
        ("长春经开区获批。", ["长春经开区"]),
        ("各园区、产业园区、高新技术产业园区和现代农业产业园都要抓紧。", []),
        ("创建国家生态文明示范区。", []),
        ("鼎奔稀土应用园中园、绵阳永磁应用产业综合体都已动工。", ["鼎奔稀土应用园中园", "绵阳永磁应用产业综合体"]),
        ("支持园中园,建设科技产业综合体。", []),
        ("签下绵阳新区先进电子材料产业基地项目。", ["绵阳新区"]),
    ],
)
def test_zones_have_names_of_their_own(find: Find, text: str, names: list[str]) -> None:
    assert of_type(find, text, "IndustrialPark") == names


def test_the_committee_of_a_zone_stands_for_the_zone(find: Find) -> None:
    assert ("IndustrialPark", "绵阳高新区党工委", "绵阳高新区") in find("绵阳高新区党工委书记说。")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("电子信息、新能源、生物医药等13条产业链加快延伸。", ["电子信息", "新能源", "生物医药"]),
        ("绵阳以新型显示、智能家电两个世界级产业集群为先锋。", ["新型显示", "智能家电"]),
        ("聚焦食品饮料、节能环保为代表的优势产业。", ["食品饮料", "节能环保"]),
        ("绵阳陶瓷产业集群产值约740亿元。", ["陶瓷产业集群"]),
        ("绵阳打造新能源和智能网联汽车产业集群。", ["新能源和智能网联汽车产业集群"]),
        ("智能家电获评国家先进制造业集群。", ["智能家电"]),
        ("参与人工智能及传感器、新型储能等四川省12条工业新兴优势产业链。", ["人工智能及传感器", "新型储能"]),
        ("调研葡萄及葡萄酒产业链,不谈绿色能源产业生产基地。", ["葡萄及葡萄酒产业链"]),
        ("发展战略性新兴产业、优势产业和先进制造业集群,推进第三产业、产业体系和产业工人建设。", []),
    ],
)
def test_each_item_of_a_list_of_industries_is_one(find: Find, text: str, names: list[str]) -> None:
    assert of_type(find, text, "IndustryCluster") == names


def test_forms_of_one_industry_share_the_fullest_name(find: Find) -> None:
    text = "轨道交通装备集群壮大。先进轨道交通装备产业链延伸。轨道交通产业兴旺。"
    assert {name for _, _, name in find(text)} == {"先进轨道交通装备产业集群"}


@pytest.mark.parametrize(
    "text", ["", "有限公司", "、" * 500 + "产业链", "产业" * 500, "1" * 3000 + "有限公司", "䶮㵘\ud842产业园"]
)
def test_odd_text_gives_spans_within_it(finder: BuiltNameFinder, text: str) -> None:
    context = context_of(text) if text else context_of("。")
    assert all(0 <= c.start < c.end <= len(context.text) for c in finder.find(context))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由市智能家电产业协会推荐。", ("Organization", "市智能家电产业协会")),
        ("国家先进轨道交通装备创新中心揭牌。", ("Organization", "国家先进轨道交通装备创新中心")),
        ("设立“三个高地”指挥部。", ("Organization", "“三个高地”指挥部")),
        ("在第十二届全国物流企业管理年会上。", ("Event", "第十二届全国物流企业管理年会")),
        ("开展“春风送岗、暖心助企”行动。", ("Event", "“春风送岗、暖心助企”行动")),
        ("被评为国家文化出口重点企业。", ("Honor", "国家文化出口重点企业")),
        ("荣获“全国企业管理现代化创新成果一等奖”。", ("Honor", "全国企业管理现代化创新成果一等奖")),
        ("获评云南省专精特新“小巨人”企业。", ("Honor", "云南省专精特新“小巨人”企业")),
        ("主导产品获评云南省制造业单项冠军产品。", ("Honor", "云南省制造业单项冠军产品")),
        ("这款酒摘得国家名茶称号。", ("Honor", "国家名茶")),
        ("曲靖是国家历史文化名城。", ("Honor", "国家历史文化名城")),
        ("曲靖被誉为“世界磷矿博物馆”“中国爨体之乡”。", ("Honor", "世界磷矿博物馆")),
        ("会上公布2023年度创新型产业集群名单。", ("Honor", "2023年度创新型产业集群")),
        ("公司上榜“2025年民营企业30强”。", ("Honor", "2025年民营企业30强")),
        ("首届中国(曲靖)起重机械博览会将举办。", ("Event", "首届中国(曲靖)起重机械博览会")),
        ("在第四届曲靖国际农机展上,五家企业参展。", ("Event", "第四届曲靖国际农机展")),
        ("下月将在昆明举办高原特色硬质材料产业推介会。", ("Event", "高原特色硬质材料产业推介会")),
        ("“央地联动、双碳赋能”曲靖磷谷招商推介大会成功举行。", ("Event", "“央地联动、双碳赋能”曲靖磷谷招商推介大会")),
        ("作为“中国白瓷之都”,它名声在外。", ("Honor", "中国白瓷之都")),
        ("新增省级专精特新“小巨人”企业12家。", ("Honor", "省级专精特新“小巨人”企业")),
        ("公司入选云南省专精特新示范机构名单。", ("Honor", "云南省专精特新示范机构")),
    ],
)
def test_bodies_events_and_honours(find: Find, text: str, found: tuple[str, str]) -> None:
    assert found in [(kind, surface) for kind, surface, _ in find(text)]


@pytest.mark.parametrize(
    "text", ["召开座谈会。", "行业协会和职业学校要配合。", "参加了各类比赛和推介会。", "这个示范基地很大。"]
)
def test_unnamed_things_are_left_alone(find: Find, text: str) -> None:
    assert not find(text)


def test_a_shortened_prize_is_the_prize(find: Find) -> None:
    text = "荣获“第十八届全国物流企业管理现代化创新成果一等奖”。获全国物流企业管理创新一等奖。"
    names = {name or surface for kind, surface, name in find(text) if kind == "Honor"}
    assert names == {"第十八届全国物流企业管理现代化创新成果一等奖"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("绵阳启辰电机有限公司研制的5G毫米波芯片和风力发电机下线。", ["5G毫米波芯片", "风力发电机"]),
        ("绵阳启辰电机有限公司生产的产品和高端装备很多。", []),
        ("农民生产的智能传感器不多。", []),
    ],
)
def test_products_want_a_maker_and_a_modifier(find: Find, text: str, names: list[str]) -> None:
    assert of_type(find, text, "Product") == names


@pytest.mark.parametrize(
    ("text", "parks"),
    [
        ("走进绵阳高新区石桥工业园。", [("绵阳高新区", ""), ("石桥工业园", "石桥工业园")]),
        ("武胜县银口高新区投产,银口高新区扩容。", [("武胜县银口高新区", "银口高新区"), ("银口高新区", "")]),
        ("落户银口时间谷和银口小镇。", [("银口时间谷", ""), ("银口小镇", "")]),
        ("传统老工业城市转型,建设特色小镇。", []),
    ],
)
def test_zones_in_zones_and_with_places(find: Find, text: str, parks: list[tuple[str, str]]) -> None:
    assert [(surface, name) for kind, surface, name in find(text) if kind == "IndustrialPark"] == parks


def test_a_prize_begins_with_its_province(find: Find) -> None:
    assert of_type(find, "团队捧回湖南省自然科学奖一等奖。", "Honor") == ["湖南省自然科学奖一等奖"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("我市把硬质材料、电子信息、生物医药作为三条主导产业链。", ["硬质材料", "电子信息", "生物医药"]),
        ("锑材是全县的首位产业,旅游不是。", []),
        ("钢铁深加工是全县的首位产业。", ["钢铁深加工"]),
        ("以项目建设为抓手,壮大特色产业。", []),
    ],
)
def test_what_a_place_counts_on_is_an_industry(find: Find, text: str, names: list[str]) -> None:
    assert of_type(find, text, "IndustryCluster") == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("岩棉联合实验室揭牌。", ("Organization", "岩棉联合实验室")),
        ("中国茶艺协会茶器与茶点专业委员会主任到会。", ("Organization", "中国茶艺协会茶器与茶点专业委员会")),
        ("绵阳大学机械与材料学院的学生。", ("Organization", "绵阳大学机械与材料学院")),
        ("新车亮相绵阳车展。", ("Event", "绵阳车展")),
        ("三月办好绵阳脆李推介会。", ("Event", "绵阳脆李推介会")),
        ("公司是农业产业化国家重点龙头企业。", ("Honor", "农业产业化国家重点龙头企业")),
        ("有六家是四川省“专精特新”中小企业。", ("Honor", "四川省“专精特新”中小企业")),
        ("入选四川省未来工厂。", ("Honor", "四川省未来工厂")),
        ("远岫生态文化酿酒城开园。", ("IndustrialPark", "远岫生态文化酿酒城")),
        ("特种玻璃谷建成。", ("IndustrialPark", "特种玻璃谷")),
        ("要把打火机产业链做深。", ("IndustryCluster", "打火机产业链")),
        ("建设岩土与地下系统全国重点实验室。", ("Organization", "岩土与地下系统全国重点实验室")),
        ("四川钠安全中心揭牌。", ("Organization", "四川钠安全中心")),
        ("建材研究总院联合攻关。", ("Organization", "建材研究总院")),
        ("泛半导体产业壮大。", ("IndustryCluster", "泛半导体产业")),
        ("形成藤编竹编、林产林化两条产业链。", ("IndustryCluster", "林产林化")),
    ],
)
def test_further_kinds_of_names(find: Find, text: str, found: tuple[str, str]) -> None:
    assert found in [(kind, surface) for kind, surface, _ in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "绵阳大学共建研究院,绵阳大学组建创新中心。",
        "优势产业基金到位,政务服务中心启用,新增国家重点实验室。",
        "打造上下游产业链,拉长产业链上中下游。",
        "新增省级企业三百家,企业与农户形成创新联合体。",
    ],
)
def test_what_only_looks_like_them_is_left_alone(find: Find, text: str) -> None:
    assert {kind for kind, _, _ in find(text)} <= {"Organization"} and "共建" not in str(find(text))
