"""A built graph to ask from Python: SPARQL and ready questions, things with their sentences, other libraries' forms."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.api.entity import Fact, Thing, find_things, load_facts, load_thing
from kg.errors import InputError, QueryError
from kg.ontology import KG, find_ontology
from kg.query.ask import prepare
from kg.query.graph import ask, open_graph
from kg.query.questions import Question, load_questions
from kg.settings import Settings

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa
    import rdflib

#: A value of an answer: text (IRIs too), a number, a truth value, or None where a variable is unbound.
Value = str | int | float | bool | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_READERS: dict[str, Callable[[str], Value]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": float,
    f"{_XSD}double": float,
    f"{_XSD}boolean": lambda text: text in {"true", "1"},
}
_NODES = "SELECT ?node ?name ?class { ?node skos:prefLabel ?name ; a ?class ; kg:mentionedOn [] } ORDER BY ?node ?class"


def open_built(path: str | PathLike[str]) -> BuiltGraph:
    """What kg.open does."""
    return BuiltGraph(open_graph(Path(path)), Path(path))


@dataclass(frozen=True)
class View:
    """The interactive page of a graph, as a notebook shows it."""

    page: str
    height: int

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{html.escape(self.page)}" style="width:100%;height:{self.height}px;border:0"></iframe>'


class BuiltGraph:
    """A built graph, read only.

    Attributes:
        store: the triples, for what this class does not offer.
        path: where they were read from.
    """

    def __init__(self, store: ox.Store, path: Path) -> None:
        self.store = store
        self.path = path

    def __len__(self) -> int:
        return len(self.store)

    def __repr__(self) -> str:
        return f"<BuiltGraph {self.path.name}: {len(self)} triples>"

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The ready questions by name, with titles in zh and en and their parameters."""
        return load_questions(find_ontology(None))

    def query(self, question: str, **parameters: str) -> list[dict[str, Value]]:
        """The rows that answer SPARQL, an .rq file, or a ready question; column -> value.

            >>> g.query("posts", person="乐正雅")
            >>> g.query("SELECT ?name { ?x a kg:Company ; skos:prefLabel ?name }")

        A parameter that Python keeps for itself takes a trailing underscore (``from_``). A truth value comes as one
        row ``{"answer": ...}``, triples as rows of subject, predicate and object.

        Raises:
            QueryError: it does not parse, is unknown, or a parameter is.
        """
        values = {name.removesuffix("_"): value for name, value in parameters.items()}
        answer = ask(self.store, prepare(self.store, question, values, self.questions))
        if isinstance(answer, ox.QueryBoolean):
            return [{"answer": bool(answer)}]
        if isinstance(answer, ox.QueryTriples):
            return [dict(zip(("subject", "predicate", "object"), map(_value, t), strict=True)) for t in answer]
        names = [variable.value for variable in answer.variables]
        return [dict(zip(names, map(_value, row), strict=True)) for row in answer]

    def entity(self, name: str) -> Thing:
        """The thing with this IRI, preferred name or other name; of several, the one that more pages name.

        Raises:
            QueryError: there is none.
        """
        iri = name if "://" in name else next(iter(find_things(self.store, name)), "")
        if not iri:
            raise QueryError(f"nothing is called {name}", advice="ask for a name as printed, or its full form")
        return load_thing(self.store, iri)

    def facts(self) -> tuple[Fact, ...]:
        """All that texts say, by relation and date; co-occurrence is not among it."""
        return load_facts(self.store)

    def measures(self, largest: int = Settings.networkx_edges) -> list[dict[str, Value]]:
        """A row a thing: node, name, and the figures of ``kg.export.measures.Measures``, the highest pagerank first.

        Args:
            largest: with more distinct pairs of things in facts than this, NetworKit measures and not networkx.
        """
        from kg.export.measures import measure

        names = {str(row["node"]): row["name"] for row in self.query(_NODES)}
        number = {node: i for i, node in enumerate(names)}
        found = measure(len(names), [(number[f.subject], number[f.object]) for f in self.facts()], largest)
        figures = {f.name: getattr(found, f.name) for f in fields(found)}
        rows: list[dict[str, Value]] = [
            {"node": node, "name": name} | {figure: values[i] for figure, values in figures.items()}
            for i, (node, name) in enumerate(names.items())
        ]
        return sorted(rows, key=lambda row: (-int(row["pagerank"] or 0), str(row["node"])))

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Things as nodes (name, type), facts as edges whose key is the relation (title, date, sentence ...)."""
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for row in self.query(_NODES):
            graph.add_node(str(row["node"]), name=row["name"], type=str(row["class"]).removeprefix(KG))
        for fact in self.facts():
            values = {f.name: getattr(fact, f.name) for f in fields(Fact) if f.name not in {"subject", "object"}}
            graph.add_edge(fact.subject, fact.object, **values)
        return graph

    def to_rdflib(self) -> rdflib.Graph:
        """All triples in rdflib, for the tools that want it; some 40,000 triples a second."""
        import rdflib

        triples = ox.serialize({quad.triple for quad in self.store}, format=ox.RdfFormat.N_TRIPLES)
        return rdflib.Graph().parse(data=triples, format="nt")

    def to_arrow(self) -> pa.Table:
        """The facts as an Arrow table, a column for each attribute of Fact."""
        import pyarrow as pa

        facts = self.facts()
        types = {"confidence": pa.float64()}
        columns = {f.name: [getattr(fact, f.name) for fact in facts] for f in fields(Fact)}
        return pa.table(columns, schema=pa.schema([(name, types.get(name, pa.string())) for name in columns]))

    def view(self, height: int = 640) -> View:
        """The interactive page that the build wrote beside the graph, for a notebook; height in pixels.

        Raises:
            InputError: it is not there.
        """
        page = self.path.with_name(self.path.name.split(".")[0] + ".html")
        try:
            return View(page.read_text(encoding="utf-8"), height)
        except OSError as error:
            raise InputError("no page beside the graph", where=str(page), advice="kg build writes both") from error

    def things(self) -> Iterator[Thing]:
        """All things with their facts, by IRI."""
        for iri in dict.fromkeys(str(row["node"]) for row in self.query(_NODES)):
            yield load_thing(self.store, iri)


def _value(term: Any) -> Value:
    if isinstance(term, ox.Literal):
        return _READERS.get(term.datatype.value, str)(term.value)
    return None if term is None else str(getattr(term, "value", term))
