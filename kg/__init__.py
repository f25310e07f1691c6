"""Zhuzhou KG: a knowledge graph from a city's newspapers, each edge with the sentence that says it."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.api.graph import BuiltGraph

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(path: str | PathLike[str] = "exports/zhuzhou.ttl") -> BuiltGraph:
    """A built graph to ask: its file (any RDF format, .gz too) or the folder of a store on disk.

        >>> import kg
        >>> g = kg.open("exports/zhuzhou.ttl")
        >>> g.entity("株洲市").facts[0].sentence

    Raises:
        InputError: it is missing, or not RDF.
    """
    from kg.api.graph import open_built

    return open_built(path)
