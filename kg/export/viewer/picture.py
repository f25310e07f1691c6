"""The network that is drawn first, built with pyvis: its nodes, groups and options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

OPTIONS: Mapping[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "multiselect": False, "tooltipDelay": 200, "hideEdgesOnZoom": False},
    "nodes": {"shape": "custom"},
    "edges": {"smooth": False, "width": 1, "selectionWidth": 1.5, "hoverWidth": 0.5},
}


def picture(entities: Mapping[str, list[Any]], core: int) -> dict[str, Any]:
    """Numbers of the core's nodes and the options of the drawing, as pyvis gives them; the rest is in ``entities``."""
    from pyvis.network import Network

    network = Network(directed=True)
    for number in range(core):
        types = entities["types"][number]
        group = types if isinstance(types, str) else types[0]
        place = {"x": entities["x"][number], "y": entities["y"][number]}
        network.add_node(number, label=entities["name"][number], group=group, **place)
    network.options = dict(OPTIONS)
    return {"nodes": [node["id"] for node in network.nodes], "options": network.options}
