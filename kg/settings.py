"""One frozen Settings: flags before environment before kg.toml before defaults; passed down, never global."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from kg.errors import UsageError

#: The prefix of environment variables: KG_ONTOLOGY sets ``ontology``.
PREFIX = "KG_"
#: ISO dates as exact as known: a day, a month or a year.
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class Settings:
    """What a run may vary.

    Attributes:
        ontology: folder of the ontology, or None: the checkout's, then the wheel's.
        base: start of every IRI of the data, ends in a slash.
        name: stem of the files that a build writes.
        city, publication, date: for pages without a sources.toml.
        use_model: use the trained tagger beside dictionaries and rules.
        engine: what works on pages apart: ``local`` (processes of this machine) or ``spark``.
        master: of the Spark cluster (``spark://host:7077``, ``yarn``), or ``local[*]``: Spark on this machine.
        use_cache: do not read pages again that the last build into the same folder read.
        workers: processes that read pages; 0 means one a core.
        rdf12: write the Turtle 1.2 file as well, where each statement's node reifies its triple.
        max_page_bytes: a larger file is left out and reported.
        max_unpacked_bytes: so is a zip archive whose files have more bytes together.
        networkx_edges: measures of a graph with more edges than this are taken by NetworKit, of others by networkx.
    """

    ontology: Path | None = None
    base: str = "https://kg.example.org/zhuzhou/"
    name: str = "zhuzhou"
    city: str = ""
    publication: str = ""
    date: str = ""
    use_model: bool = True
    engine: str = "local"
    master: str = "local[*]"
    use_cache: bool = True
    workers: int = 0
    rdf12: bool = False
    max_page_bytes: int = 64 * 1024 * 1024
    max_unpacked_bytes: int = 1024 * 1024 * 1024
    networkx_edges: int = 20_000


def _convert(name: str, value: Any, where: str) -> Any:
    """The value as the setting's own type; bools and ints may come as text from the environment."""
    default = getattr(Settings(), name)
    if name == "ontology":
        return Path(str(value))
    if isinstance(default, bool):
        return value if isinstance(value, bool) else str(value).lower() in {"1", "true", "yes", "on"}
    if isinstance(default, int):
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise UsageError(f"{name} must be a whole number, not {value!r}", where=where) from error
    return str(value)


def load_settings(
    flags: Mapping[str, Any], environment: Mapping[str, str] = os.environ, file: Path = Path("kg.toml")
) -> Settings:
    """Settings from flags (None means not given), environment and file, in that order of precedence.

    Raises:
        UsageError: a value, a date or the file is malformed, or the file has a key that is no setting.
    """
    known = {f.name for f in fields(Settings)}
    values: dict[str, Any] = {}
    if file.is_file():
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"not valid TOML ({error})", where=str(file), advice="mend or remove it") from error
        if unknown := sorted(set(table) - known):
            raise UsageError(f"no such setting: {unknown[0]}", where=str(file), advice=f"known: {sorted(known)}")
        values |= {name: _convert(name, value, str(file)) for name, value in table.items()}
    for name in known:
        if (text := environment.get(PREFIX + name.upper())) is not None:
            values[name] = _convert(name, text, PREFIX + name.upper())
    values |= {name: value for name, value in flags.items() if name in known and value is not None}
    settings = replace(Settings(), **values)
    if settings.date and not DATE.fullmatch(settings.date):
        raise UsageError(f"not a date: {settings.date}", where="--date", advice="write 2021-09-06, 2021-09 or 2021")
    return settings if settings.base.endswith("/") else replace(settings, base=settings.base + "/")
