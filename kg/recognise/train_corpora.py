"""Reads the corpora and word lists that the tagger is trained on; their folder is described in docs/model-card.md."""

from __future__ import annotations

import csv
import json
import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from kg.errors import InputError

#: Types of CLUENER2020, in the order of the labels.
CLUENER = (
    "address",
    "book",
    "company",
    "game",
    "government",
    "movie",
    "name",
    "organization",
    "position",
    "scene",
)
#: What the press sentences mark besides, and CLUENER does not.
PRESS = ("event", "product", "zone")
TYPES = CLUENER + PRESS
#: Letter of a mark in the press sentences -> type; a letter that is not here marks what is no type of the tagger.
MARKED = {
    "A": "",
    "B": "book",
    "C": "company",
    "E": "event",
    "G": "government",
    "H": "",
    "K": "zone",
    "L": "address",
    "N": "name",
    "O": "organization",
    "P": "product",
    "S": "scene",
    "T": "position",
    "U": "",
}
#: Types of MSRA that are types of the tagger.
_PLAIN = {"PER": "name", "LOC": "address"}
#: What names are made of that MSRA does not mark: works, products, events, scenes, posts.
_UNMARKED = re.compile(
    "[《“0-9A-Za-z０-９会展赛节奖馆宫厂店牌型号机]|公司|集团|主席|总理|部长|书记|市长|主任|院士|教授|代表|记者"
)
_MARK = re.compile(r"\[([^\[\]|]+)\|([A-Z])\]")
#: Ends of names of divisions, the longest first; what is left without is a name too if it has two characters.
RANKS = ("特别行政区", "自治区", "街道", "省", "市", "区", "县", "镇", "乡")
#: Part of speech in jieba's dictionary -> class of words; any other is x.
SPEECH = {
    "nr": "nr",
    "nrfg": "nr",
    "nrt": "nr",
    "ns": "ns",
    "nt": "nt",
    "nz": "nz",
    "n": "n",
    "v": "v",
    "vn": "v",
    "vd": "v",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and its names: half-open span and type; and what it is from, one of ``model_net.STYLES``."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    style: str = "cluener"


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            for line in file:
                yield line.rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", where=str(path), advice="--data names the folder") from error


def cluener(path: Path) -> list[Example]:
    """CLUENER2020: one JSON object a line, with inclusive offsets."""
    examples = []
    for line in _lines(path):
        row = json.loads(line)
        found = [
            (start, end + 1, type_)
            for type_, names in row["label"].items()
            for places in names.values()
            for start, end in places
        ]
        examples.append(Example(row["text"], tuple(sorted(found))))
    return examples


def press(path: Path) -> list[Example]:
    """Sentences in the style of a city's paper, names marked as in ``[某某集团|C]``; lines after # are comments.

    Raises:
        InputError: the file cannot be read, or a mark is malformed or of an unknown letter.
    """
    lines = enumerate(_lines(path), start=1)
    return [_marked(line, f"{path}:{number}") for number, line in lines if line and not line.startswith("#")]


def _marked(line: str, where: str) -> Example:
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        at = mark.end()
        name, letter = mark.groups()
        if letter not in MARKED:
            raise InputError(f"no type has the letter {letter}", where=where, advice=f"one of {''.join(MARKED)}")
        if MARKED[letter]:
            spans.append((len(text), len(text) + len(name), MARKED[letter]))
        text += name
    text += line[at:]
    if set("[]|") & set(text):
        raise InputError("a mark is not closed", where=where, advice="write [name|letter]")
    return Example(text, tuple(spans), "press")


def tagged(path: Path) -> Iterator[Example]:
    """A character and its tag a line (BIO or BMES), blank lines between sentences."""
    rows = (line.split() for line in _lines(path))
    for filled, group in groupby(rows, key=bool):
        if filled:
            pairs = [(row[0] if len(row) == 2 else " ", row[-1]) for row in group]
            yield Example("".join(c[0] for c, _ in pairs), tuple(_spans([tag for _, tag in pairs])))


def _spans(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for end in range(1, len(tags) + 1):
        if end == len(tags) or tags[end][0] in "OBS" or tags[end][2:] != tags[start][2:]:
            if tags[start] != "O":
                yield start, end, tags[start][2:]
            start = end


def plain_news(path: Path) -> Iterator[Example]:
    """Sentences of MSRA's news that name people and places alone, as a paper's: what looks like other names.

    The press sentences are thick with companies; who learns from them alone sees companies in every turn of speech.
    Sentences with an organisation are left out, whose kind MSRA does not say, and those in which a name may stand of a
    type that it does not mark.
    """
    for example in tagged(path):
        types = {type_ for _, _, type_ in example.spans}
        if types <= _PLAIN.keys() and len(example.text) > 1 and not _UNMARKED.search(example.text):
            spans = tuple((start, end, _PLAIN[type_]) for start, end, type_ in example.spans)
            yield Example(example.text, spans, "press")


def finance(folder: Path) -> list[tuple[str, str, str]]:
    """FinRE: (head, tail, sentence)."""
    rows = (line.split("\t") for name in ("train", "valid", "test") for line in _lines(folder / f"{name}.txt"))
    return [(row[0], row[1], row[3].replace(" ", "")) for row in rows if len(row) == 4]


def reports(path: Path) -> Iterator[str]:
    """The texts of the government reports."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)["text"]


def word_classes(data: Path) -> dict[str, set[str]]:
    """The classes of words that the tagger knows beforehand, by name."""
    classes = {
        "company": {line for line in _lines(data / "lexicon/company_short_28w.txt") if " " not in line},
        "finance": {name for row in finance(data / "finre") for name in row[:2]},
        "place": set(_places(data / "lexicon/THUOCL_diming.txt")),
        "division": set(_divisions(data / "divisions")),
        "profession": set(_lines(data / "lexicon/professions.txt")),
    }
    classes |= _by_type("msra", tagged(data / "msra/train.bio.txt"), ("PER", "LOC", "ORG"))
    classes |= _by_type("resume", tagged(data / "resume_ner/train.char.bmes"), ("ORG", "TITLE"))
    return classes | _general()


def _places(path: Path) -> Iterator[str]:
    rows = (line.split() for line in _lines(path))
    return (row[0] for row in rows if len(row) == 2)


def _divisions(folder: Path) -> Iterator[str]:
    for name in ("provinces", "cities", "areas", "streets"):
        for row in csv.DictReader(_lines(folder / f"{name}.csv")):
            yield row["name"]
            rank = next((r for r in RANKS if row["name"].endswith(r)), "")
            if rank and len(row["name"]) - len(rank) >= 2:
                yield row["name"].removesuffix(rank)


def _by_type(prefix: str, examples: Iterable[Example], types: tuple[str, ...]) -> dict[str, set[str]]:
    words: dict[str, set[str]] = {f"{prefix}:{type_}": set() for type_ in types}
    for example in examples:
        for start, end, type_ in example.spans:
            if type_ in types:
                words[f"{prefix}:{type_}"].add(example.text[start:end])
    return words


def _general() -> dict[str, set[str]]:
    """The words of jieba's dictionary by part of speech."""
    import jieba  # type: ignore[import-untyped,unused-ignore]  # ships no type information

    words: dict[str, set[str]] = defaultdict(set)
    for line in _lines(Path(jieba.__file__).parent / "dict.txt"):
        word, _, speech = line.split(" ")
        words["jieba:" + SPEECH.get(speech, "x")].add(word)
    return dict(sorted(words.items()))


def names_of(examples: Iterable[Example]) -> dict[str, set[str]]:
    """The names that the examples have, by type, as classes of words."""
    return _by_type("name", examples, TYPES)
