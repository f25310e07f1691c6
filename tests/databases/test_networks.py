"""GraphML and GEXF in the programs that people open them with: networkx, igraph, and Gephi's own importer."""

import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from tests.databases.questions import Question, Source
from tests.databases.servers import HERE, JAVA

pytestmark = [pytest.mark.slow, pytest.mark.databases]
#: What Gephi says of a file that it takes whole: it asks whether to merge facts between the same two.
REMARKS = {"Parallel edges detected, remember to choose a merge strategy", "GEXF version 1.2 (deprecated)"}
LABELS = Question("SELECT ?name { ?e skos:prefLabel ?name }")
FACTS = Question(
    "SELECT (STRAFTER(STR(?p), '#') AS ?relation) (COUNT(*) AS ?n)"
    " { SELECT DISTINCT ?s ?p ?o { ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } } GROUP BY ?p"
)


def facts(graph: Path) -> dict[str, int]:
    """Relation -> how many facts the Turtle has of it."""
    return {relation: int(n) for relation, n in Source(graph).answers(FACTS)}


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_networkx_has_the_things_and_facts_of_the_turtle(built: Path, ending: str) -> None:
    read = nx.read_graphml if ending == "graphml" else nx.read_gexf
    graph = read(built / f"zhuzhou.{ending}")
    assert Counter((label,) for label in nx.get_node_attributes(graph, "label").values()) == Source(
        built / "zhuzhou.ttl"
    ).answers(LABELS)
    assert Counter(d["relation"] for _, _, d in graph.edges(data=True)) == facts(built / "zhuzhou.ttl")


def test_igraph_has_the_things_and_facts_of_the_turtle(built: Path) -> None:
    igraph = pytest.importorskip("igraph")
    graph = igraph.Graph.Read_GraphML(str(built / "zhuzhou.graphml"))
    assert Counter((label,) for label in graph.vs["label"]) == Source(built / "zhuzhou.ttl").answers(LABELS)
    assert Counter(graph.es["relation"]) == facts(built / "zhuzhou.ttl")
    assert all(weight > 0 for weight in graph.es["weight"])


def test_gephi_imports_both_without_a_complaint(classpath: Callable[[str], str], built: Path) -> None:
    files = [str(built / f"zhuzhou.{ending}") for ending in ("graphml", "gexf")]
    words = [*JAVA, "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8"]
    run = subprocess.run(
        [*words, "-cp", classpath("gephi"), str(HERE / "gephi" / "Count.java"), *files],
        capture_output=True,
        timeout=200,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    names = {name for (name,) in Source(built / "zhuzhou.ttl").answers(LABELS)}
    graph = nx.read_graphml(built / "zhuzhou.graphml")
    for line in run.stdout.splitlines():
        nodes, edges, issues, labels, columns = line.split("\t")
        assert (int(nodes), int(edges)) == (len(graph), graph.number_of_edges())
        assert set(issues.split("|")) <= REMARKS
        assert set(labels.split("|")) == names
        assert {"relation", "title", "sentence", "confidence"} <= set(columns.split("|"))
    assert len(run.stdout.splitlines()) == len(files)
