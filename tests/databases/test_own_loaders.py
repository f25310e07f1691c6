"""The databases' own bulk loaders and parsers take what a build writes, and have all of it afterwards."""

import csv
import io
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.databases import servers
from tests.databases.questions import PREFIXES, QUESTIONS, Source
from tests.databases.servers import HERE, JAVA, Virtuoso

pytestmark = [pytest.mark.slow, pytest.mark.databases]
GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def java(classes: str, *words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [*JAVA, "-cp", classes, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=400, cwd=cwd)


def graphs(trig: Path) -> Counter:
    """How many triples each named graph has."""
    source = ox.Store()
    source.bulk_load(path=str(trig), format=ox.RdfFormat.TRIG)
    return Counter((g.value, n.value) for g, n in source.query(GRAPHS))


def rows(text: str) -> Counter:
    return Counter(map(tuple, list(csv.reader(io.StringIO(text, newline="")))[1:]))


def test_rdf4j_in_a_program_loads_twice_and_answers_as_the_source_does(
    classpath: Callable[[str], str], built: Path, tmp_path: Path
) -> None:
    for name, question in QUESTIONS.items():
        (tmp_path / f"{name}.rq").write_text(PREFIXES + question.sparql, encoding="utf-8")
    turtle = built / "zhuzhou.ttl"
    run = java(classpath("rdf4j"), HERE / "rdf4j" / "Ask.java", tmp_path / "store", turtle, tmp_path, cwd=tmp_path)
    assert run.returncode == 0, run.stderr[-2000:]
    for name, question in QUESTIONS.items():
        assert rows((tmp_path / f"{name}.rq.csv").read_text(encoding="utf-8")) == Source(turtle).answers(question), name


def test_tdb_bulk_loads_trig_with_its_named_graphs(
    classpath: Callable[[str], str], built: Path, tmp_path: Path
) -> None:
    classes, location = classpath("jena"), tmp_path / "tdb"
    for _ in range(2):
        run = java(classes, "tdb2.tdbloader", "--loc", location, built / "zhuzhou.trig", cwd=tmp_path)
        assert run.returncode == 0, run.stderr
    asked = java(classes, "tdb2.tdbquery", "--loc", location, "--results=CSV", GRAPHS, cwd=tmp_path)
    assert rows(asked.stdout) == graphs(built / "zhuzhou.trig")


def test_oxigraph_load_takes_trig_with_its_named_graphs(built: Path, tmp_path: Path) -> None:
    try:
        binary = servers.oxigraph_binary()
    except servers.Missing as missing:
        pytest.skip(str(missing))
    place = ["--location", str(tmp_path / "store")]
    for _ in range(2):
        subprocess.run([binary, "load", *place, "--file", str(built / "zhuzhou.trig")], check=True, timeout=120)
    words = [binary, "query", *place, "--results-format", "csv", "--query", GRAPHS]
    asked = subprocess.run(words, capture_output=True, text=True, check=True, timeout=120)
    assert rows(asked.stdout) == graphs(built / "zhuzhou.trig")


def test_virtuoso_bulk_loads_every_triple_without_an_error_in_its_list(virtuoso: Virtuoso, built: Path) -> None:
    graph = "http://kg.test/bulk"
    virtuoso.isql(f"ld_dir('{built}', 'zhuzhou.ttl', '{graph}'); rdf_loader_run(); checkpoint;")
    errors = virtuoso.isql("SELECT COUNT(*) FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;")
    counted = virtuoso.isql(f"SPARQL SELECT (COUNT(*) AS ?n) FROM <{graph}> WHERE {{ ?s ?p ?o }};")
    expected = len({quad.triple for quad in ox.parse(path=str(built / "zhuzhou.ttl"), format=ox.RdfFormat.TURTLE)})
    assert re.findall(r"^\s*(\d+)", errors, re.M)[0] == "0"
    assert re.findall(r"^\s*(\d+)", counted, re.M)[0] == str(expected)
