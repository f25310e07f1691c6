"""A two-column newspaper page, set and printed by a browser: as PDF, and its picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

PAGE = """<!doctype html><meta charset="utf-8"><style>
@page { size: A4; margin: 15mm }
body { font: 11pt/1.6 'Noto Serif CJK SC', serif; margin: 0 }
h1 { font-size: 26pt; text-align: center; margin: 0 }
.issue { text-align: center; font-size: 9pt; border-bottom: 1px solid }
.columns { columns: 2; column-gap: 10mm }
h2 { font-size: 18pt; line-height: 1.3; margin: 4mm 0 }
p { margin: 0; text-indent: 2em; text-align: justify }
</style>
<h1>南江日报</h1><div class="issue">2022年3月5日　星期六</div>
<div class="columns">
<h2>张志远到南江高新区调研新材料产业</h2>
<p>南江日报讯（记者/王小明 通讯员/李大为）3月4日，市长张志远到南江高新区调研新材料产业发展情况，走访了三家重点企业。\
他先后来到宏远新材料有限公司、天成轨道装备股份有限公司的车间，仔细了解企业生产经营情况，询问企业在用工、融资、市场开拓方面\
遇到的困难。</p>
<p>他强调，要抓好项目建设，推动产业集群发展。高新区要优化营商环境，为企业提供贴心服务，让企业安心生产、放心投资。</p>
<h2>北山县举行春茶开采节</h2>
<p>南江日报讯（记者/陈静）昨日，北山县举行春茶开采节，来自各地的二百多名客商参加。北山县现有茶园十二万亩，去年茶叶产业综合\
产值达到十八亿元，带动三万多名农民就业。</p>
<p>活动现场，五家企业与当地合作社签订了采购协议。县农业农村局负责人介绍，今年将新建三个标准化加工厂，延长产业链条。</p>
</div>
"""


@pytest.fixture(scope="session")
def printed(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with page.pdf, page.png, page.jpg and scan.pdf, which is the picture in a PDF."""
    image = pytest.importorskip("PIL.Image", reason="pillow is not installed")
    folder = tmp_path_factory.mktemp("printed")
    page = browser.new_page(viewport={"width": 794, "height": 600}, device_scale_factor=2)
    page.set_content(PAGE)
    page.pdf(path=str(folder / "page.pdf"), prefer_css_page_size=True)
    page.screenshot(path=str(folder / "page.png"), full_page=True)
    page.close()
    picture = image.open(folder / "page.png").convert("RGB")
    picture.save(folder / "page.jpg", quality=90)
    picture.save(folder / "scan.pdf", resolution=144)
    return folder
