"""What the reader knows of newspapers: names of publications, wordings of bylines, furniture, how characters join."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from kg.errors import OntologyError
from kg.read.joints import Joints
from kg.read.slips import Slips, dictionary_names

#: The folder of the ontology that this is read from.
FOLDER = "reading"


@dataclass(frozen=True)
class Lexicon:
    """The reader's data.

    Attributes:
        publications: an expression that matches the name of a publication in text without spaces.
        roles, credits, asides: expressions for 记者, 通讯员 …, for 摄, 供图 …, and for 发自上海 ….
        furniture: reason -> expression for whole lines of mastheads, footers and continuations.
        surnames: Chinese family names.
        notices: an expression for headings that begin an article without a byline.
    """

    folder: Path
    publications: str
    roles: str
    credits: str
    asides: str
    furniture: tuple[tuple[str, re.Pattern[str]], ...]
    surnames: frozenset[str]
    notices: re.Pattern[str]

    @cached_property
    def joints(self) -> Joints:
        """How well torn pieces fit, loaded when first wanted."""
        path = self.folder / "joints.tsv.xz"
        try:
            text = lzma.decompress(path.read_bytes()).decode("utf-8")
        except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
            raise OntologyError(f"cannot be read ({error})", where=str(path)) from error
        return Joints.parse(text)

    @cached_property
    def slips(self) -> Slips:
        """Slips of print that the dictionaries leave no doubt of, loaded when first wanted."""
        alike = (group for (group,) in _rows(self.folder / "slips.tsv", 1))
        return Slips(alike, dictionary_names(self.folder.parent / "dictionaries"))

    def is_name(self, token: str) -> bool:
        """Whether this may be a person's name: a family name and one or two characters more."""
        if not re.fullmatch(r"[\u3400-\u9fff·]{2,4}", token):
            return False
        given = len(token) - (2 if token[:2] in self.surnames else 1)
        return (token[:2] in self.surnames and 0 < given < 3) or (token[0] in self.surnames and len(token) < 4)


@lru_cache(maxsize=4)
def load_lexicon(folder: Path) -> Lexicon:
    """Read ``folder/reading``.

    Raises:
        OntologyError: a file of it is missing or malformed.
    """
    folder = folder / FOLDER
    bylines = list(_rows(folder / "bylines.tsv", 2))
    furniture: dict[str, list[str]] = {}
    for reason, pattern in _rows(folder / "furniture.tsv", 2):
        furniture.setdefault(reason, []).append(pattern)
    return Lexicon(
        folder,
        _either(pattern for (pattern,) in _rows(folder / "publications.tsv", 1)),
        _either(pattern for kind, pattern in bylines if kind == "role"),
        _either(pattern for kind, pattern in bylines if kind == "credit"),
        _either(pattern for kind, pattern in bylines if kind == "aside"),
        tuple((reason, re.compile("|".join(patterns))) for reason, patterns in furniture.items()),
        frozenset(name for (name,) in _rows(folder / "surnames.tsv", 1)),
        re.compile(_either(pattern for (pattern,) in _rows(folder / "notices.tsv", 1))),
    )


def _either(patterns: Iterator[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"


def _rows(path: Path, fields: int) -> Iterator[tuple[str, ...]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"cannot be read ({error})", where=str(path)) from error
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        row = tuple(line.split("\t"))
        if len(row) != fields:
            raise OntologyError(f"has {len(row)} fields, not {fields}", where=f"{path}:{number}")
        try:
            _ = row[-1].isalnum() or re.compile(row[-1])  # plain text is a pattern of itself
        except re.error as error:
            raise OntologyError(f"malformed pattern ({error})", where=f"{path}:{number}") from error
        yield row
