"""The records of pages, in a hidden folder beside what a build writes; a record's name says what it was made from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path

from kg.cache.record import dump, load, seal
from kg.engine import Extraction, Failure, Job, Lazily, Result, Stored
from kg.errors import InputError
from kg.model import Page
from kg.read.files import read_bytes
from kg.settings import Settings

#: The hidden folder.
FOLDER = ".kg-cache"
#: Says to backup programs what it is (https://bford.info/cachedir/), and to git that it is not to be kept.
_MARKS = {"CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n", ".gitignore": "*\n"}


def furnish(out: Path) -> Path:
    """The hidden folder in a folder for results, made where it is not there."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _MARKS.items():
        if not (folder / name).is_file():
            _write(folder / name, text.encode())
    return folder


@dataclass(frozen=True)
class PageCache:
    """What pages gave, by what they were read from.

    Attributes:
        folder: where the records are kept.
        stamp: of all that pages are read with, as ``kg.cache.versions`` makes it.
    """

    folder: Path
    stamp: str
    settings: Settings

    def key(self, job: Job) -> str:
        """The name of the page's record; "" where the page cannot be read."""
        file, source = job
        if isinstance(file, Stored):
            return ""
        try:
            data = read_bytes(file, self.settings)
        except InputError:
            return ""
        parts = (self.stamp, file.suffix, *(getattr(source, f.name) for f in fields(source)))
        whole = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16)
        whole.update(b"\x1f" + data)
        return whole.hexdigest()

    def has(self, key: str) -> bool:
        """Whether there is a record, damaged or not."""
        return bool(key) and self._path(key).is_file()

    def get(self, key: str) -> Extraction | None:
        """What the page gave; None where it is not known, or its record is damaged."""
        try:
            return load(self._path(key).read_bytes()) if key else None
        except OSError:
            return None

    def put(self, key: str, extraction: Extraction) -> Extraction:
        """Keep what a page gave; the record appears whole or not at all. It is given back with the record's seal."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        record = dump(extraction)
        _write(path, record)
        return replace(extraction, page=replace(extraction.page, seal=seal(record)))

    def prune(self, keys: Iterable[str]) -> None:
        """Forget all pages but these, and what a killed build left."""
        kept = frozenset(keys)
        for folder, _, names in os.walk(self.folder / "pages"):
            shelf = Path(folder)
            for name in names:
                if shelf.name + name not in kept:
                    (shelf / name).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / "pages" / key[:2] / key[2:]


@dataclass(frozen=True)
class Remembering:
    """The steps of work on a page, which keep what they find, wherever an engine runs them."""

    steps: Lazily
    cache: PageCache

    def __call__(self, job: Job) -> Result:
        """Both steps."""
        return self.finish(self.begin(job))

    def begin(self, job: Job) -> tuple[Page | Failure, str]:
        """The page, and the name of its record; "" where its file changed meanwhile."""
        before = self.cache.key(job)
        page = self.steps.begin(job)
        return page, before if before == self.cache.key(job) else ""

    def finish(self, begun: tuple[Page | Failure, str]) -> Result:
        """What the page says; it is kept."""
        page, key = begun
        result = self.steps.finish(page)
        return self.cache.put(key, result) if key and isinstance(result, Extraction) else result

    def prepare(self) -> None:
        """Load what ``finish`` needs."""
        self.steps.prepare()


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_bytes(data)
    temporary.replace(path)
