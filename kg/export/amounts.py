"""Sums of money as texts print them: 20亿元, 1.5亿美元, 600余万元."""

from __future__ import annotations

import re
from decimal import Decimal

_AMOUNT = re.compile(
    r"(?P<number>[0-9.]*[0-9])[余多]?(?P<scale>[十百千万亿]*)[余多]?"
    r"(?P<unit>元|人民币|美元|欧元|港元|港币)"
)
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
#: Printed unit -> its code (ISO 4217).
CURRENCIES = {"元": "CNY", "人民币": "CNY", "美元": "USD", "欧元": "EUR", "港元": "HKD", "港币": "HKD"}


def read_amount(text: str) -> tuple[Decimal, str] | None:
    """The sum and its currency's code (ISO 4217), or None where the text is no sum."""
    found = _AMOUNT.fullmatch(text)
    if not found or found["number"].count(".") > 1:
        return None
    number = Decimal(found["number"])
    for scale in found["scale"]:
        number *= _SCALES[scale]
    return number.normalize(), CURRENCIES[found["unit"]]
