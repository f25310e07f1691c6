"""Real database servers, each started on loopback by the tests that need it; skipped with a reason where missing."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.pipeline import build
from kg.settings import Settings

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the seeds' graph."""
    out = tmp_path_factory.mktemp("built")
    build([ROOT / "seeds"], out, Settings())
    return out


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(words: list[str], ready: Callable[[], bool], log: Path, **options: object) -> Iterator[subprocess.Popen]:
    """A server process until the block ends; its output goes to the log.

    Raises:
        RuntimeError: it stopped, or was not ready within two minutes.
    """
    with log.open("wb") as out, subprocess.Popen(words, stdout=out, stderr=out, **options) as process:
        try:
            _wait(process, ready, log)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: subprocess.Popen, ready: Callable[[], bool], log: Path) -> None:
    for _ in range(240):
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
        if ready():
            return
        time.sleep(0.5)
    raise RuntimeError(f"the server is not ready: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def java_classpath(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The class path of a folder's pom.xml, fetched by Maven into its own cache."""
    if not shutil.which("mvn") or not shutil.which("java"):
        pytest.skip("Java and Maven are not installed")

    def resolve(name: str) -> str:
        out = tmp_path_factory.mktemp(name) / "classpath"
        words = ["mvn", "-q", "-B", "-f", str(HERE / name / "pom.xml"), "dependency:build-classpath"]
        run = subprocess.run([*words, f"-Dmdep.outputFile={out}"], capture_output=True, text=True, timeout=900)
        if run.returncode:
            pytest.fail(f"Maven could not fetch {name}: {run.stdout[-1500:]}")
        return out.read_text(encoding="utf-8").strip()

    return resolve


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running Oxigraph."""
    binary = shutil.which("oxigraph", path=f"{Path(os.sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not binary:
        pytest.skip("the oxigraph server is not installed: pip install oxigraph")
    port, folder = free_port(), tmp_path_factory.mktemp("oxigraph")
    words = [binary, "serve", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"]
    with server(words, lambda: listens(port), folder / "log"):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def fuseki(java_classpath: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a data set of a running Apache Jena Fuseki."""
    port, folder = free_port(), tmp_path_factory.mktemp("fuseki")
    main = "org.apache.jena.fuseki.main.cmds.FusekiMainCmd"
    words = ["java", "-Xmx1g", "-cp", java_classpath("jena"), main, "--mem", "--update", "--localhost"]
    with server([*words, "--port", str(port), "/ds"], lambda: listens(port), folder / "log", cwd=folder):
        yield f"http://127.0.0.1:{port}/ds"


@pytest.fixture(scope="session")
def neo4j(java_classpath: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Bolt address of a running Neo4j community database."""
    port, folder = free_port(), tmp_path_factory.mktemp("neo4j")
    packages = ["java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang"]
    opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in packages]
    words = ["java", "-Xmx1g", *opened, "-cp", java_classpath("neo4j"), str(HERE / "neo4j" / "Serve.java")]
    with server([*words, str(folder / "home"), str(port)], lambda: listens(port), folder / "log"):
        yield f"bolt://127.0.0.1:{port}"


VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}, {allowed}
NumberOfBuffers = 20000
MaxDirtyBuffers = 10000

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10

[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True)
class Virtuoso:
    """A running Virtuoso: ports of its SQL and HTTP sides; its administrator is dba with the password dba."""

    sql: int
    http: int

    def isql(self, commands: str) -> str:
        """What the SQL client prints of these commands."""
        words = ["isql-vt", f"127.0.0.1:{self.sql}", "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF"]
        run = subprocess.run([*words, f"EXEC={commands}"], capture_output=True, text=True, timeout=300, check=True)
        return run.stdout


@pytest.fixture(scope="session")
def virtuoso_server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A running Virtuoso that may read the folder of the built graph."""
    if not shutil.which("virtuoso-t") or not shutil.which("isql-vt"):
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")
    folder, sql, http = tmp_path_factory.mktemp("virtuoso"), free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(VIRTUOSO.format(folder=folder, allowed=built, sql=sql, http=http), encoding="utf-8")
    words = ["virtuoso-t", "+foreground", "+configfile", str(ini)]
    with server(words, lambda: listens(sql) and listens(http), folder / "log", cwd=folder):
        yield Virtuoso(sql, http)


@pytest.fixture(scope="session")
def virtuoso(virtuoso_server: Virtuoso) -> str:
    """HTTP address of a running Virtuoso."""
    return f"http://127.0.0.1:{virtuoso_server.http}"
