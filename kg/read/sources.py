"""Which files are pages, and what their sources.toml says of each."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from kg.errors import InputError
from kg.model import Source
from kg.read.files import ARCHIVE, Member, PageFile, Refused, members, read_bytes
from kg.settings import DATE, Settings

SOURCES = "sources.toml"
Found = tuple[PageFile, Source]


def find_pages(paths: Iterable[Path], settings: Settings, suffixes: Sequence[str]) -> list[Found]:
    """The pages that these files, folders and zip archives hold, sorted by page id, each with where it comes from.

    A folder or an archive with a sources.toml holds the pages named there; any other is taken as it is, with the
    city, publication and date of the settings. Of files that differ only in their ending the first form is taken.
    Files of one name get their folders' names before it. What is found and not read comes as ``Refused``.

    Args:
        suffixes: endings of the files that are read, the form that is to be preferred first.

    Raises:
        InputError: a path is missing, or a sources.toml is malformed.
    """
    found: dict[PageFile, Found] = {}
    resolved = cache(Path.resolve)
    for path in paths:
        for file, source in _pages_of(path, settings, suffixes):
            if isinstance(file, Path):  # of a thousand files in a folder, that is looked up once
                real = file.resolve() if file.is_symlink() else resolved(file.parent) / file.name
                found.setdefault(real, (file, source))
            else:
                found.setdefault(file, (file, source))
    return sorted(_told_apart(list(found.values())), key=lambda row: row[1].page)


def _told_apart(found: Sequence[Found]) -> Iterator[Found]:
    """Pages of the same id get their folders' names before it, as many as it takes, at last their endings."""
    by_id: dict[str, list[Found]] = defaultdict(list)
    for file, source in found:
        by_id[source.page].append((file, source))
    for same in by_id.values():
        if len(same) == 1:
            yield same[0]
            continue
        folders = [_folders(file) for file, _ in same]
        for depth in range(max(map(len, folders)) + 1):
            ids = ["_".join((*some[len(some) - depth :], s.page)) for some, (_, s) in zip(folders, same, strict=True)]
            if len(set(ids)) == len(ids):
                break
        else:
            ids = [f"{page}_{file.suffix[1:]}" for page, (file, _) in zip(ids, same, strict=True)]
        yield from ((file, replace(source, page=page)) for page, (file, source) in zip(ids, same, strict=True))


def _folders(file: PageFile) -> tuple[str, ...]:
    if isinstance(file, Member):
        return (file.archive.stem, *PurePosixPath(file.inner).parent.parts)
    return file.resolve().parent.parts[1:] if isinstance(file, Path) else ()


def _pages_of(path: Path, settings: Settings, suffixes: Sequence[str]) -> Iterator[Found]:
    if not path.exists():
        raise InputError("no such file or folder", where=str(path), advice="check the path")
    if path.is_file():
        yield from _expanded(
            path, _described(path).get(path.resolve(), _undescribed(path, settings)), settings, suffixes
        )
    elif described := _described(path):
        for file, source in described.items():
            yield from _expanded(file, source, settings, suffixes)
    else:
        known = {*suffixes, ARCHIVE}
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in known and p.is_file())
        told = cache(_nearest)
        for form in _one_form_each(files, suffixes):
            if isinstance(form, Path):
                described = told(form.parent, form.parent.parent)
                said = described.get(form.resolve()) if described else None
                yield from _expanded(form, said or _undescribed(form, settings), settings, suffixes)
            else:
                yield form, Source(form.name)


def _one_form_each(files: Sequence[Path | Member], suffixes: Sequence[str]) -> Iterator[PageFile]:
    """The files; of those that differ only in their ending the one in the first form, the others refused."""
    rank = {suffix: number for number, suffix in enumerate(suffixes)}
    first: dict[str, Path | Member] = {}
    for file in sorted(files, key=lambda f: rank.get(f.suffix.lower(), len(rank))):
        best = first.setdefault(_without_ending(file), file)
        if best is file or file.suffix.lower() == ARCHIVE:
            yield file
        else:
            yield Refused(file.name, f"is the same page as {best.name}", "rename it if it is another")


