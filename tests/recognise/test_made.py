"""Products as the objects of verbs of making, over invented companies."""

from __future__ import annotations

import pytest

from kg.ontology import find_ontology, load_ontology
from kg.recognise.built import BuiltNameFinder
from kg.recognise.select import select
from tests.recognise.test_built import context_of


@pytest.fixture(scope="module")
def finder() -> BuiltNameFinder:
    return BuiltNameFinder(load_ontology(find_ontology(None)))


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("绵阳鼎屹机电有限公司主要生产高枝锯、电动推剪和绑扎机。", ["高枝锯", "电动推剪", "绑扎机"]),
        ("鼎屹电子今年推出的梯度结构钻头,已供应三一重工。", ["梯度结构钻头"]),
        ("鼎屹电子年产羊绒衫300万件。", ["羊绒衫"]),
        ("其关键部件驻波轴承和驻波齿轮,都来自鼎屹电子。", ["驻波轴承", "驻波齿轮"]),
        ("鼎屹电子自主研发防滑坡数字化监测系统。", ["防滑坡数字化监测系统"]),
        ("鼎屹电子是一家集铋酸锂系列、热压轴承的研发、生产及销售为一体的企业。", ["铋酸锂系列", "热压轴承"]),
        ("鼎屹电子是国内唯一一家生产偏铋酸锂技术达到国际水平的企业。", ["偏铋酸锂"]),
        ("鼎屹电子跻身第八批制造业单项冠军企业。", []),
        ("出口越南的双层客车在鼎屹电子成功下线。", ["双层客车"]),
        ("鼎屹电子的“宽温域电池热管理关键技术及应用”获省科技进步奖一等奖。", ["宽温域电池热管理关键技术及应用"]),
        ("鼎屹电子生产的“云雀”很受欢迎。", ["云雀"]),
        ("鼎屹电子今年从事数控雕铣机、绑扎机研发和生产。", ["数控雕铣机", "绑扎机"]),
        ("鼎屹电子是国内竹木砧板的龙头企业。", ["竹木砧板"]),
        ("在鼎屹电子,折叠舞台、可升降座椅等产品引来阵阵惊叹。", ["折叠舞台", "可升降座椅"]),
        ("鼎屹电子历时三年攻关。高牌号取向钢填补省内空白。", []),
        ("高牌号硅钢填补省内空白,鼎屹电子还采用中山大学研发的酯化法环己酮技术。", ["高牌号硅钢", "酯化法环己酮技术"]),
        ("鼎屹电子生产的菌菇酱、豆豉,去年热销。", ["菌菇酱", "豆豉"]),
        ("鼎屹电子的4款压敏芯片实现量产。", ["压敏芯片"]),
        ("在鼎屹电子,新下线的云雀08正装车。", ["云雀08"]),
        ("鼎屹电子将生产轻量化的镁合金轮毂。", ["镁合金轮毂"]),
        ("鼎屹电子推动新车下线,生产条件改善,获整车生产资质,突破关键核心技术。", []),
        ("鼎屹电子从事生产经营活动,是行业的龙头企业。", []),
        ("其中,鼎屹电子的稻谷烘干机从这里直抵万象。", ["稻谷烘干机"]),
        ("鼎屹电子的首条MLCC产线投产,他们的灯具不是它做的。", ["MLCC"]),
        ("来到鼎屹电子,展厅里的第三代大软包电池引起了他的兴趣。", ["第三代大软包电池"]),
        ("鼎屹电子今年上市,人形机器人磁组件也开始小批量交付。", ["人形机器人磁组件"]),
        ("鼎屹电子是行业的数字龙头企业。", []),
        ("鼎屹电子提供就业岗位,强化安全生产监管,应用新技术。", []),
        ("县里今年推出绿色食品,生产羊绒衫。", []),
        ("鼎屹电子向比亚迪供应一批设备、产品。", []),
    ],
)
def test_what_a_named_company_makes_is_a_product(finder: BuiltNameFinder, text: str, products: list[str]) -> None:
    context = context_of(text)
    chosen = select(finder.find(context), context)[0]
    assert [text[c.start : c.end] for c in chosen if c.type == "Product"] == products
