"""N-Quads in several files, as bulk loaders like them: whole pages, in the pages' order."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from kg.export.named_graphs import NQuads
from kg.export.side_by_side import Pass
from kg.model import Graph
from kg.ontology import Ontology
from kg.settings import Settings

#: Pages in a file.
PAGES = 1_000


def write_parts(graph: Graph, ontology: Ontology, settings: Settings, folder: Path, pages: int = PAGES) -> None:
    """Write ``part-00000.nq.gz`` and so on; one after another they are the quads of ``{name}.nq.gz``."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = Pass(graph, ontology, settings)
    members = map(NQuads(whole).page, whole.pages())
    for part in range(0, len(graph.pages), pages):
        name = f"part-{part // pages:05d}.nq.gz"
        with (folder / name).open("wb") as out:
            out.writelines(islice(members, pages))