def _without_ending(file: Path | Member) -> str:
    whole = file.inner if isinstance(file, Member) else str(file)
    return whole.removesuffix(file.suffix)


def _expanded(file: Path, source: Source, settings: Settings, suffixes: Sequence[str]) -> Iterator[Found]:
    """A page file as it is; an archive as the pages it holds, each with what is known of the archive."""
    if file.suffix.lower() != ARCHIVE:
        yield file, source
        return
    try:
        inside = members(file, settings)
    except InputError as error:
        yield Refused(file.name, error.problem, error.advice), source
        return
    pages = list(_archived(inside, source, settings, suffixes))
    yield from pages or [(Refused(file.name, "holds no page", f"zip files in {', '.join(suffixes)}"), source)]


def _archived(inside: Sequence[Member], known: Source, settings: Settings, suffixes: Sequence[str]) -> Iterator[Found]:
    sources = min((m for m in inside if m.name.endswith(f"/{SOURCES}")), key=lambda m: len(m.inner), default=None)
    if sources and not sources.climbs:
        folder = PurePosixPath(sources.inner).parent
        for page, row in _table(read_bytes(sources, settings), sources.name).items():
            yield (
                Member(sources.archive, str(folder / _file(row, page, sources.name))),
                _source(row, page, sources.name),
            )
        return
    wanted = [m for m in inside if m.suffix.lower() in {*suffixes, ARCHIVE} and not m.inner.startswith("__MACOSX/")]
    refused = {member: reason for member in wanted if (reason := _refused(member))}
    yield from ((reason, Source(reason.name)) for reason in refused.values())
    for file in _one_form_each([member for member in wanted if member not in refused], suffixes):
        yield file, replace(known, page=file.stem if isinstance(file, Member) else file.name)


def _refused(member: Member) -> Refused | None:
    if member.climbs:
        return Refused(member.name, "has a path that leads out of its archive", "rename it and zip it anew")
    if member.suffix.lower() == ARCHIVE:
        return Refused(member.name, "is an archive within an archive", "unpack the outer one first")
    return None


def _undescribed(path: Path, settings: Settings) -> Source:
    return Source(path.stem, settings.publication, settings.date, settings.city)


def _described(path: Path) -> dict[Path, Source]:
    """The pages of the nearest sources.toml: in the folder itself, or beside the file or one folder up."""
    return _nearest(path) if path.is_dir() else _nearest(path.parent, path.parent.parent)


def _nearest(*folders: Path) -> dict[Path, Source]:
    """The pages of the first sources.toml in one of these."""
    for folder in folders:
        if (folder / SOURCES).is_file():
            return _read_sources(folder / SOURCES)
    return {}


def _read_sources(path: Path) -> dict[Path, Source]:
    where = str(path)
    rows = _table(path.read_bytes(), where).items()
    return {(path.parent / _file(row, page, where)).resolve(): _source(row, page, where) for page, row in rows}


def _table(data: bytes, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not valid TOML ({error})", where=where, advice="mend it as seeds/sources.toml") from error


def _file(row: Any, page: str, where: str) -> str:
    if not isinstance(row, dict) or not isinstance(row.get("file"), str):
        raise InputError(f'[{page}] lacks file = "…"', where=where, advice="name the page's file")
    return str(row["file"])


def _source(row: dict[str, Any], page: str, where: str) -> Source:
    date = str(row.get("date", ""))
    if date and not DATE.fullmatch(date):
        raise InputError(f"[{page}] has the date {date!r}", where=where, advice="write 2021-09-06, 2021-09 or 2021")
    source = Source(page, date=date)
    text = {k: str(row.get(k, "")) for k in ("publication", "city", "origin")}
    return replace(source, **text, number=str(row.get("page", "")))
