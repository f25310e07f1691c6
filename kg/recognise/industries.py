"""What counts as the name of an industry: a vocabulary, endings, and a list of words too general."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology import Ontology
from kg.recognise.wordlists import Wordlists, any_of

#: Best ending first; 集群 alone is written 产业集群.
ENDINGS = ("产业集群", "产业链", "产业")
_HAN = re.compile(r"[A-Za-z0-9+一-龥()/]{2,16}$")
#: What is inside no industry's name.
_ALIEN = re.compile("完整$|产业|企业|集群|协会|园区|公司|基地|[的了等]|[^石转林煤盐日氟]化$")

#: What may stand behind an industry's name.
_BEHIND = re.compile("(装备)?(?:(产业集群|产业链|集群|产业)|(?=[、,。;等获入成完]))")


class Industries:
    """The vocabulary of industries.

    Raises:
        OntologyError: ``names/industries.tsv`` is missing or has no column ``name``.
    """

    def __init__(self, ontology: Ontology, lists: Wordlists) -> None:
        self._names = read_names(ontology.folder, "industries")
        generic = any_of(lists["generic"])
        self._generic = re.compile(f"(?:{generic})+(?:产业|集群|产业链)?$")
        self._heads = re.compile(f".*{any_of(lists['heads'])}$")

    def knows(self, name: str) -> bool:
        """Whether the vocabulary has it, as it stands or without 先进, 高端 or 现代."""
        return name in self._names or re.sub("^(?:先进|高端|现代|新型|绿色)", "", name) in self._names

    def is_general(self, name: str) -> bool:
        """Whether it says nothing of its own: 战略性新兴, 先进制造业."""
        return bool(self._generic.match(name)) and name not in self._names

    def has_form(self, name: str) -> bool:
        """Whether it is written as an industry is: in the vocabulary, or ending as one."""
        return self.knows(name) or (
            bool(_HAN.match(name)) and not self.is_general(name) and bool(self._heads.match(name))
        )

    def may_be(self, name: str) -> bool:
        """Whether it can be one where the text says plainly that it is."""
        return bool(_HAN.match(name)) and (self.knows(name) or not (_ALIEN.search(name) or self.is_general(name)))


def base_of(name: str) -> str:
    """What forms of one industry share: without 先进 before, 装备 and the ending after."""
    core = re.sub("(?:产业集群|产业链|集群|产业)$", "", name)
    return re.sub("^先进", "", core).removesuffix("装备") or core


def fullest_form(base: str, text: str) -> str:
    """The name of the industry as ``text`` has it in its fullest form, with the best of its endings there."""
    forms = list(_forms(base, text))
    front = max((f[0] for f in forms), key=len, default="")
    back = max((f[1] for f in forms), key=len, default="")
    endings = {"产业集群" if f[2] == "集群" else f[2] for f in forms}
    ending = next((e for e in ENDINGS if e in endings), ENDINGS[-1])
    return front + base + back + ending


def _forms(base: str, text: str) -> Iterator[tuple[str, str, str]]:
    """What stands before and behind the industry, and its ending, wherever the text has it as a whole."""
    done, at = 0, text.find(base)
    while at >= 0:
        end = at + len(base)
        if found := _BEHIND.match(text, end):
            front = "先进" if at - 2 >= done and text.startswith("先进", at - 2) else ""
            yield front, found[1] or "", found[2] or ""
            done = found.end()
        at = text.find(base, max(done, at + 1))


def read_names(folder: Path, file: str) -> frozenset[str]:
    """The names in ``names/<file>.tsv`` of the ontology folder.

    Raises:
        OntologyError: the file is missing, or has no column ``name``.
    """
    path = folder / "names" / f"{file}.tsv"
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"cannot be read ({error})", where=str(path)) from error
    if names := _names(tuple(lines)):
        return names
    raise OntologyError("has no rows, or no column name", where=str(path))


@lru_cache(maxsize=8)
def _names(lines: Sequence[str]) -> frozenset[str]:
    """The column ``name`` of a table, once for all that ask for it; nothing where there is none."""
    head, *rows = [line.split("\t") for line in lines] or [[]]
    column = head.index("name") if "name" in head else len(head)
    return frozenset(row[column] for row in rows if column < len(row))
