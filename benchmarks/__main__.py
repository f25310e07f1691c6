"""Run every benchmark that has what it needs: python -m benchmarks [--data FOLDER] [--only NAME …]."""

from __future__ import annotations

import argparse
import pkgutil
import sys
from importlib import import_module
from pathlib import Path

import benchmarks
from benchmarks.row import markdown, write


def main() -> int:
    """Each module of this package with a function ``rows(data)`` gives one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the benchmark corpora")
    parser.add_argument("--only", nargs="*", help="only these benchmarks")
    args = parser.parse_args()
    if not args.data.is_dir():
        print(f"benchmarks: no corpora in {args.data}: name their folder with --data", file=sys.stderr)
        return 2
    tables = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__)):
        if name.startswith("__") or (args.only and name not in args.only):
            continue
        module = import_module(f"benchmarks.{name}")
        rows = getattr(module, "rows", None)
        if rows is not None and (args.only or not getattr(module, "BY_NAME_ONLY", False)):
            tables[name] = list(rows(args.data))
            print(f"## {name}\n\n{markdown(tables[name])}", flush=True)
    if not args.only:
        write(tables, Path(__file__).parent)
    return 0


if __name__ == "__main__":
    sys.exit(main())
