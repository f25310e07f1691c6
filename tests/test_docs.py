"""Every command that the READMEs print runs, in a copy of the checkout, and both languages print the same ones."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)
#: Commands that are run elsewhere, or serve until they are stopped.
ELSEWHERE = re.compile(
    r"make test|make check|make bench|make model|git clone|kg serve|kg review|cd |pip install|kg load"
)


def commands(path: Path) -> Iterator[str]:
    for block in BLOCK.findall(path.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            if line and not line.startswith("#"):
                yield re.sub(r"\s+#\s.*$", "", line).strip()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a new user would have, with this environment as its .venv."""
    folder = tmp_path_factory.mktemp("checkout") / "kg"
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in names.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    binaries = folder / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "kg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg.cli "$@"\n', encoding="utf-8")
    (binaries / "kg").chmod(0o755)
    (binaries / "python").symlink_to(sys.executable)
    (folder / ".venv" / ".done").touch()
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("command", dict.fromkeys(c for path in READMES for c in commands(path)))
def test_the_command_runs(checkout: Path, command: str) -> None:
    if ELSEWHERE.match(command):
        pytest.skip("run by another test, or runs until it is stopped")
    path = f"{checkout / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(checkout)}
    run = subprocess.run(
        command, shell=True, cwd=checkout, env=environment, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr


def test_both_languages_print_the_same_commands() -> None:
    english, chinese = (list(commands(path)) for path in READMES)
    assert english == chinese
    assert "make graph" in english and "make test" in english


@pytest.mark.parametrize("path", READMES, ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    targets += re.findall(r'src="(?!https?:)([^"]+)"', path.read_text(encoding="utf-8"))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
