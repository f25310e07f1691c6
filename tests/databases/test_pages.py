"""Each kg load that docs/databases prints runs against a running server, and both languages print the same."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from tests.databases.servers import Server

DOCS = Path(__file__).parent.parent.parent / "docs" / "databases"
PAGES = sorted(path for path in DOCS.glob("*.md") if not path.name.endswith(".zh-CN.md"))
#: Page -> the fixture that runs its server, and the login it wants.
SERVERS = {"oxigraph": "oxigraph", "jena": "fuseki", "virtuoso": "virtuoso", "neo4j": "neo4j"}


def blocks(path: Path) -> list[str]:
    return re.findall(r"^```\w*\n.*?^```", path.read_text(encoding="utf-8"), re.M | re.S)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_both_languages_print_the_same_commands(page: Path) -> None:
    assert blocks(page) == blocks(page.with_suffix(".zh-CN.md"))
    assert blocks(page)


@pytest.mark.slow
@pytest.mark.databases
@pytest.mark.parametrize("name", SERVERS)
def test_the_printed_load_works(
    name: str, request: pytest.FixtureRequest, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server: Server = request.getfixturevalue(SERVERS[name])
    for variable in ("KG_LOAD_USER", "KG_LOAD_PASSWORD"):
        monkeypatch.setenv(variable, server.login.get(variable, ""))
    (line,) = re.findall(r"^kg load .*$", (DOCS / f"{name}.md").read_text(encoding="utf-8"), re.M)
    words = [re.sub(r"//[\d.]+:\d+", f"//{server.authority}", word) for word in shlex.split(line)[1:]]
    result = CliRunner().invoke(main, [*words, "--graph", str(built / "zhuzhou.ttl"), "--replace"])
    assert result.exit_code == 0, result.stderr
