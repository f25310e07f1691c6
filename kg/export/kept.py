"""What the last build wrote of a page or of some things, taken out of its files again where nothing of it has changed.

Beside the files lies an index: for each text what it was made of, as a hash, where it stands, and a checksum by which
it is known again. A text that is not as it was written, or not there, is made anew; and all, where the index is not.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import deflate

#: Bytes of a hash.
SIZE = 16
#: Parts a line: what a text was made of, where it begins, what stays the same when it is taken over.
_BAR = b"|"


def mark(*values: Any) -> bytes:
    """A hash of plain values: numbers, text, bytes, and tuples and lists of them."""
    # Version 0 says of each value only what it is, not how it lies in memory; it is never read again.
    return hashlib.blake2b(marshal.dumps(values, 0), digest_size=SIZE).digest()


class Terms:
    """The terms of tallies, each with a number: its place.

    Args:
        names: those that have one already.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self._numbers = {name: number for number, name in enumerate(self.names)}

    def numbered(self, tally: Mapping[str, int]) -> list[tuple[int, int]]:
        """A tally by the numbers of its terms."""
        return [(self._number(name), count) for name, count in tally.items()]

    def named(self, counts: Mapping[int, int]) -> Counter[str]:
        """The tally that it was."""
        return Counter({self.names[number]: count for number, count in counts.items()})

    def _number(self, name: str) -> int:
        number = self._numbers.setdefault(name, len(self.names))
        if number == len(self.names):
            self.names.append(name)
        return number


@dataclass(frozen=True)
class Written:
    """What files have of one part of the graph.

    Attributes:
        texts: one a file. counts: of its triples: a term's number, and how many there are.
        row: what the index says of both, where they were found again.
    """

    texts: Sequence[bytes]
    counts: Sequence[tuple[int, int]]
    row: bytes = b""


@dataclass(frozen=True)
class Kept:
    """Where what was written is found again.

    Attributes:
        index: of the last build; there may be none.
        stamp: of all that texts are made with, beside what they are made of.
        files: of the last build, in the order of the texts.
    """

    index: Path
    stamp: str
    files: Sequence[Path] = ()

    @property
    def temporary(self) -> Path:
        """Where the index of the build that runs is written, until the files are where they belong."""
        return self.index.with_name(f".{self.index.name}.tmp")

    @property
    def head(self) -> bytes:
        """The first line of an index."""
        return json.dumps([self.stamp, [path.name for path in self.files]]).encode() + b"\n"


class Former:
    """The texts of the last build, by what they were made of; without ``kept`` there are none.

    Attributes:
        terms: the names of those that its tallies have, in the order of their numbers.
    """

    def __init__(self, kept: Kept | None, stack: ExitStack) -> None:
        self.terms: list[str] = []
        self._rows: dict[bytes, bytes] = {}
        self._files: list[int] = []
        if kept:
            try:
                self._files = [stack.enter_context(path.open("rb")).fileno() for path in kept.files]
                self._read(kept)
            except OSError:
                return

    def find(self, made_of: bytes) -> Written | None:
        """What is as it was written; None where it has to be made."""
        if not (found := self._rows.get(made_of.hex().encode())):
            return None
        starts, _, row = found.partition(_BAR)
        begun, (checksum, sizes, counts) = json.loads(b"[%s,%s]" % (starts, row))
        places = zip(self._files, sizes, begun, strict=True)
        try:
            texts = [os.pread(file, size, start) if size else b"" for file, size, start in places]
        except OSError:
            return None
        return Written(texts, counts, row) if _checksum(texts) == checksum else None

    def _read(self, kept: Kept) -> None:
        said, _, digest = kept.index.read_bytes().rpartition(b"\n")
        if digest != hashlib.blake2b(said + b"\n", digest_size=SIZE).hexdigest().encode():
            return
        head, *lines, terms = said.splitlines(keepends=True)
        if head == kept.head:
            self.terms = json.loads(terms)
            self._rows = {made_of: row for made_of, _, row in (line.partition(_BAR) for line in lines)}


class Index:
    """The index of what is being written."""

    def __init__(self, kept: Kept, out: BinaryIO) -> None:
        self._out = out
        self._whole = hashlib.blake2b(digest_size=SIZE)
        self._write(kept.head)

    def add(self, made_of: bytes, written: Written, starts: Sequence[int]) -> None:
        """Note what was written where."""
        row = written.row or _row(written) + b"\n"
        self._write(_BAR.join((made_of.hex().encode(), str(starts).encode(), row)))

    def end(self, terms: Terms) -> None:
        """Note the terms' names, and of all a hash, without which it is none."""
        self._write(json.dumps(terms.names).encode() + b"\n")
        self._out.write(self._whole.hexdigest().encode())

    def _write(self, line: bytes) -> None:
        self._whole.update(line)
        self._out.write(line)


def _row(written: Written) -> bytes:
    sizes = [len(text) for text in written.texts]
    return json.dumps([_checksum(written.texts), sizes, written.counts], separators=(",", ":")).encode()


def _checksum(texts: Iterable[bytes]) -> int:
    checksum = 0
    for text in texts:
        checksum = deflate.crc32(text, checksum)
    return checksum
