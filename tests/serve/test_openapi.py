"""The server does what its OpenAPI description says, whatever a machine thinks of to send it."""

import json
from collections.abc import Iterator
from importlib.resources import files

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from tests.serve.running import running

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
checks = pytest.importorskip("schemathesis.specs.openapi.checks")
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
PATHS = json.loads(files("kg.serve").joinpath("assets", "openapi.json").read_text(encoding="utf-8"))["paths"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("described")
    (folder / "yunzhou.html").write_text("<p>图</p>", encoding="utf-8")
    (folder / "yunzhou.void.ttl").write_text("<http://a> a <http://b> .\n", encoding="utf-8")
    with running(folder, seconds=2.0) as address:
        yield address


@pytest.fixture(scope="module")
def described(address: str) -> object:
    return schemathesis.openapi.from_url(f"{address}/openapi.json")


@pytest.mark.parametrize("mode", ["positive", "negative"])
@pytest.mark.parametrize(("path", "method"), [(path, method) for path in PATHS for method in PATHS[path]])
def test_it_answers_as_described(address: str, described: object, path: str, method: str, mode: str) -> None:
    """Requests as described, and those that are not; random queries are mostly no SPARQL, which is a 400."""
    cases = described[path][method].as_strategy(generation_mode=schemathesis.GenerationMode(mode))

    @given(cases)
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    def send(case: object) -> None:
        case.call_and_validate(base_url=address, checks=CHECKS, timeout=20, allow_redirects=False)

    try:
        send()
    except Unsatisfiable:
        assert mode == "negative"  # a path without parameters has no wrong ones


@pytest.mark.parametrize("path", [path for path in PATHS if "{" not in path])
def test_every_path_described_is_there(address: str, path: str) -> None:
    assert requests.get(address + path, timeout=10, allow_redirects=False).status_code in {200, 303}
