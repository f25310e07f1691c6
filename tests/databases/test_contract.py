"""What holds of every database that ``kg load`` knows: the same checks for each, on a server that runs."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.export.registry import EXPORTERS
from kg.model import Graph
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.databases.questions import ASKED, COUNTS, EVIDENCE, QUESTIONS, Question, Source
from tests.databases.relay import relay
from tests.databases.targets import TARGETS, Target
from tests.export.invented import yunzhou

pytestmark = [pytest.mark.slow, pytest.mark.databases]
NASTY = '说“好”, "行"、\\斜线，\n第二行\t制表 𬭚'
#: All but what runs in this process.
SERVED = [name for name in TARGETS if name != "ladybug"]
#: Loads anew, and is killed without a chance to tidy up once more than half is sent.
KILLED = """
import os, signal, sys
from pathlib import Path
from kg.load import bolt, graph_store, registry
from kg.load.target import parse_target
bolt.BATCH = graph_store.BATCH = 200
def progress(sent, total):
    if sent > total / 2: os.kill(os.getpid(), signal.SIGKILL)
registry.load(Path(sys.argv[1]), parse_target(sys.argv[2], replace=True), progress)
"""


def kg_load(target: Target, graph: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["load", target.address, "--graph", str(graph), *words])


def loaded(target: Target, graph: Path, *words: str) -> None:
    result = kg_load(target, graph, *words)
    assert result.exit_code == 0, result.stderr


def written(graph: Graph, folder: Path) -> Path:
    """The Turtle of a graph, the csv folder beside it."""
    (folder / "csv").mkdir(parents=True)
    ontology = load_ontology(find_ontology(None))
    for path, write in EXPORTERS.items():
        if path.startswith("csv/") or path == "{name}.ttl":
            write(graph, ontology, Settings(), folder / path.format(name="g"))
    return folder / "g.ttl"


def assert_equal(target: Target, graph: Path, questions: dict[str, Question]) -> None:
    source = Source(graph)
    for name, question in questions.items():
        if question.cypher or not target.cypher:
            assert target.answers(question) == source.answers(question, cypher=target.cypher), name


def test_it_answers_as_the_source_does_after_one_load_and_after_two(target: Target, built: Path) -> None:
    graph = built / "zhuzhou.ttl"
    for words in (["--replace"], []):
        loaded(target, graph, *words)
        assert_equal(target, graph, QUESTIONS)


@pytest.mark.parametrize("target", ["neo4j"], indirect=True)
def test_neo4j_by_the_address_that_asks_the_server_for_its_routes(target: Target, built: Path) -> None:
    routed = replace(target, address=target.address.replace("bolt:", "neo4j:"))
    loaded(routed, built / "zhuzhou.ttl", "--replace")
    assert_equal(routed, built / "zhuzhou.ttl", COUNTS)


def test_the_source_has_an_answer_to_every_question(built: Path) -> None:
    source = Source(built / "zhuzhou.ttl")
    assert [
        name for name, question in {**QUESTIONS, "evidence": EVIDENCE}.items() if not source.answers(question)
    ] == []
    assert len(ASKED) > 5 and "statements" in COUNTS


def test_quotes_commas_line_breaks_and_rare_characters_come_back_as_they_went(target: Target, tmp_path: Path) -> None:
    graph = yunzhou()
    odd = [replace(e, name=NASTY, aliases=(NASTY + "二",)) if e.type == "Honor" else e for e in graph.entities]
    turtle = written(replace(graph, entities=tuple(odd)), tmp_path / "odd")
    loaded(target, turtle, "--replace")
    assert target.answers(ASKED["names"])[NASTY, NASTY + "二"]
    assert_equal(target, turtle, QUESTIONS)


def test_a_load_that_is_killed_half_way_is_finished_by_running_it_again(target: Target, built: Path) -> None:
    graph = built / "zhuzhou.ttl"
    run = subprocess.run([sys.executable, "-c", KILLED, str(graph), target.address], timeout=120)
    assert run.returncode < 0
    loaded(target, graph)
    assert_equal(target, graph, QUESTIONS)


def test_another_graph_that_is_there_stays_until_it_is_to_be_replaced(
    target: Target, built: Path, tmp_path: Path
) -> None:
    other = written(yunzhou(), tmp_path / "other")
    loaded(target, other, "--replace")
    result = kg_load(target, built / "zhuzhou.ttl")
    assert result.exit_code == 1
    assert "another graph is there" in result.stderr and "--replace" in result.stderr
    assert result.stderr.count("\n") == 1
    assert_equal(target, other, QUESTIONS)
    loaded(target, built / "zhuzhou.ttl", "--replace")
    assert_equal(target, built / "zhuzhou.ttl", COUNTS)


@pytest.mark.parametrize("target", ["neo4j", "ladybug"], indirect=True)
def test_evidence_leads_from_entities_to_sentences_articles_and_pages(target: Target, built: Path) -> None:
    graph = built / "zhuzhou.ttl"
    loaded(target, graph, "--replace", "--evidence")
    assert target.answers(EVIDENCE) == Source(graph).answers(EVIDENCE)
    loaded(target, graph)
    assert_equal(target, graph, COUNTS)


@pytest.mark.parametrize("target", SERVED, indirect=True)
def test_a_connection_that_breaks_is_taken_up_again(target: Target, built: Path) -> None:
    graph = built / "zhuzhou.ttl"
    with relay(target.address, breaks_after=200_000) as (address, broken):
        result = CliRunner().invoke(main, ["load", address, "--graph", str(graph), "--replace"])
        assert result.exit_code == 0, result.stderr
        assert broken()
    assert_equal(target, graph, COUNTS)


@pytest.mark.parametrize("target", ["virtuoso", "neo4j"], indirect=True)
def test_neither_what_is_said_nor_any_log_holds_the_password(
    target: Target, built: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    result = kg_load(target, built / "zhuzhou.ttl", "--replace")
    assert result.exit_code == 0 and caplog.text
    assert f":{os.environ['KG_LOAD_PASSWORD']}@" not in caplog.text
    assert f"'{os.environ['KG_LOAD_PASSWORD']}'" not in caplog.text + result.output + result.stderr
