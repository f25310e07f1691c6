"""Which kind of address is loaded how: one row a scheme."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from kg.errors import OutputError, UsageError
from kg.load.target import Loaded, Loader, Progress, Target

#: Scheme of the address -> the module whose ``load`` knows it; imported when it is asked for.
LOADERS: Mapping[str, str] = {
    "sparql+http": "kg.load.graph_store",
    "sparql+https": "kg.load.graph_store",
    "ladybug": "kg.load.ladybug",
    **dict.fromkeys(("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"), "kg.load.bolt"),
}
#: Schemes of databases that get all or nothing.
WHOLE = frozenset({"ladybug"})


def load(path: Path, target: Target, progress: Progress = lambda sent, total: None) -> Loaded:
    """Load a built Turtle file into the target.

    Raises:
        UsageError: no loader knows the address.
        OutputError: the database cannot be reached or refuses, or the load was stopped; it says how much is in.
    """
    if target.scheme not in LOADERS:
        raise UsageError(f"no loader for {target.scheme}://", advice=f"known: {', '.join(LOADERS)}")
    loader: Loader = import_module(LOADERS[target.scheme]).load
    reached: list[tuple[int, int]] = []

    def count(sent: int, total: int) -> None:
        reached[:] = [(sent, total)]
        progress(sent, total)

    try:
        return loader(path, target, count)
    except (OutputError, KeyboardInterrupt) as error:
        raise _stopped(error, target, reached) from error


def _stopped(error: OutputError | KeyboardInterrupt, target: Target, reached: list[tuple[int, int]]) -> OutputError:
    """The error, with what is in the database by now."""
    if isinstance(error, KeyboardInterrupt):
        error = OutputError("stopped", where=target.url)
    if not reached:
        return error
    sent, total = reached[0]
    state = "nothing is changed" if target.scheme in WHOLE else f"{sent:,} of {total:,} are loaded"
    advice = "; ".join(filter(None, (error.advice, f"{state}: run the command again to finish")))
    return OutputError(error.problem, where=error.where, advice=advice)
