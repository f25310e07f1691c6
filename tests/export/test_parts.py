"""N-Quads in several files are those of the one file, cut between pages."""

import gzip
from pathlib import Path

import pytest

from kg.export.named_graphs import write_nquads
from kg.export.parts import write_parts
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.export.invented import yunzhou


@pytest.mark.parametrize("pages", [1, 2, 100])
def test_parts_are_the_whole_cut_between_pages(tmp_path: Path, pages: int) -> None:
    graph, ontology, settings = yunzhou(), load_ontology(find_ontology(None)), Settings()
    write_nquads(graph, ontology, settings, tmp_path / "whole.nq.gz")
    write_parts(graph, ontology, settings, tmp_path / "parts", pages)
    parts = [gzip.decompress(p.read_bytes()) for p in sorted((tmp_path / "parts").iterdir())]
    assert b"".join(parts) == gzip.decompress((tmp_path / "whole.nq.gz").read_bytes())
    named = [{line.rsplit(b" ", 2)[1] for line in part.splitlines()} for part in parts]
    assert sum(map(len, named)) == len(set.union(*named)) == len(graph.pages)
