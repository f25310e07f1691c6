"""Every RDF file that a build writes is read by parsers not written here, which find the same number of statements."""

import gzip
import logging
import os
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.export.registry import EXPORTERS
from kg.export.turtle import write_rdf12
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.databases.servers import HERE, JAVA
from tests.export.invented import yunzhou

pytestmark = [pytest.mark.slow, pytest.mark.databases]
ONTOLOGY = find_ontology(None)
FORMATS = {
    "zhuzhou.ttl": ox.RdfFormat.TURTLE,
    "zhuzhou.void.ttl": ox.RdfFormat.TURTLE,
    "zhuzhou.prov.ttl": ox.RdfFormat.TURTLE,
    "zhuzhou.trig": ox.RdfFormat.TRIG,
    "zhuzhou.nq.gz": ox.RdfFormat.N_QUADS,
    "zhuzhou.jsonld": ox.RdfFormat.JSON_LD,
}
N3 = {ox.RdfFormat.TURTLE: "text/turtle", ox.RdfFormat.TRIG: "application/trig", ox.RdfFormat.N_QUADS: "N-Quads"}
VERSION = "2.13.12"


def test_no_rdf_file_is_left_out() -> None:
    rdf = {name.format(name="zhuzhou") for name in EXPORTERS if re.search(r"ttl|trig|nq|jsonld", name)}
    assert rdf == {*FORMATS, "zhuzhou.context.jsonld"}  # which holds no statement


def count(path: Path, format_: ox.RdfFormat) -> int:
    """Distinct statements, by pyoxigraph."""
    data = path.read_bytes()
    return len(set(ox.parse(gzip.decompress(data) if path.suffix == ".gz" else data, format=format_)))


@pytest.mark.parametrize("name", FORMATS)
def test_rdflib_reads_it_without_a_warning(built: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    data = (built / name).read_bytes()
    dataset = rdflib.Dataset()
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own ways
        dataset.parse(data=gzip.decompress(data) if name.endswith("gz") else data, format=FORMATS[name].media_type)
    assert len(set(dataset.quads())) == count(built / name, FORMATS[name]) > 10
    assert caplog.text == ""


def test_riot_finds_nothing_to_say(classpath: Callable[[str], str], built: Path, tmp_path: Path) -> None:
    files = [*(built / name for name in FORMATS), ONTOLOGY / "kg.ttl", ONTOLOGY / "shapes.ttl"]
    words = [*JAVA, "-cp", classpath("jena"), "riotcmd.riot", "--validate", "--check", "--strict", *map(str, files)]
    run = subprocess.run(words, capture_output=True, text=True, timeout=400, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert not re.search(r"WARN|ERROR", run.stdout + run.stderr)


@pytest.fixture(scope="session")
def n3() -> Callable[[Path, str], int]:
    """Counts a file's statements by the n3 parser, which npm fetches once into the user's cache."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        pytest.skip("npm is not installed: apt-get install npm")
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "zhuzhou-kg-tests" / f"n3-{VERSION}"
    if not (cache / "node_modules" / "n3").is_dir():
        words = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(cache), f"n3@{VERSION}"]
        if subprocess.run(words, timeout=300, capture_output=True).returncode:
            pytest.skip("npm cannot fetch n3")

    def counted(path: Path, media: str) -> int:
        environment = {**os.environ, "NODE_PATH": str(cache / "node_modules")}
        words = [node, str(HERE / "n3" / "count.js"), media]
        with path.open("rb") as file:
            run = subprocess.run(words, stdin=file, capture_output=True, text=True, timeout=120, env=environment)
        assert (run.returncode, run.stderr) == (0, "")
        return int(run.stdout)

    return counted


@pytest.mark.parametrize("name", [name for name, format_ in FORMATS.items() if format_ in N3])
def test_n3_of_npm_reads_it(n3: Callable[[Path, str], int], built: Path, name: str) -> None:
    assert n3(built / name, N3[FORMATS[name]]) == count(built / name, FORMATS[name])


def test_n3_of_npm_and_pyoxigraph_read_the_ontology_and_rdf_12(n3: Callable[[Path, str], int], tmp_path: Path) -> None:
    write_rdf12(yunzhou(), load_ontology(ONTOLOGY), Settings(), tmp_path / "yunzhou.rdf12.ttl")
    for path in (tmp_path / "yunzhou.rdf12.ttl", ONTOLOGY / "kg.ttl", ONTOLOGY / "shapes.ttl"):
        assert n3(path, "text/turtle") == count(path, ox.RdfFormat.TURTLE)
