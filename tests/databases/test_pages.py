"""Every command that docs/databases prints runs, page by page, from the start of the server to the picture."""

import csv
import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.databases import servers
from tests.databases.questions import COUNTS, Question, Source, rows

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs" / "databases"
PAGES = sorted(path for path in DOCS.glob("*.md") if not path.name.endswith(".zh-CN.md"))
#: Page -> the ports that it prints; the first that answers is that of the server.
PORTS = {"oxigraph": [7878], "jena": [3030], "virtuoso": [8890, 1111], "rdf4j": [8080], "neo4j": [7687], "ladybug": []}
#: What the page starts and leaves running, the last command of its block.
SERVES = re.compile(r"oxigraph serve|fuseki-server|virtuoso-t|jetty-runner\S+ --host|neo4j console")
#: Done before: by the fixture that builds, by whoever installed this.
DONE = re.compile(r"make graph|pip install|apt-get install")


def blocks(path: Path, language: str = r"\w*") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_both_languages_print_the_same_commands(page: Path) -> None:
    assert blocks(page) == blocks(page.with_suffix(".zh-CN.md"))
    assert blocks(page)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text(encoding="utf-8"))
    assert links and [link for link in links if not (DOCS / link).exists()] == []


class Walk:
    """Someone who types what a page prints, in a folder with a built graph.

    Attributes:
        folder: where they are. free: port of the page -> one that is free here.
    """

    def __init__(self, page: Path, folder: Path, built: Path) -> None:
        self.page, self.folder = page, folder
        self.free = {port: servers.free_port() for port in PORTS[page.stem]}
        self._exported = ""
        (folder / "exports").symlink_to(built)
        (folder / "bin").mkdir()
        shutil.copytree(DOCS, folder / "docs" / "databases")
        ini = folder / "docs" / "databases" / "virtuoso.ini"
        ini.write_text(self._here(ini.read_text(encoding="utf-8")), encoding="utf-8")
        self.program("kg", [sys.executable, "-m", "kg.cli"])
        self.program("python", [sys.executable])

    def program(self, name: str, words: list[str], *, environment: str = "", given: str = '"$@"') -> None:
        """Put a program on the path; it takes the words that it is given, or those named."""
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{environment} exec {shlex.join(words)} {given}\n", encoding="utf-8")
        path.chmod(0o755)

    @contextmanager
    def printed(self) -> Iterator[str]:
        """Run every sh block; what they print, the servers running still."""
        said, running = "", []
        try:
            for block in blocks(self.page, "sh"):
                lines = [line for line in self._here(block).splitlines() if not DONE.match(line)]
                if lines and SERVES.search(lines[-1]):
                    said += self._run(lines[:-1])
                    running.append(self._start(lines[-1]))
                else:
                    said += self._run(lines)
            yield said
        finally:
            for process in running:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(30)

    def _here(self, text: str) -> str:
        return re.sub(r"(?<=:)\d{4}\b|(?<=--port )\d{4}\b", lambda m: str(self.free.get(int(m[0]), m[0])), text)

    def _run(self, lines: list[str]) -> str:
        script = "\n".join(["set -e", self._exported, *lines])
        self._exported += "".join(f"{line}\n" for line in lines if line.startswith("export "))
        run = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=300, **self._place())
        assert run.returncode == 0, f"{script}\n{run.stdout}{run.stderr}"
        return run.stdout

    def _start(self, line: str) -> subprocess.Popen:
        with (self.folder / "log").open("wb") as log:
            words = ["bash", "-c", f"{self._exported}{line}"]
            process = subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True, **self._place())
        servers.wait(process, lambda: all(map(servers.listens, self.free.values())), self.folder / "log")
        return process

    def _place(self) -> dict[str, object]:
        path = [str(self.folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KG_LOAD")}
        return {"cwd": self.folder, "env": {**environment, "PATH": os.pathsep.join(path), "PYTHONPATH": str(ROOT)}}


def oxigraph(walk: Walk, classpath: Callable[[str], str]) -> None:
    servers.oxigraph_binary()


def jena(walk: Walk, classpath: Callable[[str], str]) -> None:
    mains = {"fuseki-server": "org.apache.jena.fuseki.main.cmds.FusekiMainCmd"}
    mains |= {name: name for name in ("tdb2.tdbloader", "tdb2.tdbquery")}
    for name, main in mains.items():
        walk.program(name, [*servers.JAVA, "-cp", classpath("jena"), main])


def virtuoso(walk: Walk, classpath: Callable[[str], str]) -> None:
    if not shutil.which("virtuoso-t"):
        raise servers.Missing("Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")


def rdf4j(walk: Walk, classpath: Callable[[str], str]) -> None:
    classpath("rdf4j_server")  # so that Maven has both in its cache


def neo4j(walk: Walk, classpath: Callable[[str], str]) -> None:
    home = servers.neo4j_home(walk.folder / "neo4j", walk.free[7687])
    places = {"NEO4J_HOME": home, "NEO4J_CONF": home / "conf"}
    environment = " ".join(f"{name}={shlex.quote(str(place))}" for name, place in places.items())
    classes = classpath("neo4j")
    walk.program("neo4j-admin", servers.neo4j_words(classes, "cli.AdminTool"), environment=environment)
    given = f"--home-dir={shlex.quote(str(home))} --config-dir={shlex.quote(str(home / 'conf'))}"
    walk.program("neo4j", servers.neo4j_words(classes, "server.CommunityEntryPoint"), given=given)


def ladybug(walk: Walk, classpath: Callable[[str], str]) -> None:
    pytest.importorskip("ladybug")


def imported(source: Source) -> str:
    """What neo4j-admin says when it has imported everything."""
    things = source.answers(Question("SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e kg:mentionedOn ?page }"))
    [[nodes], [relationships]] = [*things, *source.answers(COUNTS["statements"])]
    return rf"\b{nodes} nodes\s+{relationships} relationships"


@pytest.mark.slow
@pytest.mark.databases
@pytest.mark.parametrize("install", [oxigraph, jena, virtuoso, rdf4j, neo4j, ladybug], ids=lambda f: f.__name__)
def test_the_page_leads_from_nothing_to_the_picture(
    install: Callable[..., None], classpath: Callable[[str], str], built: Path, tmp_path: Path
) -> None:
    walk = Walk(DOCS / f"{install.__name__}.md", tmp_path, built)
    try:
        install(walk, classpath)
    except servers.Missing as missing:
        pytest.skip(str(missing))
    posts = Source(built / "zhuzhou.ttl").answers(Question((DOCS / "posts.rq").read_text(encoding="utf-8")))
    with walk.printed() as said:
        assert f"{posts.total()} posts" in said
        assert install is not neo4j or re.search(imported(Source(built / "zhuzhou.ttl")), said)
        if "curl -s -H" in walk.page.read_text(encoding="utf-8"):
            table = re.search(r'^"?who"?,.*?(?=^\d+ posts)', said, re.M | re.S)[0]
            assert rows(list(csv.reader(io.StringIO(table)))[1:]) == posts
    drawn = (tmp_path / "posts.svg").read_text(encoding="utf-8")
    assert set(re.findall('class="who">(.*?)<', drawn)) <= {row[0] for row in posts}
    assert drawn.count('class="date"') == min(posts.total(), 40)


def test_the_python_that_the_page_prints_runs(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ladybug")
    walk = Walk(DOCS / "ladybug.md", tmp_path, built)
    with walk.printed():
        [code] = blocks(walk.page, "python")
        run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0 and "市长" in run.stdout, run.stderr
