"""A folder of bad files and one good page: each is named, nothing is written outside of the out folder."""

import io
import zipfile
from pathlib import Path

import pytest

from kg.pipeline import build
from kg.settings import Settings

GOOD = "## 市长到企业调研\n\n株洲日报讯（记者/王小明）3月4日，市长张志远到中车株洲所调研。\n"
#: Characters that no page prints: a NUL, half of a surrogate pair as sloppy programs write it, marks of direction.
STRANGE = "南江\x00市\u202e政府".encode() + b"\xed\xa0\x80" + "昨日开会，客商参加。".encode() * 9


def zipped(names: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in names.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def locked_pdf() -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed")
    buffer = io.BytesIO()
    lock = pytest.importorskip("reportlab.lib.pdfencrypt").StandardEncryption("secret")
    sheet = canvas.Canvas(buffer, encrypt=lock)
    sheet.drawString(100, 100, "text")
    sheet.save()
    return buffer.getvalue()


def test_what_cannot_be_read_is_named_and_left_out(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    bad = {
        "locked.pdf": locked_pdf(),
        "broken.pdf": b"%PDF-1.7 no more",
        "nothing.png": b"",
        "blank.txt": b"",
        "climbs.zip": zipped({"../../climbed.txt": GOOD}),
        "bomb.zip": zipped({f"{i}.txt": "0" * 9_000_000 for i in range(9)}),
    }
    for name, data in bad.items():
        (pages / name).write_bytes(data)
    with (pages / "endless.txt").open("wb") as file:
        file.truncate(200_000_000)  # one line, and no place on the disk
    (pages / "good.txt").write_text(GOOD, encoding="utf-8")
    (pages / "strange.txt").write_bytes(STRANGE)
    before = set(tmp_path.rglob("*"))

    settings = Settings(city="株洲", use_model=False, max_unpacked_bytes=50_000_000)
    graph, report = build([pages], tmp_path / "out", settings)

    assert sorted(page.id for page in graph.pages) == ["good", "strange"]
    named = [f"{file}: {problem}" for file, problem in report.left_out]
    for name, problem in {
        "locked.pdf": "password",
        "broken.pdf": "no readable PDF",
        "nothing.png": "empty",
        "blank.txt": "empty",
        "climbs.zip/../../climbed.txt": "leads out of its archive",
        "bomb.zip": "unpacks to 81000000 bytes",
        "endless.txt": "has 200000000 bytes",
    }.items():
        assert any(line.startswith(f"{name}: ") and problem in line for line in named), (name, named)
    assert len(report.left_out) == len(bad) + 1
    strange = next(page for page in graph.pages if page.id == "strange")
    assert any(d.reason == "unprintable characters" and "U+202E 1" in d.text for d in strange.dropped)
    made = set(tmp_path.rglob("*")) - before
    assert all(path == tmp_path / "out" or (tmp_path / "out") in path.parents for path in made)
    assert not list(tmp_path.parent.glob("climbed*"))
