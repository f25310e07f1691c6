"""kg doctor: what this installation has, and how to get what it has not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click

#: Extra -> (what it brings, the packages that it needs).
EXTRAS = {
    "ocr": ("text recognition of scans (PNG, JPEG, TIFF, PDF without text)", ("rapidocr", "onnxruntime")),
    "serve": ("kg serve", ("starlette", "uvicorn")),
    "spark": ("kg build --engine spark (Java 17 too)", ("pyspark", "pandas")),
    "graphdb": ("kg load into Neo4j and Ladybug", ("neo4j", "ladybug")),
}


@dataclass(frozen=True)
class Part:
    """A part of the installation: what it is for, whether it is there, and what was found or how to get it."""

    name: str
    found: bool
    told: str


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(as_json: bool) -> None:
    """What this installation has, a line each; what is missing, with the command that gets it.

    Example: kg doctor
    """
    parts = list(_parts())
    if as_json:
        click.echo(json.dumps([asdict(part) for part in parts], ensure_ascii=False, indent=1))
        return
    for part in parts:
        click.echo(f"{'ok' if part.found else 'missing':8} {part.name}: {part.told}")


def _parts() -> Iterator[Part]:
    from kg.ontology import find_ontology
    from kg.read.page import SUFFIXES
    from kg.settings import load_settings

    yield Part("ontology", True, find_ontology(load_settings({}).ontology).name)
    yield Part("forms of pages", True, " ".join((*SUFFIXES, ".zip")))
    for extra, (what, packages) in EXTRAS.items():
        versions = [f"{package} {version}" for package in packages if (version := _version(package))]
        found = len(versions) == len(packages)
        yield Part(what, found, ", ".join(versions) if found else f"pip install 'zhuzhou-kg[{extra}]'")


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""
