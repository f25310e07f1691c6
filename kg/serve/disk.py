"""The graph as a store on disk, which processes open side by side."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.query.graph import load, open_graph


def on_disk(graph: Path, folder: Path) -> Path:
    """The folder of a store with the graph: the graph itself if it is one, else made anew in ``folder``.

    Raises:
        InputError: the graph is missing, or not RDF.
    """
    if graph.is_dir():
        open_graph(graph)
        return graph
    load(graph, ox.Store(str(folder))).flush()
    return folder
