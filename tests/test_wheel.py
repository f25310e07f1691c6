"""The wheel works by itself: ontology, model and viewer are inside it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT]
    subprocess.run(words, check=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_every_file_of_the_ontology_is_in_the_wheel(unpacked: Path) -> None:
    for path in (ROOT / "ontology").rglob("*"):
        if path.is_file():
            assert (
                unpacked / "kg" / "_ontology" / path.relative_to(ROOT / "ontology")
            ).read_bytes() == path.read_bytes()


def test_every_file_of_the_package_is_in_the_wheel(unpacked: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "kg"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [name for name in tracked.split() if not (unpacked / name).is_file()] == []


def test_a_build_from_the_wheel_alone_gives_what_the_checkout_gives(unpacked: Path, tmp_path: Path) -> None:
    for name, path in {"wheel": unpacked, "checkout": ROOT}.items():
        words = [sys.executable, "-m", "kg.cli", "build", ROOT / "seeds", "--out", tmp_path / name]
        subprocess.run(words, check=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(path)})
    wheel, checkout = ((tmp_path / name / "zhuzhou.ttl").read_bytes() for name in ("wheel", "checkout"))
    assert wheel == checkout
