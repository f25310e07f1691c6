"""The graph as GraphML and GEXF, which Gephi, igraph and networkx open: one edge a fact, weighted by its statements.

Nothing in the files says when they were written. Formats: http://graphml.graphdrawing.org/specification.html and
https://gexf.net/schema.html (1.2draft, which Gephi 0.9 and later and networkx read).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, Protocol
from xml.sax.saxutils import escape

from kg.export.dates import first_and_last, page_dates
from kg.model import CO_OCCURS, Entity, Graph, Statement
from kg.ontology import Ontology
from kg.settings import Settings

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Text that may stand as it is in an element and between double quotes: most may.
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

#: What else than ``&<>`` may not stand between double quotes as it is.
_IN_QUOTES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}

#: What a node or an edge has, as texts.
Texts = Sequence[str]
_TITLE, _DATE, _CONFIDENCE = attrgetter("title"), attrgetter("date"), attrgetter("confidence")


class Edge(NamedTuple):
    """A fact: all statements of one relation between two entities.

    Attributes:
        weight: how many statements say it; for a co-occurrence its greatest weight.
    """

    source: str
    target: str
    predicate: str
    weight: float
    statements: Sequence[Statement]


def edges(graph: Graph) -> Iterator[Edge]:
    """The facts of a graph, sorted by their ends and relation."""
    facts: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    known, entity = graph.by_id, graph.canonical.get
    for s in graph.relations():
        source, target = entity(s.subject, ""), entity(s.object, "")
        if source in known and target in known:
            facts[source, target, s.predicate].append(s)
    for key in sorted(facts):
        said = facts[key]
        weight = max(float(s.value or 0) for s in said) if key[2] == CO_OCCURS else float(len(said))
        yield Edge(*key, weight, said)


def node_texts(entity: Entity, ontology: Ontology, dates: Mapping[str, str]) -> Texts:
    """Id and name of a node, and its properties in the order of NODE_KEYS; ``dates`` are those of the pages."""
    type_ = ontology.types.get(entity.type)
    kind = entity.type, type_.zh if type_ else entity.type
    seen = first_and_last(entity.pages, dates)
    return entity.id, entity.name, *kind, "; ".join(entity.aliases), str(len(entity.pages)), *seen


def edge_texts(edge: Edge, ontology: Ontology) -> Texts:
    """Both ends and the label of an edge, and its properties in the order of EDGE_KEYS."""
    relation, said = ontology.relations.get(edge.predicate), edge.statements
    zh = relation.zh if relation else "共现"
    title = "; ".join(dict.fromkeys(filter(None, map(_TITLE, said))))
    counts = str(len(said)), str(max(map(_CONFIDENCE, said)))
    dates = list(filter(None, map(_DATE, said))) or [""]
    values = edge.predicate, zh, title, *counts, min(dates), max(dates), said[0].sentence
    return edge.source, edge.target, title or zh, *values


class Form(Protocol):
    """How a format writes a network, line by line.

    Attributes:
        head, between, tail: what comes before the nodes, between them and the edges, and after these.
    """

    head: str
    between: str
    tail: str

    def escaped(self, text: str) -> str:
        """Any text as it may stand in a line."""
        ...

    def node(self, texts: Texts) -> str:
        """A thing, from what ``node_texts`` gives."""
        ...

    def edge(self, number: int, weight: float, texts: Texts) -> str:
        """A fact, from what ``edge_texts`` gives."""
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

    def escaped(self, text: str) -> str:
        """Any text as it may stand in a line."""
        return escape(_clean(text))

    def node(self, texts: Texts) -> str:
        """A thing."""
        id_, name, type_, zh, aliases, pages, first, last = texts
        aliases = aliases and f'<data key="node.aliases">{aliases}</data>'
        dates = first and f'<data key="node.first">{first}</data><data key="node.last">{last}</data>'
        return (
            f'<node id="{id_}"><data key="node.label">{name}</data><data key="node.type">{type_}</data>'
            f'<data key="node.type_zh">{zh}</data>{aliases}<data key="node.pages">{pages}</data>{dates}</node>\n'
        )

    def edge(self, number: int, weight: float, texts: Texts) -> str:
        """A fact."""
        source, target, label, relation, zh, title, statements, sure, first, last, sentence = texts
        title = title and f'<data key="edge.title">{title}</data>'
        dates = first and f'<data key="edge.first">{first}</data><data key="edge.last">{last}</data>'
        sentence = sentence and f'<data key="edge.sentence">{sentence}</data>'
        return (
            f'<edge id="e{number}" source="{source}" target="{target}"><data key="edge.relation">{relation}</data>'
            f'<data key="edge.relation_zh">{zh}</data>{title}<data key="edge.statements">{statements}</data>'
            f'<data key="edge.confidence">{sure}</data>{dates}{sentence}'
            f'<data key="edge.label">{label}</data><data key="edge.weight">{weight}</data></edge>\n'
        )


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

    def escaped(self, text: str) -> str:
        """Any text as it may stand in a line."""
        return escape(_clean(text), _IN_QUOTES)

    def node(self, texts: Texts) -> str:
        """A thing."""
        id_, name, type_, zh, aliases, pages, first, last = texts
        aliases = aliases and f'<attvalue for="2" value="{aliases}"/>'
        dates = first and f'<attvalue for="4" value="{first}"/><attvalue for="5" value="{last}"/>'
        return (
            f'<node id="{id_}" label="{name}"{first and _start(first)}><attvalues><attvalue for="0" value="{type_}"/>'
            f'<attvalue for="1" value="{zh}"/>{aliases}<attvalue for="3" value="{pages}"/>{dates}</attvalues></node>\n'
        )

    def edge(self, number: int, weight: float, texts: Texts) -> str:
        """A fact."""
        source, target, label, relation, zh, title, statements, sure, first, last, sentence = texts
        title = title and f'<attvalue for="2" value="{title}"/>'
        dates = first and f'<attvalue for="5" value="{first}"/><attvalue for="6" value="{last}"/>'
        sentence = sentence and f'<attvalue for="7" value="{sentence}"/>'
        return (
            f'<edge id="{number}" source="{source}" target="{target}" weight="{weight:g}" label="{label}"'
            f'{first and _start(first)}><attvalues><attvalue for="0" value="{relation}"/>'
            f'<attvalue for="1" value="{zh}"/>{title}<attvalue for="3" value="{statements}"/>'
            f'<attvalue for="4" value="{sure}"/>{dates}{sentence}</attvalues></edge>\n'
        )


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
            texts = node_texts(entity, ontology, dates)
            plain = _is_plain(texts)
            for form, out in files:
                out.write(form.node(texts if plain else [*map(form.escaped, texts)]))
        for form, out in files:
            out.write(form.between)
        for number, edge in enumerate(edges(graph)):
            texts = edge_texts(edge, ontology)
            plain = _is_plain(texts)
            for form, out in files:
                out.write(form.edge(number, edge.weight, texts if plain else [*map(form.escaped, texts)]))
        for form, out in files:
            out.write(form.tail)


def alone(form: Callable[[], Form]) -> Callable[[Graph, Ontology, Settings, Path], None]:
    """What writes one such file by itself."""

    def write(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
        write_networks(graph, ontology, settings, [(form, path)])

    return write


write_graphml, write_gexf = alone(GraphMl), alone(Gexf)


def _start(first: str) -> str:
    """The first day that the date can mean."""
    first = first.partition("/")[0]  # of an interval its beginning
    return f' start="{(first + "-01-01")[:10] if len(first) == 4 else (first + "-01")[:10]}"'


def _is_plain(texts: Texts) -> bool:
    """Whether the texts may stand as they are; looked at together, for most may."""
    return _AS_IT_IS.fullmatch("".join(texts)) is not None


def _clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
