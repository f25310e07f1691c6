"""Which kind of address is loaded how: one row a scheme."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from kg.errors import UsageError
from kg.load.target import Loaded, Loader, Progress, Target

#: Scheme of the address -> the module whose ``load`` knows it; imported when it is asked for.
LOADERS: Mapping[str, str] = {
    "sparql+http": "kg.load.graph_store",
    "sparql+https": "kg.load.graph_store",
    "ladybug": "kg.load.ladybug",
    **dict.fromkeys(("bolt", "bolt+s", "neo4j", "neo4j+s"), "kg.load.bolt"),
}


def load(path: Path, target: Target, progress: Progress = lambda sent, total: None) -> Loaded:
    """Load a built Turtle file into the target.

    Raises:
        UsageError: no loader knows the address.
        OutputError: the database cannot be reached or refuses.
    """
    if target.scheme not in LOADERS:
        raise UsageError(f"no loader for {target.scheme}://", advice=f"known: {', '.join(LOADERS)}")
    loader: Loader = import_module(LOADERS[target.scheme]).load
    return loader(path, target, progress)
