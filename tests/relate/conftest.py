from pathlib import Path

import pytest

from kg.ontology import load_ontology


@pytest.fixture(scope="session")
def ontology():
    return load_ontology(Path(__file__).parents[2] / "ontology")
