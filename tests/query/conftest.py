"""An invented city's graph as a file and as a store."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export.turtle import write_turtle
from kg.ontology import find_ontology, load_ontology
from kg.query.graph import open_graph
from kg.query.questions import Question, load_questions
from kg.settings import Settings
from tests.export.invented import yunzhou


@pytest.fixture(scope="session")
def yunzhou_ttl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query") / "yunzhou.ttl"
    write_turtle(yunzhou(), load_ontology(find_ontology(None)), Settings(), path)
    return path


@pytest.fixture(scope="session")
def store(yunzhou_ttl: Path) -> ox.Store:
    return open_graph(yunzhou_ttl)


@pytest.fixture(scope="session")
def questions() -> dict[str, Question]:
    return load_questions(find_ontology(None))
