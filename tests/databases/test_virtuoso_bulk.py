"""Virtuoso's bulk loader, which says nothing when it fails: its list must show no error, and the counts must agree."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def test_the_bulk_loader_takes_every_triple(virtuoso_server, built: Path) -> None:
    graph = "http://kg.test/bulk"
    virtuoso_server.isql(f"ld_dir('{built}', 'zhuzhou.ttl', '{graph}'); rdf_loader_run(); checkpoint;")
    errors = virtuoso_server.isql("SELECT COUNT(*) FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;")
    counted = virtuoso_server.isql(f"SPARQL SELECT (COUNT(*) AS ?n) FROM <{graph}> WHERE {{ ?s ?p ?o }};")
    expected = len({quad.triple for quad in ox.parse(path=str(built / "zhuzhou.ttl"), format=ox.RdfFormat.TURTLE)})
    assert re.findall(r"^\s*(\d+)", errors, re.M)[0] == "0"
    assert re.findall(r"^\s*(\d+)", counted, re.M)[0] == str(expected)
