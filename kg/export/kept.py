"""What the last build wrote of a page or of some things, taken out of its files again where nothing of it has changed.

Beside the files lies an index: for each text what it was made of, as a hash, where it stands, and a hash by which it
is known again. A text that is not as it was written, or not there, is made anew.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

#: Bytes of a hash.
SIZE = 16
#: Begins a line that gives the next term its number.
_TERM = b"+"


def mark(*values: Any) -> bytes:
    """A hash of plain values: numbers, text, bytes, and tuples and lists of them."""
    # Version 0 says of each value only what it is, not how it lies in memory; it is never read again.
    return _digest(marshal.dumps(values, 0))


def _digest(*parts: bytes) -> bytes:
    whole = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        whole.update(part)
    return whole.digest()


@dataclass(frozen=True)
class Written:
    """What files have of one part of the graph.

    Attributes:
        texts: one a file. tally: of its triples, as ``Piece.tally``.
        seal: a hash of all of it, where it was found again.
    """

    texts: Sequence[bytes]
    tally: Counter[str]
    seal: bytes = b""


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
    """The texts of the last build, by what they were made of; without ``kept`` there are none."""

    def __init__(self, kept: Kept | None, stack: ExitStack) -> None:
        self._lines: dict[bytes, bytes] = {}
        self._terms: list[str] = []
        self._files: list[int] = []
        if kept:
            try:
                self._read(kept, stack)
            except OSError:
                self._lines.clear()

    def find(self, made_of: bytes) -> Written | None:
        """What is as it was written; None where it has to be made."""
        line = self._lines.get(made_of.hex().encode())
        if not made_of or line is None:
            return None
        digest, _, row = line.partition(b" ")
        try:
            *places, counts = json.loads(row)
            texts = [os.pread(file, size, start) for file, (start, size) in zip(self._files, places, strict=True)]
            tally = Counter({self._terms[term]: count for term, count in counts})
        except (OSError, OverflowError, ValueError, TypeError, IndexError):
            return None
        return Written(texts, tally, digest) if _seal(made_of, texts, tally) == digest else None

    def _read(self, kept: Kept, stack: ExitStack) -> None:
        with kept.index.open("rb") as lines:
            if next(lines, b"") != kept.head:
                return
            for line in lines:
                if line.startswith(_TERM):
                    self._terms.append(line[1:-1].decode("utf-8", "replace"))
                else:
                    made_of, _, rest = line.partition(b" ")
                    self._lines[made_of] = rest
        self._files = [stack.enter_context(path.open("rb")).fileno() for path in kept.files]


class Index:
    """The index of what is being written."""

    def __init__(self, kept: Kept, out: BinaryIO) -> None:
        self._out = out
        self._terms: dict[str, int] = {}
        out.write(kept.head)

    def add(self, made_of: bytes, written: Written, starts: Sequence[int]) -> None:
        """Note what was written where."""
        self._out.writelines(self._new(written.tally))
        places = [[start, len(text)] for start, text in zip(starts, written.texts, strict=True)]
        counts = [[self._terms[term], count] for term, count in written.tally.items()]
        row = json.dumps([*places, counts], separators=(",", ":")).encode()
        seal = written.seal or _seal(made_of, written.texts, written.tally)
        self._out.write(b"%s %s %s\n" % (made_of.hex().encode(), seal, row))

    def _new(self, terms: Counter[str]) -> Iterator[bytes]:
        for term in terms:
            if term not in self._terms:
                self._terms[term] = len(self._terms)
                yield _TERM + term.encode() + b"\n"


def _seal(made_of: bytes, texts: Sequence[bytes], tally: Counter[str]) -> bytes:
    """A hash of all that is found again."""
    return _digest(made_of, mark(sorted(tally.items())), *texts).hex().encode()
