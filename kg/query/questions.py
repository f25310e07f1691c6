"""The ready questions: .rq files whose head comment gives their titles and parameters.

    # zh: title        # en: title
    # param NAME (KIND): what it is in zh | in en
    # then: shortest path from ?A to ?B        (kg.query.paths fills the VALUES of the steps)

A parameter is a line ``VALUES ?NAME { default }`` of the query, UNDEF for any, so that the file as it stands is SPARQL
that every endpoint runs. KIND is name (a Chinese label), text, date, number, class (one of ontology/kg.ttl), or count:
the number in ``LIMIT default } # NAME``. A question that could list a whole graph has such a LIMIT inside, before it
looks up what each row shows, so that its time does not grow with the graph.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologyError, QueryError

_TITLE = re.compile(r"^# (zh|en): (.+)$", re.M)
_PARAMETER = re.compile(r"^# param (\w+) \((name|text|date|number|class|count)\): (.+?) \| (.+)$", re.M)
_THEN = re.compile(r"^# then: shortest path from \?(\w+) to \?(\w+)$", re.M)
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_FORMS = {
    "date": re.compile(r"\d{4}(-\d\d){0,2}"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "class": re.compile("[A-Za-z]+"),
    "count": re.compile(r"\d{1,9}"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question may be asked about: its kind (name, text, date, number, class, count) and what it is."""

    name: str
    kind: str
    zh: str
    en: str

    def literal(self, value: str) -> str:
        """The value as SPARQL writes it.

        Raises:
            QueryError: it is not of the kind.
        """
        if (form := _FORMS.get(self.kind)) and not form.fullmatch(value):
            raise QueryError(f"{self.name} must be a {self.kind}, not {value!r}", advice=self.en)
        if self.kind in {"number", "class", "count"}:
            return f"kg:{value}" if self.kind == "class" else value
        return f'"{value.translate(_ESCAPES)}"' + ("@zh" if self.kind == "name" else "")

    def fill(self, sparql: str, value: str) -> str:
        """The query with this value of the parameter.

        Raises:
            QueryError: it is not of the kind.
        """
        literal = self.literal(value)
        if self.kind == "count":
            return re.sub(rf"LIMIT \d+(?= \}} # {self.name}$)", f"LIMIT {literal}", sparql, flags=re.M)
        return fill(sparql, self.name, literal)

    def stands_in(self, sparql: str) -> bool:
        """Whether the query has the place for it."""
        if self.kind == "count":
            return bool(re.search(rf"LIMIT \d+ \}} # {self.name}$", sparql, re.M))
        return f"VALUES ?{self.name} {{" in sparql


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question.

    Attributes:
        path: names of the two parameters whose shortest link is asked for, or ().
    """

    name: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    sparql: str
    path: tuple[str, ...] = ()

    def bound(self, values: Mapping[str, str]) -> str:
        """The query with these values of its parameters; the others keep their defaults.

        Raises:
            QueryError: it has no such parameter, or a value is not of its kind.
        """
        known = {p.name: p for p in self.parameters}
        sparql = self.sparql
        for name, value in values.items():
            if name not in known:
                advice = f"it has: {', '.join(known)}" if known else "it has none"
                raise QueryError(f"{self.name} has no parameter {name}", advice=advice)
            sparql = known[name].fill(sparql, value)
        return sparql


def fill(sparql: str, name: str, values: str) -> str:
    """The query with the block of ``VALUES ?name { ... }``, or ``VALUES (?name ...) { ... }``, replaced everywhere."""
    return re.sub(rf"(VALUES \(?\?{name}\b[^{{]*\{{)[^}}]*\}}", lambda m: f"{m[1]} {values} }}", sparql)


def load_questions(ontology: Path) -> dict[str, Question]:
    """The questions of an ontology folder, by name, sorted.

    Raises:
        OntologyError: a file lacks a title, or declares a parameter that its query does not have.
    """
    questions = {path.stem: read_question(path) for path in sorted((ontology / "queries").glob("*.rq"))}
    for question in questions.values():
        where = str(ontology / "queries" / f"{question.name}.rq")
        if not question.zh or not question.en:
            raise OntologyError("lacks a title: two lines # zh: and # en:", where=where)
        for p in question.parameters:
            if not question.path and not p.stands_in(question.sparql):
                lacks = f"LIMIT ... }} # {p.name}" if p.kind == "count" else f"VALUES ?{p.name}"
                raise OntologyError(f"has no {lacks}", where=where)
    return questions


def read_question(path: Path) -> Question:
    """The question of a file; titles and parameters are "" and () where its head has none.

    Raises:
        QueryError: it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError("cannot be read", where=str(path), advice="name an .rq file in UTF-8") from error
    titles = dict(_TITLE.findall(text))
    parameters = tuple(Parameter(*groups) for groups in _PARAMETER.findall(text))
    ends = _THEN.search(text)
    path_ends = ends.groups() if ends else ()
    return Question(path.stem, titles.get("zh", ""), titles.get("en", ""), parameters, text, path_ends)


def find_question(questions: Mapping[str, Question], name: str) -> Question:
    """The question of that name.

    Raises:
        QueryError: there is none; the nearest names are given.
    """
    if name in questions:
        return questions[name]
    near = difflib.get_close_matches(name, questions, 3)
    advice = f"did you mean {', '.join(near)}?" if near else "kg query lists them"
    raise QueryError(f"no question is called {name}", advice=advice)
