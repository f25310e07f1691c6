"""What a user asked, as SPARQL."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.paths import as_values, find_path
from kg.query.questions import Question, fill, find_question, read_question


def prepare(store: ox.Store | None, asked: str, values: Mapping[str, str], questions: Mapping[str, Question]) -> str:
    """The SPARQL for SPARQL, for the path of an .rq file, or for the name of a ready question with its values.

    Args:
        store: where a path is searched for; None to leave its steps out.

    Raises:
        QueryError: there is no such file or question, or a value is wrong.
    """
    if any(c in asked for c in "{\n"):
        if values:
            raise QueryError("only a ready question has parameters", advice="write the value into the query")
        return asked
    question = read_question(Path(asked)) if asked.endswith(".rq") else find_question(questions, asked)
    if not question.path:
        return question.bound(values)
    ends = [values.get(name) for name in question.path]
    if None in ends or set(values) - set(question.path):
        raise QueryError(f"{asked} asks for {' and '.join(question.path)}", advice="give each with --param NAME=VALUE")
    path = find_path(store, str(ends[0]), str(ends[1])) if store else []
    return fill(question.sparql, "step", as_values(path))
