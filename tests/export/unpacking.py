"""What kg.export.viewer.packing packed, undone as the page's script undoes it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

BARRED = (0, 13, 60)


def parts_of(page: str) -> list[str]:
    """The drawing library, the page's own script, its style and its data."""
    return unpacked(re.search(r'<script type="text/plain" id="packed">(.*?)</script>', page, re.S)[1]).split("\0")


def unpacked(packed: str) -> str:
    """The text that was packed."""
    sevens = [s for c in map(ord, packed) for s in ((c,) if c < 128 else (BARRED[(c - 256) >> 7], (c - 256) & 127))]
    bits = "".join(f"{s:07b}" for s in sevens)
    data = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))
    return _text(iter(zlib.decompress(data[4 : 4 + int.from_bytes(data[:4], "big")], -zlib.MAX_WBITS)))


def _text(codes: Iterator[int]) -> str:
    single = 256 - _number(codes)
    one, two = _run(codes), _run(codes)
    units = (one[c] if c < single else two[(c - single) * 256 + next(codes)] for c in codes)
    return b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le")


def _number(codes: Iterator[int]) -> int:
    number = 0
    for code in codes:
        number = number * 128 + (code & 127)
        if code < 128:
            break
    return number


def _run(codes: Iterator[int]) -> list[int]:
    run = [0]
    for _ in range(_number(codes)):
        run.append(run[-1] + _number(codes))
    return run[1:]
