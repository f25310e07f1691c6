"""What a reader may type for a character: its pinyin readings, and the traditional forms that stand for it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

_CJK = range(0x4E00, 0xA000)


def characters(names: Iterable[str]) -> list[str]:
    """The Chinese characters that the names are written with, sorted."""
    return sorted(c for c in set("".join(names)) if ord(c) in _CJK)


def readings(chars: Iterable[str]) -> dict[str, str]:
    """Toneless reading -> the characters that are read so, sorted; lü can be typed lv and lu.

    They are those of a file: pypinyin, from which it was made, loads all phrases to tell one character's.
    """
    wanted = frozenset(chars)
    rows = files("kg.export.viewer").joinpath("assets", "readings.tsv").read_text(encoding="utf-8").splitlines()
    found = ((reading, wanted & set(some)) for reading, some in (row.split("\t") for row in rows if row[0] != "#"))
    return {reading: "".join(sorted(some)) for reading, some in found if some}


def foldings(chars: Iterable[str]) -> str:
    """Each traditional character that folds to one of ``chars``, and that one after it."""
    wanted = frozenset(chars)
    return "".join(t + s for t, s in _simplified() if s in wanted)


@lru_cache(maxsize=1)
def _simplified() -> tuple[tuple[str, str], ...]:
    """Every character that OpenCC simplifies, taken one by one, so that no phrase rule applies."""
    from opencc import OpenCC

    every = [chr(c) for c in _CJK]
    simple = OpenCC("t2s").convert("\n".join(every)).split("\n")
    return tuple((t, s) for t, s in zip(every, simple, strict=True) if t != s and len(s) == 1)
