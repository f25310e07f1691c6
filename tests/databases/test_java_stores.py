"""Apache Jena's and RDF4J's own parsers and loaders take what a build writes, without a warning."""

import csv
import io
import re
import subprocess
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.databases.test_graph_store import PREFIXES, QUESTIONS, ask_source

pytestmark = [pytest.mark.slow, pytest.mark.databases]
HERE = Path(__file__).parent
GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def java(classpath: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["java", "-Xmx1g", "-cp", classpath, *map(str, words)], capture_output=True, text=True, timeout=400
    )


def test_riot_finds_nothing_to_say_about_turtle_trig_and_nquads(java_classpath, built: Path) -> None:
    files = [built / f"zhuzhou{ending}" for ending in (".ttl", ".trig", ".nq.gz")]
    run = java(java_classpath("jena"), "riotcmd.riot", "--validate", "--check", "--strict", *files)
    assert run.returncode == 0, run.stderr
    assert not re.search(r"WARN|ERROR", run.stdout + run.stderr)


def test_tdb_bulk_loads_trig_with_its_named_graphs(java_classpath, built: Path, tmp_path: Path) -> None:
    classpath, location = java_classpath("jena"), tmp_path / "tdb"
    for _ in range(2):
        run = java(classpath, "tdb2.tdbloader", "--loc", location, built / "zhuzhou.trig")
        assert run.returncode == 0, run.stderr
    asked = java(classpath, "tdb2.tdbquery", "--loc", location, "--results=CSV", GRAPHS)
    found = Counter(tuple(row) for row in list(csv.reader(io.StringIO(asked.stdout, newline="")))[1:])
    source = ox.Store()
    source.bulk_load(path=str(built / "zhuzhou.trig"), format=ox.RdfFormat.TRIG)
    assert found == Counter((g.value, n.value) for g, n in source.query(GRAPHS))


def test_rdf4j_loads_twice_and_answers_as_the_source_does(java_classpath, built: Path, tmp_path: Path) -> None:
    for number, question in enumerate(QUESTIONS):
        (tmp_path / f"{number}.rq").write_text(PREFIXES + question, encoding="utf-8")
    turtle = built / "zhuzhou.ttl"
    run = java(java_classpath("rdf4j"), HERE / "rdf4j" / "Ask.java", tmp_path / "store", turtle, tmp_path)
    assert run.returncode == 0, run.stderr[-2000:]
    for number, question in enumerate(QUESTIONS):
        text = (tmp_path / f"{number}.rq.csv").read_text(encoding="utf-8")
        found = list(csv.reader(io.StringIO(text, newline="")))[1:]
        assert Counter(map(tuple, found)) == Counter(map(tuple, ask_source(turtle, question)))
