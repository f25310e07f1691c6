"""Ladybug, in a process of its own, gets the graph by COPY and answers as SPARQL does on the source."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from tests.databases.test_neo4j import PREFIXES, sparql

pytestmark = [pytest.mark.slow, pytest.mark.databases]
QUESTIONS = {
    "SELECT ?c (COUNT(DISTINCT ?e) AS ?n) { ?e a ?c ; kg:mentionedOn ?page } GROUP BY ?c": (
        "MATCH (n:Entity) RETURN 'https://kg.example.org/ontology#' + n.label, CAST(count(*) AS STRING)"
    ),
    "SELECT ?name ?alias { ?e skos:prefLabel ?name ; skos:altLabel ?alias }": (
        "MATCH (n:Entity) UNWIND n.aliases AS alias RETURN n.name, alias"
    ),
    "SELECT ?thing ?place { ?s rdf:predicate kg:locatedIn ; rdf:subject/skos:prefLabel ?thing ;"
    " rdf:object/skos:prefLabel ?place }": "MATCH (a)-[:LOCATED_IN]->(b) RETURN a.name, b.name",
}
ASK = (
    "import json, sys, ladybug; c = ladybug.Connection(ladybug.Database(sys.argv[1], read_only=True));"
    "print(json.dumps([c.execute(q).get_all() for q in json.loads(sys.argv[2])]))"
)


def kg_load(*words: str | Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "kg.cli", "load", *map(str, words)]
    return subprocess.run(words, capture_output=True, text=True, timeout=300)


def test_copy_loads_the_graph_and_once_only_unless_it_is_told_to_replace(built: Path, tmp_path: Path) -> None:
    pytest.importorskip("ladybug")
    address, graph = f"ladybug:{tmp_path / 'db'}", built / "zhuzhou.ttl"
    first = kg_load(address, "--graph", graph)
    assert first.returncode == 0, first.stderr
    again = kg_load(address, "--graph", graph)
    assert again.returncode == 1 and "--replace" in again.stderr
    assert kg_load(address, "--graph", graph, "--replace").returncode == 0
    words = [sys.executable, "-c", ASK, str(tmp_path / "db"), json.dumps(list(QUESTIONS.values()))]
    run = subprocess.run(words, capture_output=True, text=True, timeout=120)
    for question, rows in zip(QUESTIONS, json.loads(run.stdout), strict=True):
        assert Counter(map(tuple, rows)) == sparql(graph, question), PREFIXES + question


def test_a_file_that_is_no_database_is_one_line(built: Path, tmp_path: Path) -> None:
    pytest.importorskip("ladybug")
    (tmp_path / "db").write_text("不是数据库", encoding="utf-8")
    result = CliRunner().invoke(main, ["load", f"ladybug:{tmp_path / 'db'}", "--graph", str(built / "zhuzhou.ttl")])
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 and "db" in result.stderr
