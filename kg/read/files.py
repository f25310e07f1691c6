"""Where the bytes of a page lie: in a file of its own, or in a zip archive, which is never unpacked to disk."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from kg.errors import InputError
from kg.settings import Settings

ARCHIVE = ".zip"
#: Bit of a member's flags that says its name is UTF-8; without it old programs of Chinese systems write GBK.
UTF8_NAME = 0x800
#: What a broken or encrypted archive makes the library raise.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, IndexError, RuntimeError, NotImplementedError, EOFError,
    OSError, ValueError, MemoryError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """A file within a zip archive; ``inner`` is its path there, as the archive has it."""

    archive: Path
    inner: str

    @property
    def name(self) -> str:
        """The archive's name and the path within, as reports show it."""
        return f"{self.archive.name}/{self.inner}"

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return PurePosixPath(self.inner).stem

    @property
    def suffix(self) -> str:
        """The ending of the file's name, with its dot."""
        return PurePosixPath(self.inner).suffix

    @property
    def climbs(self) -> bool:
        """Whether the path leads out of the archive."""
        path = PurePosixPath(self.inner.replace("\\", "/"))
        return path.is_absolute() or ".." in path.parts or ":" in path.parts[0]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was found and is not read, and why; reading it raises that as an error."""

    name: str
    problem: str
    advice: str = ""
    suffix: str = ""


#: A page's file.
PageFile = Path | Member | Refused


def read_bytes(file: PageFile, settings: Settings) -> bytes:
    """The bytes of a page's file.

    Raises:
        InputError: it cannot be read, or is larger than ``max_page_bytes``.
    """
    if isinstance(file, Refused):
        raise InputError(file.problem, where=file.name, advice=file.advice)
    if isinstance(file, Member):
        return _read_member(file, settings)
    try:
        _check_size(file.stat().st_size, str(file), settings)
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(file)) from error


def _read_member(member: Member, settings: Settings) -> bytes:
    try:
        archive = _opened(member.archive, member.archive.stat().st_mtime_ns, os.getpid())
        info = _by_name(archive)[member.inner]
        _check_size(info.file_size, member.name, settings)
        return archive.read(info)
    except BROKEN as error:
        raise InputError("cannot be unpacked", where=member.name, advice="zip it anew without a password") from error


def _check_size(size: int, where: str, settings: Settings) -> None:
    if size > settings.max_page_bytes:
        advice = "cut it into pages, or raise max_page_bytes"
        raise InputError(f"has {size} bytes, more than {settings.max_page_bytes}", where=where, advice=advice)


def members(archive: Path, settings: Settings) -> list[Member]:
    """The files within a zip archive, sorted by path.

    Raises:
        InputError: it is no readable archive, or unpacks to more than ``max_unpacked_bytes``.
    """
    try:
        infos = _by_name(_opened(archive, archive.stat().st_mtime_ns, os.getpid()))
    except BROKEN as error:
        raise InputError("is no readable zip archive", where=archive.name, advice="zip it anew") from error
    size, most = sum(info.file_size for info in infos.values()), settings.max_unpacked_bytes
    if size > most:
        advice = "cut it into several, or raise max_unpacked_bytes"
        raise InputError(f"unpacks to {size} bytes, more than {most}", where=archive.name, advice=advice)
    return [Member(archive, name) for name in sorted(infos)]


@lru_cache(maxsize=2)
def _opened(archive: Path, changed: int, process: int) -> zipfile.ZipFile:
    """The archive, opened once a process: forked ones would move each other's place in the file."""
    return zipfile.ZipFile(archive)


@lru_cache(maxsize=2)
def _by_name(archive: zipfile.ZipFile) -> Mapping[str, zipfile.ZipInfo]:
    return {_name(info): info for info in archive.infolist() if not info.is_dir()}


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & UTF8_NAME or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
