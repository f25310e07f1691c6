"""Servers that the tests share, started when one is first asked for; skipped with a reason where missing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from kg.pipeline import build
from kg.settings import Settings
from tests.databases import servers
from tests.databases.servers import Missing, Server
from tests.databases.targets import TARGETS, Ladybug, Neo4j, Target, triple_store

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the seeds' graph."""
    out = tmp_path_factory.mktemp("built")
    build([ROOT / "seeds"], out, Settings())
    return out


@contextmanager
def or_skipped(server: AbstractContextManager[Server]) -> Iterator[Server]:
    """The server; the test is skipped where a program is missing."""
    try:
        running = server.__enter__()
    except Missing as missing:
        pytest.skip(str(missing))
    try:
        yield running
    finally:
        server.__exit__(None, None, None)


@pytest.fixture(scope="session")
def classpath(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The class path of a module of pom.xml."""
    found: dict[str, str] = {}

    def resolve(name: str) -> str:
        if not found:
            try:
                found.update(servers.classpaths(tmp_path_factory.mktemp("classpaths")))
            except Missing as missing:
                pytest.skip(str(missing))
        if name not in found:
            pytest.fail(f"Maven could not fetch {name}")
        return found[name]

    return resolve


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with or_skipped(servers.oxigraph(tmp_path_factory.mktemp("oxigraph"))) as server:
        yield server


@pytest.fixture(scope="session")
def fuseki(classpath: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with or_skipped(servers.fuseki(tmp_path_factory.mktemp("fuseki"), classpath("jena"))) as server:
        yield server


@pytest.fixture(scope="session")
def rdf4j(classpath: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with or_skipped(servers.rdf4j(tmp_path_factory.mktemp("rdf4j"), classpath("rdf4j_server"))) as server:
        yield server


@pytest.fixture(scope="session")
def neo4j(classpath: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    pytest.importorskip("neo4j")
    with or_skipped(servers.neo4j(tmp_path_factory.mktemp("neo4j"), classpath("neo4j"))) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with or_skipped(servers.virtuoso(tmp_path_factory.mktemp("virtuoso"), built)) as server:
        yield server


@pytest.fixture(params=TARGETS)
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Target:
    """Each database in turn, its login in the environment."""
    found = made(request.param, request, tmp_path)
    for name in ("KG_LOAD_USER", "KG_LOAD_PASSWORD"):
        monkeypatch.setenv(name, found.login.get(name, ""))
    return found


def made(name: str, request: pytest.FixtureRequest, folder: Path) -> Target:
    """The database of a name, its server started."""
    if name == "ladybug":
        pytest.importorskip("ladybug")
        return Ladybug(folder / "zhuzhou.lbug")
    server: Server = request.getfixturevalue(name.partition("-")[0])
    return Neo4j(f"bolt://{server.authority}", server.login) if name == "neo4j" else triple_store(name, server)
