"""Bytes of all kinds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Page, Source
from kg.read.decode import decode, printable, unprintable
from kg.read.page import page_of, read_page
from kg.settings import Settings

TEXT = "南江日报讯（记者/王小明） 3月4日，市长张志远到南江经济开发区调研制造业发展情况。\n他强调，要抓好项目建设。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_encodings_are_told_apart(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "p") == TEXT


def test_big5_is_read() -> None:
    text = "南江日報訊（記者/王小明）市長張志遠到經濟開發區調研製造業發展情況，他強調，要抓好項目建設。"
    assert decode(text.encode("big5"), "p") == text


@pytest.mark.parametrize("data", [b"", b" \n\n", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, b"\x00" * 5000])
def test_what_is_no_text_is_an_input_error(data: bytes) -> None:
    with pytest.raises(InputError, match="p: is "):
        decode(data, "p")


def read(raw: str) -> Page:
    return page_of(raw, Source("p"), Settings())


def test_characters_that_no_page_prints_part_nothing_and_are_reported() -> None:
    text = "市长到企业调研，强调要抓好项目建设。" * 40
    page = read(f"南江\x00日报\u202e讯，用上Wi\u200bFi。{text}")
    assert page.text.startswith("南江日报讯，用上WiFi。")
    assert page.raw.startswith("南江\u200b日报\u200b讯，")
    assert [d.text for d in page.dropped if d.reason == "unprintable characters"] == ["U+0000 1, U+202E 1"]


def test_half_characters_are_shown_as_unknown_and_reported() -> None:
    page = read("市长到企\ud800业调研，强调要抓好项目建设。")
    assert page.text == "市长到企\ufffd业调研，强调要抓好项目建设。"
    assert [d.text for d in page.dropped] == ["U+FFFD 1"]


def test_radicals_that_fonts_tell_are_the_characters() -> None:
    assert read("⾼新区市⻓⽇前调研⻋间。").text == "高新区市长日前调研车间。"


@pytest.mark.parametrize("damage", [b"\xed\xa0\x80", b"\xff", b"\xe5\x8d"])
def test_a_few_damaged_bytes_do_not_lose_the_page(damage: bytes) -> None:
    text = "市长到企业调研，强调要抓好项目建设。" * 20
    assert decode(text.encode() + damage + text.encode(), "p").replace("\ufffd", "") == text * 2


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_an_input_error(data: bytes) -> None:
    try:
        text = decode(data, "p")
    except InputError:
        return
    assert text.strip()
    assert not unprintable(printable(text)).strip("U+FD0123456789 ")


def test_a_file_beyond_the_limit_is_left_out_unread(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_bytes(b"a" * 2000)
    with pytest.raises(InputError, match="more than 1000"):
        read_page(file, Source("long"), Settings(max_page_bytes=1000))


def test_one_endless_line_is_read(tmp_path: Path) -> None:
    file = tmp_path / "line.txt"
    file.write_text("市长到企业调研，强调要抓好项目建设。" * 20_000, encoding="utf-8")
    assert len(read_page(file, Source("line"), Settings()).articles) == 1


def test_halves_of_pairs_are_put_together_and_a_lone_one_is_unknown() -> None:
    data = "昨日开会𠮷".encode() + b"\xed\xa1\x82\xed\xbe\xb7" + "。客商".encode() + b"\xed\xa0\x80"
    assert decode(data, "p") == "昨日开会𠮷𠮷。客商\ufffd"
