"""A page as a browser prints it, as a scanner sees it, and what can be wrong with either."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.model import Page, Source
from kg.read.formats import picture
from kg.read.formats.registry import FORMATS
from kg.read.page import read_page
from kg.settings import Settings

LEAD = "3月4日，市长张志远到南江高新区调研新材料产业发展情况，走访了三家重点企业。"
ACROSS = "高新区要优化营商环境，为企业提供贴心服务，让企业安心生产、放心投资。"
SECOND = "昨日，北山县举行春茶开采节，来自各地的二百多名客商参加。"


def told(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    return [(article.headline, article.authors) for article in page.articles]


def sentences(page: Page, article: int) -> list[str]:
    return [page.text[s.start : s.end] for s in page.articles[article].sentences if s.kind == "body"]


def squeezed(text: str) -> str:
    return "".join(text.split())


def holds_the_page(page: Page) -> None:
    assert told(page) == [
        ("张志远到南江高新区调研新材料产业", ("王小明", "李大为")),
        ("北山县举行春茶开采节", ("陈静",)),
    ]
    assert sentences(page, 0)[0] == LEAD
    assert sentences(page, 0)[-1] == ACROSS
    assert sentences(page, 1)[0] == SECOND
    assert (page.source.date, page.source.publication) == ("2022-03-05", "南江日报")
    assert page.articles[1].sentences[-1].kind == "body"


def test_a_pdf_of_two_columns_is_read_in_order(printed: Path) -> None:
    holds_the_page(read_page(printed / "page.pdf", Source("p"), Settings()))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["page.png", "page.jpg", "scan.pdf"])
def test_pictures_of_the_page_are_read_by_text_recognition(printed: Path, name: str) -> None:
    pytest.importorskip("rapidocr", reason="text recognition is not installed")
    holds_the_page(read_page(printed / name, Source("p"), Settings()))


def skewed(picture: Any) -> Any:
    return picture.rotate(2, expand=True, fillcolor="white", resample=3)


def noisy(picture: Any) -> Any:
    numpy = pytest.importorskip("numpy")
    random = numpy.random.default_rng(0)
    dots = numpy.asarray(picture) + random.normal(0, 25, numpy.asarray(picture).shape)
    dots[random.random(dots.shape[:2]) < 0.004] = 0
    return pytest.importorskip("PIL.Image").fromarray(dots.clip(0, 255).astype("uint8"))


def small(picture: Any) -> Any:
    return picture.resize((picture.width // 2, picture.height // 2), 1)


def grey(picture: Any) -> Any:
    paper = pytest.importorskip("PIL.Image").new("RGB", picture.size, (150, 140, 110))
    return pytest.importorskip("PIL.Image").blend(picture, paper, 0.5).convert("L")


def on_its_side(picture: Any) -> Any:
    return picture.rotate(90, expand=True)


def on_its_head(picture: Any) -> Any:
    return picture.rotate(180)


@pytest.mark.slow
@pytest.mark.parametrize("spoilt", [skewed, noisy, small, grey, on_its_side, on_its_head])
def test_pictures_as_scanners_and_telephones_make_them(
    printed: Path, tmp_path: Path, spoilt: Callable[[Any], Any]
) -> None:
    pytest.importorskip("rapidocr", reason="text recognition is not installed")
    spoilt(pytest.importorskip("PIL.Image").open(printed / "page.jpg")).save(tmp_path / "page.png")
    holds_the_page(read_page(tmp_path / "page.png", Source("p"), Settings()))


@pytest.mark.slow
def test_a_scan_of_several_pages_is_read_page_by_page(printed: Path, tmp_path: Path) -> None:
    pytest.importorskip("rapidocr", reason="text recognition is not installed")
    sheet = pytest.importorskip("PIL.Image").open(printed / "page.jpg")
    halves = [sheet.crop((0, y, sheet.width, y + sheet.height // 2)) for y in (0, sheet.height // 2)]
    halves[0].save(tmp_path / "scan.pdf", save_all=True, append_images=[sheet], resolution=144)
    page = read_page(tmp_path / "scan.pdf", Source("p"), Settings())
    assert squeezed(page.raw).count("南江日报讯（记者/王小明通讯员/李大为）") == 2
    assert squeezed(page.raw).count("今年将新建三个标准化加工厂，延长产业链条。") == 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_turned_to_be_shown_is_read_as_shown(turn: int) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed")
    fonts = pytest.importorskip("reportlab.pdfbase.cidfonts")
    pytest.importorskip("reportlab.pdfbase.pdfmetrics").registerFont(fonts.UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=(595, 842))
    sheet.translate(*{0: (0, 0), 90: (595, 0), 180: (595, 842), 270: (0, 842)}[turn])
    sheet.rotate(turn)
    sheet.setPageRotation(turn)
    sheet.setFont("STSong-Light", 12)
    left, right = ("南江日报讯（记者/陈静）昨日，", "南江市举行春茶节，客商参加。"), ("活动现场，企业签订协议。",)
    for x, lines in ((50, left), (320, right)):
        for i, line in enumerate(lines):
            sheet.drawString(x, 400 - 18 * i, line)
    sheet.save()
    assert FORMATS[".pdf"](buffer.getvalue(), "p", 1000).text.split() == [*left, *right]


def test_without_text_recognition_a_scan_is_left_out_with_advice(
    printed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise ImportError("rapidocr")

    monkeypatch.setattr(picture, "_loaded", missing)
    for name in ("page.png", "scan.pdf"):
        with pytest.raises(InputError, match=r"zhuzhou-kg\[ocr\]"):
            read_page(printed / name, Source("p"), Settings())


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif"])
@pytest.mark.parametrize(("data", "problem"), [(b"", "is empty"), (b"\x89PNG\r\n\x1a\n12", "no readable picture")])
def test_broken_pictures_are_input_errors(suffix: str, data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        FORMATS[suffix](data, "p", 1000)


def test_a_picture_of_too_many_dots_is_left_out_undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    image = pytest.importorskip("PIL.Image", reason="pillow is not installed")
    monkeypatch.setattr(picture, "MOST_DOTS", 99)
    buffer = io.BytesIO()
    image.new("RGB", (10, 10)).save(buffer, "PNG")
    with pytest.raises(InputError, match="10 x 10 dots"):
        FORMATS[".png"](buffer.getvalue(), "p", 1000)


def test_an_encrypted_pdf_is_left_out() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed")
    locked = pytest.importorskip("reportlab.lib.pdfencrypt").StandardEncryption("secret")
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, encrypt=locked)
    sheet.drawString(100, 100, "text")
    sheet.save()
    with pytest.raises(InputError, match="password"):
        FORMATS[".pdf"](buffer.getvalue(), "p", 1000)


def test_a_pdf_cut_off_is_left_out(printed: Path) -> None:
    data = (printed / "page.pdf").read_bytes()
    with pytest.raises(InputError, match="no readable PDF"):
        FORMATS[".pdf"](data[: len(data) // 9], "p", 1000)
