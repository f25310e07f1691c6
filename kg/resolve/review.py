"""Pairs that no score could decide, what a person should see of them, and the line that keeps the decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OutputError
from kg.model import Graph, Merge, Statement
from kg.resolve.judgements import HEADER
from kg.resolve.lookup import mentions

#: Sentences shown of each side.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One of two names: how judgements.tsv calls it, its type, and sentences that use it, with their pages."""

    reference: str
    type: str
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Are these two one thing?"""

    left: Side
    right: Side
    score: float
    reason: str

    def line(self, verdict: str) -> str:
        """The row of judgements.tsv that says so."""
        cells = (verdict, self.left.type, self.left.reference, self.right.reference, self.reason)
        return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def questions(graph: Graph) -> Iterator[Question]:
    """The unsure pairs whose two are still two, the likeliest first."""
    unsure = [m for m in graph.merges if m.verdict == "unsure"]
    for merge in sorted(unsure, key=lambda m: (-m.score, m.left, m.right)):
        if graph.canonical.get(merge.left) != graph.canonical.get(merge.right):
            yield _question(graph, merge)


def _question(graph: Graph, merge: Merge) -> Question:
    left, right = (mentions(graph, [local]) for local in (merge.left, merge.right))
    same_name = left[0].subject_name == right[0].subject_name
    sides = [Side(_reference(graph, ms, same_name), ms[0].subject_type, _evidence(ms)) for ms in (left, right)]
    return Question(sides[0], sides[1], merge.score, merge.reason)


def _reference(graph: Graph, said: Sequence[Statement], same_name: bool) -> str:
    """The name, and where both have it, the body of a post or the article behind an @."""
    name = " ".join(said[0].subject_name.split())
    if not same_name:
        return name
    posts = (s.object_name for s in graph.statements if s.predicate == "holdsPost" and s.subject == said[0].subject)
    return f"{name}@{min(posts, default=said[0].article)}"


def _evidence(said: Sequence[Statement]) -> tuple[tuple[str, str], ...]:
    seen = {s.sentence: s.page for s in reversed(said)}
    return tuple((page, sentence) for sentence, page in list(reversed(seen.items()))[:SHOWN])


def append(path: Path, line: str) -> None:
    """Add a line to judgements.tsv, and its head where there is no file.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        old = path.read_text(encoding="utf-8") if path.is_file() else "\t".join(HEADER) + "\n"
        _replace(path, old if old.endswith("\n") else old + "\n", line)
    except OSError as error:
        raise _unwritable(path, error) from error


def take_back(path: Path, line: str) -> None:
    """Remove the line that append added last.

    Raises:
        OutputError: the file cannot be written, or does not end in that line any more.
    """
    try:
        old = path.read_text(encoding="utf-8")
        if not old.endswith(line):
            raise OutputError("has changed since", where=str(path), advice="edit it by hand")
        _replace(path, old.removesuffix(line), "")
    except OSError as error:
        raise _unwritable(path, error) from error


def _replace(path: Path, old: str, line: str) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(old + line, encoding="utf-8")
    Path(temporary).replace(path)


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"cannot be written ({error.strerror})", where=str(path), advice="name another with --ontology")
