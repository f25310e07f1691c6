"""Sums of money as numbers."""

from decimal import Decimal

import pytest

from kg.export.amounts import read_amount


@pytest.mark.parametrize(
    ("text", "number", "currency"),
    [
        ("20亿元", "2000000000", "CNY"),
        ("3.2亿元", "320000000", "CNY"),
        ("600余万元", "6000000", "CNY"),
        ("1.5亿美元", "150000000", "USD"),
        ("5000元", "5000", "CNY"),
    ],
)
def test_a_sum_is_a_number_with_a_currency(text, number, currency):
    assert read_amount(text) == (Decimal(number), currency)


@pytest.mark.parametrize("text", ["战略合作协议", "20家", "亿元", "1.2.3亿元", ""])
def test_what_is_no_sum_is_none(text):
    assert read_amount(text) is None
