"""Lists of words in ``ontology/names/*.toml``: each key a string of words separated by white space."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology import read_toml

Wordlists = Mapping[str, tuple[str, ...]]


def load_wordlists(folder: Path, name: str, keys: Iterable[str]) -> Wordlists:
    """The lists of ``names/<name>.toml`` in the ontology folder.

    Raises:
        OntologyError: the file is missing or malformed, or lacks one of ``keys``.
    """
    path = folder / "names" / f"{name}.toml"
    table = {key: tuple(str(value).split()) for key, value in read_toml(path).items()}
    if missing := [key for key in keys if key not in table]:
        raise OntologyError(f"lacks the list {missing[0]}", where=str(path), advice="give it as words in one string")
    return table


def any_of(words: Iterable[str]) -> str:
    """An expression that matches one of the words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) + ")"
