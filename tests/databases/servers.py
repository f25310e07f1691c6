"""Real database servers on loopback, each in a folder of its own, until the block that started it ends."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

HERE = Path(__file__).parent
#: A small Java that starts soon.
JAVA = ("java", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
#: One that runs fast once it is warm.
FAST = ("java", "-Xmx1g", "-XX:+UseSerialGC")
#: What Neo4j opens of Java's own packages.
OPENED = tuple(
    f"--add-opens=java.base/{name}=ALL-UNNAMED"
    for name in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
)
PASSWORD = "geheim-密码-12"


class Missing(Exception):
    """A program is not installed; the message says which and how to get it."""


@dataclass(frozen=True)
class Server:
    """A running server: its host and port, and the login that it wants."""

    authority: str
    login: Mapping[str, str] = field(default_factory=dict)

    @property
    def http(self) -> str:
        return f"http://{self.authority}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(words: list[str], ready: Callable[[], bool], folder: Path, **options: object) -> Iterator[None]:
    """A server process until the block ends; its output goes to a log in the folder.

    Raises:
        RuntimeError: it stopped, or was not ready within two minutes.
    """
    log = folder / "log"
    with log.open("ab") as out, subprocess.Popen(words, stdout=out, stderr=out, **options) as process:
        try:
            wait(process, ready, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def wait(process: subprocess.Popen, ready: Callable[[], bool], log: Path) -> None:
    """Until it is ready.

    Raises:
        RuntimeError: it stopped, or was not ready within two minutes.
    """
    for _ in range(1200):
        stopped = process.poll() is not None
        if stopped or ready():
            break
        time.sleep(0.1)
    else:
        stopped = True
    if stopped:
        raise RuntimeError(f"the server is not up: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


def classpaths(folder: Path) -> dict[str, str]:
    """Module of pom.xml -> its class path, fetched by Maven; those that cannot be are left out.

    Raises:
        Missing: Java or Maven is not installed.
    """
    if not shutil.which("mvn") or not shutil.which("java"):
        raise Missing("Java and Maven are not installed: apt-get install maven default-jdk-headless")
    words = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:build-classpath", f"-Dfolder={folder}"]
    subprocess.run([*words, "--fail-at-end"], stdout=subprocess.DEVNULL, timeout=900)
    return {path.name: path.read_text(encoding="utf-8").strip() for path in folder.iterdir()}


def oxigraph_binary() -> str:
    """Path of the server that PyPI has.

    Raises:
        Missing: it is not installed.
    """
    binary = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not binary:
        raise Missing("the oxigraph server is not installed: pip install oxigraph")
    return binary


@contextmanager
def oxigraph(folder: Path, file_limit: int = 0) -> Iterator[Server]:
    """Oxigraph; with a limit no file of it grows over so many blocks of 512 bytes, as on a full disk."""
    port = free_port()
    words = [oxigraph_binary(), "serve", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"]
    if file_limit:
        words = ["sh", "-c", f'trap "" XFSZ; ulimit -f {file_limit}; exec "$@"', "sh", *words]
    with running(words, lambda: listens(port), folder):
        yield Server(f"127.0.0.1:{port}")


@contextmanager
def fuseki(folder: Path, classes: str) -> Iterator[Server]:
    """Apache Jena Fuseki with an empty data set, /ds, in TDB2."""
    port = free_port()
    main = "org.apache.jena.fuseki.main.cmds.FusekiMainCmd"
    words = [*JAVA, "-cp", classes, main, "--update", "--localhost", "--port", str(port), "--tdb2"]
    with running([*words, "--loc", str(folder), "/ds"], lambda: listens(port), folder, cwd=folder):
        yield Server(f"127.0.0.1:{port}")


RDF4J_REPOSITORY = """
@prefix rep: <http://www.openrdf.org/config/repository#> .
@prefix sr: <http://www.openrdf.org/config/repository/sail#> .
@prefix sail: <http://www.openrdf.org/config/sail#> .
[] a rep:Repository ; rep:repositoryID "zhuzhou" ; rep:repositoryImpl [
  rep:repositoryType "openrdf:SailRepository" ; sr:sailImpl [ sail:sailType "openrdf:NativeStore" ] ] .
