"""What, beside a page itself, its statements come from: code, model, rules, dictionaries, libraries and settings."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import kg
from kg.settings import Settings

#: Parts of the package that make statements of a page; the model lies among them.
CODE = ("cache", "read", "recognise", "relate", "engine.py", "model.py", "ontology.py")
#: Parts of an ontology that are read only when the pages are done.
AFTERWARDS = frozenset({"checks", "queries", "judgements.tsv", "naming.toml", "shapes.ttl"})
#: Parts of the package that make RDF of a graph, the libraries and the parts of an ontology that they use.
WRITING, WRITTEN_WITH, WRITTEN_BY = ("export", "model.py", "ontology.py"), ("deflate", "pyoxigraph"), ["kg.ttl"]
#: Libraries that reading and recognising pages use.
LIBRARIES = (
    *("charset-normalizer", "jieba", "numpy", "onnxruntime", "opencc", "pyahocorasick", "pyarrow", "pypdfium2"),
    *("pypinyin", "python-crfsuite", "pyyaml", "rapidfuzz", "rapidocr", "scipy", "spacy"),
)
#: Settings that change nothing in a page's statements; what they say of its source is in the page's key.
INDIFFERENT = frozenset(
    {
        *("base", "city", "date", "engine", "master", "name", "networkx_edges", "ontology", "publication", "rdf12"),
        *("use_cache", "workers"),
    }
)


def stamp(ontology: Path, settings: Settings) -> str:
    """A hash that changes with anything that may change what a page gives, but for the page."""
    chosen = {f.name: getattr(settings, f.name) for f in fields(settings) if f.name not in INDIFFERENT}
    parts = (sys.version, *map(_version, LIBRARIES), repr(sorted(chosen.items())))
    return _hashed(parts, (*_files(Path(kg.__file__).parent, CODE), *_files(ontology, _read_for_pages(ontology))))


def writing_stamp(ontology: Path, settings: Settings) -> str:
    """A hash that changes with anything that may change what RDF says of a page, but for the graph."""
    parts = (sys.version, *map(_version, WRITTEN_WITH), settings.base)
    return _hashed(parts, (*_files(Path(kg.__file__).parent, WRITING), *_files(ontology, WRITTEN_BY)))


def _hashed(parts: Iterable[str], files: Iterable[tuple[Path, Path]]) -> str:
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        whole.update(part.encode() + b"\0")
    for root, path in files:
        whole.update(path.relative_to(root).as_posix().encode() + b"\0")
        whole.update(hashlib.blake2b(path.read_bytes()).digest())
    return whole.hexdigest()


def _read_for_pages(ontology: Path) -> list[str]:
    return sorted(path.name for path in ontology.iterdir() if path.name not in AFTERWARDS)


def _files(root: Path, parts: tuple[str, ...] | list[str]) -> Iterator[tuple[Path, Path]]:
    """The files below these parts of a folder, without what Python and editors leave there."""
    for part in parts:
        found = (root / part).rglob("*") if (root / part).is_dir() else [root / part]
        for path in sorted(found):
            if path.is_file() and path.suffix != ".pyc" and not path.name.startswith("."):
                yield root, path


def _version(library: str) -> str:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return library
