"""What a query says beside its strings, IRIs and comments, found without parsing it."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|<[^<>\s]*>|#[^\n]*",
    re.S,
)


def bare(query: str) -> str:
    """The query with its escapes undone, and without strings, IRIs and comments."""
    text = _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), query)
    return _OPAQUE.sub(" ", text)


def says(query: str, keyword: str) -> bool:
    """Whether a keyword of SPARQL is in the query; variables and prefixed names are none."""
    return bool(re.search(rf"(?<![:?$@\w-]){keyword}(?![\w:-])", bare(query), re.I))
