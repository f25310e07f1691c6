"""The graph as TriG and N-Quads with one named graph a page, so that a page is replaced by dropping its graph."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

import deflate

from kg.export.side_by_side import PageRows, Pass, Piece, alone

#: Of libdeflate's gzip.
LEVEL = 6


class Trig:
    """The pages' graphs as TriG."""

    by_page: ClassVar[bool] = True
    between: ClassVar[bytes] = b""

    def __init__(self, whole: Pass) -> None:
        self.head = whole.head if whole.triples.graph.pages else b""

    def thing(self, said: Piece) -> bytes:
        """Nothing: what a page says of things stands in its graph."""
        return b""

    def page(self, said: PageRows) -> bytes:
        """A page's graph."""
        return b"%s {\n%s%s}\n" % (str(said.node).encode(), said.named.turtle, said.own.turtle)

    def tail(self, tally: Counter[str]) -> bytes:
        """Nothing comes last."""
        return b""


class NQuads:
    """The pages' graphs as N-Quads under gzip, each a member of it, without a time or a file name in its head."""

    by_page: ClassVar[bool] = True
    between: ClassVar[bytes] = b""

    def __init__(self, whole: Pass) -> None:
        self.head = b"" if whole.triples.graph.pages else bytes(deflate.gzip_compress(b"", LEVEL))

    def thing(self, said: Piece) -> bytes:
        """Nothing: what a page says of things stands in its graph."""
        return b""

    def page(self, said: PageRows) -> bytes:
        """A page's graph."""
        return bytes(deflate.gzip_compress(quads(said), LEVEL))

    def tail(self, tally: Counter[str]) -> bytes:
        """Nothing comes last."""
        return b""


def quads(said: PageRows) -> bytes:
    """The N-Quads of a page's graph; in no literal a line ends."""
    return (said.named.lines + said.own.lines).replace(b" .\n", b" %s .\n" % str(said.node).encode())


write_trig = alone(Trig)
write_nquads = alone(NQuads)
