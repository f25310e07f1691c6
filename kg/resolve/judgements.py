"""People's decisions about entities: read from a text file, replayed at every build, above every score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.errors import OntologyError
from kg.resolve.naming import Naming, fold
from kg.resolve.node import Node

#: What a line may decide.
VERDICTS = ("same", "different", "not-an-entity", "preferred-name", "type")
HEADER = ("verdict", "type", "left", "right", "note")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A line of judgements.tsv.

    Attributes:
        verdict: one of VERDICTS.
        type: class name of the thing, or of both.
        left, right: a name; where several things bear it, ``name@context``: a body at which the person holds a post, a
            city, an article or a page. For preferred-name and type, ``right`` is the name or class to take.
        line: number of the line in the file, from 1.
    """

    verdict: str
    type: str
    left: str
    right: str
    note: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"line {self.line}: {self.verdict} {self.type} {self.left} {self.right}".rstrip()


def load_judgements(path: Path, types: Iterable[str]) -> tuple[Judgement, ...]:
    """The lines of the file, in order; none where there is no file.

    Raises:
        OntologyError: a line has an unknown verdict or class, or lacks a name.
    """
    if not path.is_file():
        return ()
    known = set(types)
    judgements = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#") or line.split("\t")[0] == HEADER[0]:
            continue
        verdict, type_, left, right, note = [*(cell.strip() for cell in line.split("\t")), "", "", "", "", ""][:5]
        judgement = Judgement(verdict, type_, left, right, note, number)
        if problem := _problem(judgement, known):
            raise OntologyError(problem, where=f"{path}, line {number}", advice="its head comment names the fields")
        judgements.append(judgement)
    return tuple(judgements)


def _problem(judgement: Judgement, types: set[str]) -> str:
    if judgement.verdict not in VERDICTS:
        return f"no such verdict: {judgement.verdict}"
    if judgement.type not in types:
        return f"no such type: {judgement.type}"
    if not judgement.left or (judgement.verdict != "not-an-entity" and not judgement.right):
        return "a name is missing"
    if judgement.verdict == "type" and judgement.right not in types:
        return f"no such type: {judgement.right}"
    return ""


class References:
    """Finds the nodes that a judgement's names mean."""

    def __init__(self, nodes: Iterable[Node], naming: Naming, posts: Mapping[str, Mapping[str, str]]) -> None:
        self._naming = naming
        self._posts = posts
        self._nodes = nodes

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[Node]]:
        index: dict[tuple[str, str], list[Node]] = {}
        for node in self._nodes:
            index.setdefault((node.family, node.folded), []).append(node)
        return index

    def find(self, type_: str, reference: str) -> list[Node]:
        """The nodes that ``name`` or ``name@context`` means, by id."""
        name, _, context = reference.partition("@")
        found = self._by_name.get((self._naming.family_of(type_), fold(name)), [])
        return [n for n in found if not context or fold(context) in map(fold, self.contexts(n))]

    def contexts(self, node: Node) -> set[str]:
        """What may stand behind the @ for this node."""
        return {*node.pages, *node.homes, node.core.scope, node.article, *self._posts.get(node.id, {}).values()} - {""}
