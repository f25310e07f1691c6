"""The graph as GraphML and GEXF, which Gephi, igraph and networkx open: one edge a fact, weighted by its statements.

Nothing in the files says when they were written. Formats: http://graphml.graphdrawing.org/specification.html and
https://gexf.net/schema.html (1.2draft, which Gephi 0.9 and later and networkx read).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from kg.model import CO_OCCURS, Entity, Graph, Statement
from kg.ontology import Ontology
from kg.settings import Settings

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Text that stands as it is in an element and between double quotes: most does.
_AS_IT_IS = re.compile('[^&<>"\u0000-\u001f\ud800-\udfff\ufffe\uffff]*')

#: Name and type of the properties of nodes and of edges; of edges ``weight`` and ``label`` stand beside these.
NODE_KEYS = (
    ("type", "string"),
    ("type_zh", "string"),
    ("aliases", "string"),
    ("pages", "int"),
    ("first", "string"),
    ("last", "string"),
)
EDGE_KEYS = (
    *(("relation", "string"), ("relation_zh", "string"), ("title", "string"), ("statements", "int")),
    *(("confidence", "double"), ("first", "string"), ("last", "string"), ("sentence", "string")),
)

_NODE_NAMES, _EDGE_NAMES = (tuple(name for name, _ in keys) for keys in (NODE_KEYS, EDGE_KEYS))

Values = dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Edge:
    """A fact: all statements of one relation between two entities.

    Attributes:
        weight: how many statements say it; for a co-occurrence its greatest weight.
    """

    source: str
    target: str
    predicate: str
    weight: float
    statements: tuple[Statement, ...]


def edges(graph: Graph) -> Iterator[Edge]:
    """The facts of a graph, sorted by their ends and relation."""
    facts: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for s in graph.relations():
        ends = graph.canonical.get(s.subject), graph.canonical.get(s.object)
        if ends[0] in graph.by_id and ends[1] in graph.by_id:
            facts[str(ends[0]), str(ends[1]), s.predicate].append(s)
    for (source, target, predicate), said in sorted(facts.items(), key=lambda item: item[0]):
        weight = max(float(s.value or 0) for s in said) if predicate == CO_OCCURS else float(len(said))
        yield Edge(source, target, predicate, weight, tuple(said))


def node_values(graph: Graph, entity: Entity, ontology: Ontology, dates: Mapping[str, str]) -> Values:
    """The properties of a node, by the names of NODE_KEYS; ``dates`` are those of the pages."""
    seen = sorted(d for d in (dates.get(page, "") for page in entity.pages) if d)
    type_ = ontology.types.get(entity.type)
    first, last = (seen[0], seen[-1]) if seen else ("", "")
    zh = type_.zh if type_ else entity.type
    values = entity.type, zh, "; ".join(entity.aliases), len(entity.pages), first, last
    return dict(zip(_NODE_NAMES, values, strict=True))


def edge_values(edge: Edge, ontology: Ontology) -> Values:
    """The properties of an edge, by the names of EDGE_KEYS."""
    relation, said = ontology.relations.get(edge.predicate), edge.statements
    dates = sorted(s.date for s in said if s.date) or [""]
    titles = "; ".join(dict.fromkeys(s.title for s in said if s.title))
    zh = relation.zh if relation else "共现"
    sure = max(s.confidence for s in said)
    values = edge.predicate, zh, titles, len(said), sure, dates[0], dates[-1], said[0].sentence
    return dict(zip(_EDGE_NAMES, values, strict=True))


def page_dates(graph: Graph) -> dict[str, str]:
    """Page id -> ISO date."""
    return {page.id: page.source.date for page in graph.pages}


class Form(Protocol):
    """How a format writes a network, line by line.

    Attributes:
        head, between, tail: what comes before the nodes, between them and the edges, and after these.
    """

    head: str
    between: str
    tail: str

    def node(self, entity: Entity, values: Values) -> str:
        """A thing."""
        ...

    def edge(self, number: int, edge: Edge, values: Values) -> str:
        """A fact."""
        ...


class GraphMl:
    """GraphML with typed keys."""

    between, tail = "", "</graph>\n</graphml>\n"

    def __init__(self) -> None:
        lines = ['<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
        for kind, keys in (("node", NODE_KEYS), ("edge", (*EDGE_KEYS, ("weight", "double")))):
            for name, type_ in (("label", "string"), *keys):
                lines.append(f'<key id="{kind}.{name}" for="{kind}" attr.name="{name}" attr.type="{type_}"/>')
        self.head = "\n".join([*lines, '<graph edgedefault="directed">', ""])

    def node(self, entity: Entity, values: Values) -> str:
        """A thing."""
        said: Values = {"label": entity.name, **values}
        return f"<node id={_quoted(entity.id)}>{_data('node', said)}</node>\n"

    def edge(self, number: int, edge: Edge, values: Values) -> str:
        """A fact."""
        said = values | {"label": values["title"] or values["relation_zh"], "weight": edge.weight}
        ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
        return f'<edge id="e{number}" {ends}>{_data("edge", said)}</edge>\n'


class Gexf:
    """GEXF; things and facts begin on the first date that names them."""

    between, tail = "</nodes>\n<edges>\n", "</edges>\n</graph>\n</gexf>\n"

    def __init__(self) -> None:
        lines = [
            '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
            '<graph defaultedgetype="directed" mode="dynamic" timeformat="date">',
        ]
        for kind, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
            lines.append(f'<attributes class="{kind}" mode="static">')
            for number, (name, type_) in enumerate(keys):
                lines.append(
                    f'<attribute id="{number}" title="{name}" type="{"integer" if type_ == "int" else type_}"/>'
                )
            lines.append("</attributes>")
        self.head = "\n".join([*lines, "<nodes>", ""])

    def node(self, entity: Entity, values: Values) -> str:
        """A thing."""
        head = f"<node id={_quoted(entity.id)} label={_quoted(entity.name)}{_start(values)}>"
        return f"{head}{_attributes(NODE_KEYS, values)}</node>\n"

    def edge(self, number: int, edge: Edge, values: Values) -> str:
        """A fact."""
        head = (
            f'<edge id="{number}" source={_quoted(edge.source)} target={_quoted(edge.target)} weight="{edge.weight:g}"'
        )
        label = _quoted(values["title"] or values["relation_zh"])
        return f"{head} label={label}{_start(values)}>{_attributes(EDGE_KEYS, values)}</edge>\n"


def write_networks(
    graph: Graph, ontology: Ontology, settings: Settings, forms: Sequence[tuple[Callable[[], Form], Path]]
) -> None:
    """Write several formats side by side.

    Raises:
        OSError: one cannot be written.
    """
    dates = page_dates(graph)
    with ExitStack() as stack:
        files = [(form(), stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))) for form, path in forms]
        for form, out in files:
            out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{form.head}')
        for entity in graph.entities:
            values = node_values(graph, entity, ontology, dates)
            for form, out in files:
                out.write(form.node(entity, values))
        for form, out in files:
            out.write(form.between)
        for number, edge in enumerate(edges(graph)):
            values = edge_values(edge, ontology)
            for form, out in files:
                out.write(form.edge(number, edge, values))
        for form, out in files:
            out.write(form.tail)


def alone(form: Callable[[], Form]) -> Callable[[Graph, Ontology, Settings, Path], None]:
    """What writes one such file by itself."""

    def write(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
        write_networks(graph, ontology, settings, [(form, path)])

    return write


write_graphml, write_gexf = alone(GraphMl), alone(Gexf)


def _data(kind: str, values: Values) -> str:
    texts = _texts(values, _escaped)
    return "".join([f'<data key="{kind}.{name}">{text}</data>' for name, text in texts.items() if text])


def _start(values: Values) -> str:
    """The first day that the date can mean."""
    first = str(values["first"]).partition("/")[0]  # of an interval its beginning
    return f' start="{(first + "-01-01")[:10] if len(first) == 4 else (first + "-01")[:10]}"' if first else ""


def _attributes(keys: Sequence[tuple[str, str]], values: Values) -> str:
    texts = _texts({str(n): values[name] for n, (name, _) in enumerate(keys)}, _in_quotes)
    inner = "".join([f'<attvalue for="{n}" value="{text}"/>' for n, text in texts.items() if text])
    return f"<attvalues>{inner}</attvalues>"


def _texts(values: Values, escaped: Callable[[str], str]) -> dict[str, str]:
    """The values as texts, looked at together: few of all need to be escaped."""
    texts = {name: str(value) for name, value in values.items()}
    if _AS_IT_IS.fullmatch("".join(texts.values())):
        return texts
    return {name: escaped(text) for name, text in texts.items()}


def _escaped(text: str) -> str:
    return text if _AS_IT_IS.fullmatch(text) else escape(_clean(text))


def _quoted(value: object) -> str:
    text = str(value)
    return f'"{text}"' if _AS_IT_IS.fullmatch(text) else quoteattr(_clean(text))


def _in_quotes(text: str) -> str:
    """The text for a value in double quotes."""
    return _escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def _clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
