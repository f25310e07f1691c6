"""From the bytes of a text file to its characters."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from kg.errors import InputError

#: Marks at a file's beginning that name its encoding.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Controls and direction marks, which no page prints.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\x80-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Halves of surrogate pairs and noncharacters: what no file in a sound encoding holds.
UNSOUND = re.compile(r"[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: Of no width: they part nothing.
HIDDEN = re.compile(r"[\xad\u200b-\u200d\u2060-\u2064\ufeff]")
STRANGE = re.compile(f"{CONTROL.pattern}|{UNSOUND.pattern}|\ufffd")
NO_WIDTH, UNKNOWN = "\u200b", "\ufffd"
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
#: Radicals that look like characters, by Unicode's compatibility forms and its list of equivalent ideographs.
RADICAL = re.compile(r"[\u2e80-\u2fd5]")
SIMPLE = (
    "⺠民⺼肉⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)
RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    ord(SIMPLE[i]): SIMPLE[i + 1] for i in range(0, len(SIMPLE), 2)
}
#: Any of these: a page without them is read as it is.
ODD = re.compile(f"[{CONTROL.pattern[1:-1]}{UNSOUND.pattern[1:-1]}{HIDDEN.pattern[1:-1]}{RADICAL.pattern[1:-1]}\ufffd]")
#: A text in UTF-8 has so many characters sound for one that is damaged.
DAMAGE = 50
#: What Chinese text is made of, and what it says most; a wrong decoding has little of it.
PLAIN = re.compile(
    r"[\x09-\x0d\x20-\x7e\u00b7\u2010-\u2027\u2030-\u203b\u2160-\u217f\u2460-\u24ff\u25a0-\u25ff\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]"
)
OFTEN = re.compile(r"[的一是在和不了有我中国市年月日人大为上会工业发展、，。,]")
#: More controls than this share, and the file is no text; less plain characters than that, no Chinese text.
MOST_CONTROLS, LEAST_PLAIN = 0.01, 0.9
#: Characters that are looked at to tell an encoding.
SAMPLE = 20_000
ADVICE = "save it as UTF-8 text, or leave it out"


def decode(data: bytes, where: str) -> str:
    """The text of a file in UTF-8, UTF-16, UTF-32, GB18030 or Big5, with or without a mark.

    Bytes that stand for no character come as U+FFFD.

    Args:
        data: the file's bytes.
        where: the file's name, for errors.

    Raises:
        InputError: it is empty, or in no such encoding, or no text at all.
    """
    if not data.strip():
        raise InputError("is empty", where=where, advice="leave it out")
    text = _marked(data) or _utf8(data) or _damaged_utf8(data) or _utf16(data) or _double_byte(data)
    if text is None:
        raise InputError("is no text in a known encoding", where=where, advice=ADVICE)
    controls = len(CONTROL.findall(text[:SAMPLE]))
    if controls > MOST_CONTROLS * min(len(text), SAMPLE) + 2:
        raise InputError("is no text but binary data", where=where, advice=ADVICE)
    if not CONTROL.sub("", text).strip():
        raise InputError("is empty", where=where, advice="leave it out")
    return text


def printable(text: str) -> str:
    """Text of any file with what no page prints replaced one for one.

    Controls become U+200B, half characters U+FFFD, and radicals, which a PDF's fonts may tell for characters (⽇, ⻓),
    these characters.
    """
    text = UNSOUND.sub(UNKNOWN, CONTROL.sub(NO_WIDTH, text))
    return text.translate(RADICALS) if RADICAL.search(text) else text


def unprintable(text: str) -> str:
    """Which characters of a text no page prints, and how many of each (``U+202E 2, U+FFFD 1``); "" where none."""
    counts = Counter(UNSOUND.sub(UNKNOWN, "".join(STRANGE.findall(text))))
    return ", ".join(f"U+{ord(character):04X} {count}" for character, count in sorted(counts.items()))


def _marked(data: bytes) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return None


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(data) - error.start < 4 and error.start:  # the file ends within a character
            return data[: error.start].decode("utf-8")
        return None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with halves of surrogate pairs, as some programs write them, or with a few bytes that are none."""
    try:
        halves = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        return halves.decode("utf-16-le", "replace")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    sound = sum(map(len, BEYOND_ASCII.findall(text))) - (lost := text.count(UNKNOWN))
    return text if sound > DAMAGE * lost else None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: the one of the two that gives plain text."""
    if len(data) % 2:
        return None
    return _most_plain(data, ("utf-16-le", "utf-16-be"))


def _double_byte(data: bytes) -> str | None:
    return _most_plain(data, ("gb18030", "big5"))


def _most_plain(data: bytes, encodings: tuple[str, ...]) -> str | None:
    scores = {encoding: _plainness(data[:SAMPLE].decode(encoding, "replace")) for encoding in encodings}
    best = max(encodings, key=lambda encoding: scores[encoding])
    return data.decode(best, "replace") if scores[best] > LEAST_PLAIN else None


def _plainness(text: str) -> float:
    """Share of characters that Chinese text is made of, and a little for those that it has most of."""
    plain = len(PLAIN.findall(text)) / max(1, len(text))
    return plain - 0.2 * (len(text) > 40 and len(OFTEN.findall(text)) < 0.02 * len(text))
