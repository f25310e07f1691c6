"""Packing a text for a page and back."""

from __future__ import annotations

import base64
import zlib

from hypothesis import given
from hypothesis import strategies as st

from kg.export.viewer.packing import packed
from tests.export.unpacking import unpacked


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_a_text_comes_back_and_stands_in_a_page_as_it_is(text: str) -> None:
    there = packed(text)
    assert unpacked(there) == text
    assert not set(there) & set("\0\r<")
    assert all(len(c.encode()) <= 2 for c in there)


def test_more_characters_than_two_bytes_with_few_leads_can_tell() -> None:
    many = "".join(chr(c) for c in range(1, 0xD800)) + "的" * 300
    assert unpacked(packed(many)) == many


def test_chinese_text_is_a_third_smaller_than_deflated_in_base_64() -> None:
    text = "".join(chr(0x4E00 + (i * i * 7919 + i * 31) % 1500) for i in range(12_000))
    plain = base64.b64encode(zlib.compress(text.encode(), 9))
    assert len(packed(text).encode()) < 0.67 * len(plain)
    assert packed(text) == packed(text)
