"""A measured figure, and how a table of them is written."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One figure.

    Attributes:
        what: what was measured. value, unit: the figure.
        against: what it stands beside, measured in the same run; ratio: how many times better (more than 1) it is.
    """

    what: str
    value: float
    unit: str
    against: str = ""
    ratio: float | None = None


def timed(run: Callable[[], T], repeats: int = 1) -> tuple[float, T]:
    """The least wall time of so many runs, in seconds, and what the last one gave."""
    best, result = float("inf"), None
    for _ in range(repeats):
        start = time.perf_counter()
        result = run()
        best = min(best, time.perf_counter() - start)
    return best, result  # type: ignore[return-value]  # at least one run


def markdown(rows: Iterable[Row]) -> str:
    """The rows as a table."""
    lines = ["| what | value | unit | against | ratio |", "|---|---:|---|---|---:|"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}x"
        lines.append(f"| {row.what} | {row.value:,.4g} | {row.unit} | {row.against} | {ratio} |")
    return "\n".join(lines) + "\n"


def write(tables: dict[str, list[Row]], folder: Path) -> None:
    """Write results.md and results.json."""
    text = "".join(f"## {name}\n\n{markdown(rows)}\n" for name, rows in tables.items())
    (folder / "results.md").write_text(f"# Measured by make bench\n\n{text}", encoding="utf-8")
    plain: dict[str, Any] = {name: [asdict(row) for row in rows] for name, rows in tables.items()}
    (folder / "results.json").write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
