"""The graph as a store on disk, which processes open side by side."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.query.graph import open_graph


def on_disk(graph: Path, folder: Path) -> Path:
    """The folder of a store with the graph: the graph itself if it is one, else made anew in ``folder``.

    Raises:
        InputError: the graph is missing, or not RDF.
    """
    loaded = open_graph(graph)
    if graph.is_dir():
        return graph
    store = ox.Store(str(folder))
    store.bulk_extend(loaded)
    store.flush()
    return folder
