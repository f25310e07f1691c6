"""Government reports read as pages of their cities: the long input of the benchmarks."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from functools import cache
from pathlib import Path


def reports(data: Path) -> Iterator[dict[str, str]]:
    """The reports of gov_reports.jsonl.xz, in their order."""
    with lzma.open(data / "gov_reports.jsonl.xz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def write_pages(data: Path, folder: Path, characters: int) -> int:
    """Write reports as page files with a sources.toml, about so many characters of them; the number written.

    They are taken at even distances, so that few stand for all: of plans of the state, of provinces, of cities.
    """
    written, rows = 0, []
    for number in range(0, len(_all(data)), max(1, _size(data) // characters)):
        report, name = _all(data)[number], f"r{number:04d}"
        text = f"{report['title']}\n\n{report['text']}"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append(f'[{name}]\nfile = "{name}.txt"\ndate = "{report["date"] or ""}"\n')
        written += len(text)
    (folder / "sources.toml").write_text("\n".join(rows), encoding="utf-8")
    return written


@cache
def _all(data: Path) -> list[dict[str, str]]:
    return list(reports(data))


@cache
def _size(data: Path) -> int:
    return sum(len(report["text"]) for report in _all(data))
