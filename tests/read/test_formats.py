"""The same page in every form of input."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Source
from kg.read.formats.registry import FORMATS
from kg.read.page import read_page
from kg.settings import Settings

HEADLINE = "张志远到南江高新区调研新材料产业"
DATELINE = "南江日报讯（记者/王小明 通讯员/李大为）"
BODY = "3月4日，市长张志远到南江高新区调研新材料产业发展情况，走访了三家重点企业。"
MORE = "他强调，要抓好项目建设，推动产业集群发展。"


def html() -> bytes:
    head = "<html><head><title>x</title><style>p{}</style></head><body><nav>首页</nav>"
    return f"{head}<h2>{HEADLINE}</h2><p>{DATELINE}{BODY}</p><p>{MORE}</p></body></html>".encode()


def docx() -> bytes:
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>{HEADLINE}</w:t></w:r></w:p>'
    text = "".join(f"<w:p><w:r><w:t>{t}</w:t></w:r></w:p>" for t in (DATELINE + BODY, MORE))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        document = f'<w:document xmlns:w="{ns}"><w:body>{heading}{text}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return buffer.getvalue()


def wrapped(text: str, width: int = 16) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]


def alto() -> bytes:
    def block(text: str) -> str:
        lines = "".join(f'<TextLine><String CONTENT="{line}"/></TextLine>' for line in wrapped(text))
        return f"<TextBlock>{lines}</TextBlock>"

    blocks = "".join(map(block, (HEADLINE, DATELINE + BODY + MORE)))
    return f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>{blocks}</Layout></alto>'.encode()


def page_xml() -> bytes:
    def region(name: str, kind: str, text: str) -> str:
        lines = "".join(
            f"<TextLine><TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>" for line in wrapped(text)
        )
        return f'<TextRegion id="{name}" type="{kind}">{lines}</TextRegion>'

    order = '<ReadingOrder><OrderedGroup><RegionRefIndexed index="0" regionRef="b"/></OrderedGroup></ReadingOrder>'
    regions = region("a", "paragraph", DATELINE + BODY + MORE) + region("b", "heading", HEADLINE)
    return f"<PcGts><Page>{order}{regions}</Page></PcGts>".encode()


FORMS: list[tuple[str, Callable[[], bytes]]] = [
    ("p.html", html),
    ("p.docx", docx),
    ("alto.xml", alto),
    ("page.xml", page_xml),
]


@pytest.mark.parametrize(("name", "make"), FORMS, ids=[name for name, _ in FORMS])
def test_every_form_gives_the_same_article(name: str, make: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(make())
    page = read_page(tmp_path / name, Source("p", date="2022-03-05"), Settings())
    (article,) = page.articles
    assert article.headline == HEADLINE
    assert article.authors == ("王小明", "李大为")
    assert BODY in page.text
    assert MORE in page.text
    assert "首页" not in page.text


def test_a_pdf_is_read_column_by_column(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    metrics = pytest.importorskip("reportlab.pdfbase.pdfmetrics")
    fonts = pytest.importorskip("reportlab.pdfbase.cidfonts")
    metrics.registerFont(fonts.UnicodeCIDFont("STSong-Light"))
    sheet = canvas.Canvas(str(tmp_path / "p.pdf"))
    for left, text in (
        (50, DATELINE + BODY + MORE),
        (320, "本报讯（记者/陈静）" + "昨日，北山县举行茶叶节，来自各地的客商参加。"),
    ):
        sheet.setFont("STSong-Light", 12)
        for i, line in enumerate(wrapped(text)):
            sheet.drawString(left, 700 - 16 * i, line)
    sheet.save()
    page = read_page(tmp_path / "p.pdf", Source("p", date="2022-03-05"), Settings())
    assert BODY in page.text
    assert "昨日，北山县举行茶叶节，来自各地的客商参加。" in page.text


@pytest.mark.parametrize("suffix", [".docx", ".xml", ".pdf"])
@given(data=st.binary(max_size=200))
def test_broken_files_are_input_errors(suffix: str, data: bytes) -> None:
    with pytest.raises(InputError, match=r"^broken"):
        FORMATS[suffix](data, "broken", 1000)


def test_a_document_that_unpacks_past_the_limit_is_left_out() -> None:
    with pytest.raises(InputError, match="unpacks to"):
        FORMATS[".docx"](docx(), "p", 100)


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE alto [<!ENTITY a "b">]><alto>&a;</alto>'
    with pytest.raises(InputError, match="entities"):
        FORMATS[".xml"](bomb, "p", 1000)
