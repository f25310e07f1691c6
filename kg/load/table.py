"""The loaders' CSV as rows: property names and types as the headers say."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError

#: Fields of header columns without a name: what each becomes in a Row.
STRUCTURE = {":LABEL", ":TYPE", ":START_ID", ":END_ID"}
NODES, RELATIONSHIPS = "nodes.csv", "relationships.csv"
EVIDENCE_NODES, EVIDENCE_RELATIONSHIPS = "evidence_nodes.csv", "evidence_relationships.csv"
#: Relationship type of evidence -> labels at its ends; at those of any other stands Entity.
ENDS = {
    "ON_PAGE": ("Article", "Page"),
    "IN_ARTICLE": ("Sentence", "Article"),
    "MENTIONS": ("Sentence", "Entity"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A node (labels) or a relationship (start, end and one label, its type), and its properties.

    Attributes:
        properties: a list where the header says ``string[]``, a float where it says so; empty ones are left out. Each
            has an ``id``.
    """

    labels: tuple[str, ...]
    properties: dict[str, Any]
    start: str = ""
    end: str = ""

    @property
    def ends(self) -> tuple[str, str]:
        """Labels of the nodes at the start and the end of a relationship."""
        return ENDS.get(self.labels[0], ("Entity", "Entity"))


@dataclass(frozen=True, slots=True)
class Tables:
    """The csv folder of a build; ``evidence`` says whether sentences, articles and pages are asked for too.

    Every method raises InputError where a file is missing or none of ours.
    """

    folder: Path
    evidence: bool = False

    def nodes(self) -> Iterator[Row]:
        """The nodes to load."""
        yield from self._rows(NODES, EVIDENCE_NODES)

    def relationships(self) -> Iterator[Row]:
        """The relationships to load."""
        yield from self._rows(RELATIONSHIPS, EVIDENCE_RELATIONSHIPS)

    def count(self) -> int:
        """How many there are to load of both."""
        return sum(1 for rows in (self.nodes(), self.relationships()) for _ in rows)

    def node_ids(self) -> set[str]:
        """Ids of all nodes, evidence included whether it is asked for or not."""
        return {row.properties["id"] for row in Tables(self.folder, evidence=True).nodes()}

    def relationship_ids(self) -> set[str]:
        """Likewise of all relationships."""
        return {row.properties["id"] for row in Tables(self.folder, evidence=True).relationships()}

    def _rows(self, *names: str) -> Iterator[Row]:
        for name in names if self.evidence else names[:1]:
            yield from read_rows(self.folder / name)


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a file.

    Raises:
        InputError: it is missing or its header is none of ours.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for record in csv.DictReader(file):
                yield _row(record, path)
    except OSError as error:
        advice = "build the graph again: kg build seeds --out exports"
        raise InputError(f"cannot be read ({error.strerror})", where=str(path), advice=advice) from error


def _row(record: dict[str, str], path: Path) -> Row:
    labels = record.get(":LABEL") or record.get(":TYPE")
    if not labels:
        raise InputError("has no column :LABEL or :TYPE", where=str(path), advice="build the graph again")
    start, end = record.get(":START_ID", ""), record.get(":END_ID", "")
    properties = {"id": f"{start} {end}"}  # of evidence, whose relationships have none in the file
    for header, text in record.items():
        if header not in STRUCTURE and text:
            name, _, kind = header.partition(":")
            properties[name] = _value(text, kind)
    return Row(tuple(labels.split(";")), properties, start, end)


def _value(text: str, kind: str) -> Any:
    if kind == "string[]":
        return text.split(";")
    return float(text) if kind == "float" else text
