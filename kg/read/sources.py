"""Which files are pages, and what their sources.toml says of each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Source
from kg.settings import DATE, Settings

SOURCES = "sources.toml"


def find_pages(paths: Iterable[Path], settings: Settings, suffixes: frozenset[str]) -> list[tuple[Path, Source]]:
    """The pages that these files and folders hold, sorted by page id, each with where it comes from.

    A folder with a sources.toml holds the pages named there; any other file or folder is taken as it is, with the
    city, publication and date of the settings.

    Raises:
        InputError: a path is missing, or a sources.toml is malformed.
    """
    found: dict[str, tuple[Path, Source]] = {}
    for path in paths:
        for file, source in _pages_of(path, settings, suffixes):
            found.setdefault(source.page, (file, source))
    return [found[page] for page in sorted(found)]


def _pages_of(path: Path, settings: Settings, suffixes: frozenset[str]) -> Iterable[tuple[Path, Source]]:
    if not path.exists():
        raise InputError("no such file or folder", where=str(path), advice="check the path")
    described = _described(path)
    if path.is_file():
        yield path, described.get(path.resolve(), _undescribed(path, settings))
        return
    if described:
        yield from described.items()
        return
    for file in sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in suffixes):
        yield file, _described(file).get(file.resolve(), _undescribed(file, settings))


def _undescribed(path: Path, settings: Settings) -> Source:
    return Source(path.stem, settings.publication, settings.date, settings.city)


def _described(path: Path) -> dict[Path, Source]:
    """The pages of the nearest sources.toml: in the folder itself, or beside the file or one folder up."""
    folders = [path] if path.is_dir() else [path.parent, path.parent.parent]
    for folder in folders:
        if (folder / SOURCES).is_file():
            return _read_sources(folder / SOURCES)
    return {}


def _read_sources(path: Path) -> dict[Path, Source]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"not valid TOML ({error})", where=str(path), advice="mend it as seeds/sources.toml"
        ) from error
    return {(path.parent / _file(row, page, path)).resolve(): _source(row, page, path) for page, row in table.items()}


def _file(row: Any, page: str, path: Path) -> str:
    if not isinstance(row, dict) or not isinstance(row.get("file"), str):
        raise InputError(f'[{page}] lacks file = "…"', where=str(path), advice="name the page's file")
    return str(row["file"])


def _source(row: dict[str, Any], page: str, path: Path) -> Source:
    date = str(row.get("date", ""))
    if date and not DATE.fullmatch(date):
        raise InputError(f"[{page}] has the date {date!r}", where=str(path), advice="write 2021-09-06, 2021-09 or 2021")
    source = Source(page, date=date)
    text = {k: str(row.get(k, "")) for k in ("publication", "city", "origin")}
    return replace(source, **text, number=str(row.get("page", "")))
