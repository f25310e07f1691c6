"""Neo4j gets the graph over Bolt and by its own importer; what it answers equals what SPARQL answers on the source."""

import subprocess
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.errors import OutputError
from kg.export.property_graph import relationship_type
from kg.load.registry import load
from kg.load.target import parse_target

pytestmark = [pytest.mark.slow, pytest.mark.databases]
neo4j_driver = pytest.importorskip("neo4j")
PREFIXES = (
    "PREFIX kg: <https://kg.example.org/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/> "
)
#: SPARQL on the source beside Cypher on the database: the same rows.
QUESTIONS = {
    "SELECT ?c (COUNT(DISTINCT ?e) AS ?n) { ?e a ?c ; kg:mentionedOn ?page } GROUP BY ?c": (
        "MATCH (n:Entity) UNWIND [l IN labels(n) WHERE l <> 'Entity'] AS label"
        " RETURN 'https://kg.example.org/ontology#' + label, toString(count(n))"
    ),
    "SELECT ?name ?alias { ?e skos:prefLabel ?name ; skos:altLabel ?alias }": (
        "MATCH (n:Entity) UNWIND n.aliases AS alias RETURN n.name, alias"
    ),
    "SELECT ?who ?title ?body { ?s rdf:predicate kg:holdsPost ; rdf:subject/skos:prefLabel ?who ;"
    " rdf:object/skos:prefLabel ?body ; kg:title ?title }": (
        "MATCH (a)-[r:HOLDS_POST]->(b) RETURN a.name, r.title, b.name"
    ),
    "SELECT ?thing ?place { ?s rdf:predicate kg:locatedIn ; rdf:subject/skos:prefLabel ?thing ;"
    " rdf:object/skos:prefLabel ?place }": "MATCH (a)-[:LOCATED_IN]->(b) RETURN a.name, b.name",
    "SELECT ?name ?page { ?e skos:prefLabel ?name ; kg:mentionedOn/dcterms:identifier ?page }": (
        "MATCH (n:Entity) UNWIND n.pages AS page RETURN n.name, page"
    ),
}


def cypher(address: str, query: str) -> Counter:
    with neo4j_driver.GraphDatabase.driver(address) as driver:
        return Counter(tuple(map(str, record.values())) for record in driver.execute_query(query).records)


def sparql(turtle: Path, query: str) -> Counter:
    store = ox.Store()
    store.bulk_load(path=str(turtle), format=ox.RdfFormat.TURTLE)
    return Counter(tuple(node.value for node in row) for row in store.query(PREFIXES + query))


def kg_load(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["load", *map(str, words)])


def assert_same_answers(address: str, built: Path) -> None:
    for question, query in QUESTIONS.items():
        assert cypher(address, query) == sparql(built / "zhuzhou.ttl", question), query
    said = sparql(built / "zhuzhou.ttl", "SELECT ?p (COUNT(*) AS ?n) { ?s rdf:predicate ?p } GROUP BY ?p")
    expected = Counter((relationship_type(p.rpartition("#")[2]), n) for p, n in said)
    found = cypher(address, "MATCH (:Entity)-[r]->(:Entity) RETURN type(r), toString(count(r))")
    assert found == expected


def test_bolt_loads_once_and_twice_with_the_same_answers(neo4j: str, built: Path) -> None:
    for words in [["--replace"], []]:
        result = kg_load(neo4j, "--graph", built / "zhuzhou.ttl", *words)
        assert result.exit_code == 0, result.stderr
        assert_same_answers(neo4j, built)


def test_evidence_is_reachable_from_every_relationship(neo4j: str, built: Path) -> None:
    assert kg_load(neo4j, "--graph", built / "zhuzhou.ttl", "--replace", "--evidence").exit_code == 0
    reached = cypher(
        neo4j,
        "MATCH (a:Entity)-[r]->(b:Entity) WHERE NOT EXISTS { MATCH (a)<-[:MENTIONS]-(s:Sentence {text: r.sentence})"
        "-[:IN_ARTICLE]->(:Article)-[:ON_PAGE]->(:Page {id: r.page}), (s)-[:MENTIONS]->(b) } RETURN r.id",
    )
    assert not reached


def test_a_load_that_was_cut_off_is_finished_by_running_it_again(
    neo4j: str, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = len((built / "csv" / "relationships.csv").read_text(encoding="utf-8").splitlines())
    monkeypatch.setattr("kg.load.bolt.BATCH", max(2, rows // 5))

    def cut(sent: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(built / "zhuzhou.ttl", parse_target(neo4j, replace=True), cut)
    load(built / "zhuzhou.ttl", parse_target(neo4j))
    assert_same_answers(neo4j, built)


def test_another_graph_that_is_there_is_not_mixed_with_this_one(neo4j: str, built: Path) -> None:
    cypher(neo4j, "CREATE (:Entity {id: 'place/stranger', name: '别处'})")
    with pytest.raises(OutputError, match="--replace"):
        load(built / "zhuzhou.ttl", parse_target(neo4j))
    assert cypher(neo4j, "MATCH (n:Entity {id: 'place/stranger'}) RETURN n.name") == {("别处",): 1}
    load(built / "zhuzhou.ttl", parse_target(neo4j, replace=True))
    assert_same_answers(neo4j, built)


def test_a_wrong_port_is_one_line(built: Path) -> None:
    result = kg_load("bolt://127.0.0.1:9", "--graph", built / "zhuzhou.ttl")
    assert result.exit_code == 1 and "127.0.0.1:9" in result.stderr
    assert result.stderr.count("\n") == 1


def test_neo4j_admin_imports_the_csv_as_it_is(java_classpath, built: Path, tmp_path: Path) -> None:
    options = ["--id-type=string", "--array-delimiter=;", "--multiline-fields=true", "--verbose"]
    csv = built / "csv"
    words = ["java", "-Xmx1g", "-cp", java_classpath("neo4j"), "org.neo4j.cli.AdminTool", "database", "import", "full"]
    files = [f"--nodes={csv / 'nodes.csv'}", f"--relationships={csv / 'relationships.csv'}"]
    run = subprocess.run(
        [*words, "neo4j", *options, *files],
        capture_output=True,
        text=True,
        timeout=300,
        env={"NEO4J_HOME": str(tmp_path), "NEO4J_CONF": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    nodes = len(sparql(built / "zhuzhou.ttl", "SELECT DISTINCT ?e { ?e kg:mentionedOn ?page }"))
    assert f"{nodes} nodes" in run.stdout