"""


@contextmanager
def rdf4j(folder: Path, archives: str) -> Iterator[Server]:
    """RDF4J's server in Jetty with an empty repository, zhuzhou, in a native store."""
    war, runner = sorted(archives.split(os.pathsep), key=lambda path: not path.endswith(".war"))
    port = free_port()
    words = [*JAVA, f"-Dorg.eclipse.rdf4j.appdata.basedir={folder}", "-jar", runner, "--host", "127.0.0.1"]
    words += ["--port", str(port), "--path", "/rdf4j-server", war]
    home = f"http://127.0.0.1:{port}/rdf4j-server"
    with running(words, lambda: listens(port) and requests.get(f"{home}/protocol", timeout=60).ok, folder):
        kind = {"Content-Type": "text/turtle"}
        requests.put(f"{home}/repositories/zhuzhou", RDF4J_REPOSITORY, headers=kind, timeout=60).raise_for_status()
        yield Server(f"127.0.0.1:{port}")


NEO4J = """
server.default_listen_address=127.0.0.1
server.bolt.listen_address=:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.listen_address=:{http}
server.http.enabled={browser}
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
"""


def neo4j_words(classes: str, main: str, *words: str, java: Sequence[str] = JAVA) -> list[str]:
    """The command that runs a main class of Neo4j."""
    return [*java, *OPENED, "-cp", classes, f"org.neo4j.{main}", *words]


def neo4j_home(folder: Path, bolt: int, http: int = 0) -> Path:
    """Configure a database of its own in the folder; with the browser where there is a port for it."""
    (folder / "conf").mkdir(parents=True)
    text = NEO4J.format(bolt=bolt, http=http or free_port(), browser="true" if http else "false")
    (folder / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")
    return folder


@contextmanager
def neo4j(folder: Path, classes: str, java: Sequence[str] = JAVA) -> Iterator[Server]:
    """Neo4j community, with a password."""
    import neo4j

    port = free_port()
    home = neo4j_home(folder, port)
    places = f"--home-dir={home}", f"--config-dir={home / 'conf'}"
    words = neo4j_words(classes, "server.CommunityEntryPoint", *places, java=java)
    log = home / "logs" / "neo4j.log"
    with running(words, lambda: log.is_file() and "Started." in log.read_text(encoding="utf-8"), home, cwd=home):
        with neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", "neo4j")) as driver:
            change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
            driver.execute_query(change, password=PASSWORD, database_="system")
        yield Server(f"127.0.0.1:{port}", {"KG_LOAD_USER": "neo4j", "KG_LOAD_PASSWORD": PASSWORD})


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
class Virtuoso(Server):
    """A running Virtuoso: beside HTTP it has a port for SQL."""

    sql: int = 0

    def isql(self, commands: str) -> str:
        """What the SQL client prints of these commands."""
        words = ["isql-vt", f"127.0.0.1:{self.sql}", "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF"]
        run = subprocess.run([*words, f"EXEC={commands}"], capture_output=True, text=True, timeout=300, check=True)
        return run.stdout


@contextmanager
def virtuoso(folder: Path, allowed: Path) -> Iterator[Virtuoso]:
    """Virtuoso, which may read the allowed folder; its administrator is dba with the password dba.

    Raises:
        Missing: it is not installed.
    """
    if not shutil.which("virtuoso-t") or not shutil.which("isql-vt"):
        raise Missing("Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")
    sql, http = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(VIRTUOSO.format(folder=folder, allowed=allowed, sql=sql, http=http), encoding="utf-8")
    words = ["virtuoso-t", "+foreground", "+configfile", str(ini)]
    with running(words, lambda: listens(sql) and listens(http), folder, cwd=folder):
        yield Virtuoso(f"127.0.0.1:{http}", {"KG_LOAD_USER": "dba", "KG_LOAD_PASSWORD": "dba"}, sql)
