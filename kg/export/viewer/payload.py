"""The graph as the page's script reads it: columns of numbers, shared strings, and each article's text once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kg.export.measures import Measures, measure
from kg.export.viewer.excerpts import Excerpts
from kg.export.viewer.joins import joins
from kg.export.viewer.layout import lay_out
from kg.export.viewer.readings import characters, foldings, readings
from kg.export.viewer.seats import seats
from kg.export.viewer.strings import Strings
from kg.model import CO_OCCURS, IS_A, Entity, Graph, Statement
from kg.ontology import Ontology
from kg.settings import Settings

#: Nodes that the first picture may show.
CORE = 300
#: Columns of facts that are written as seen from another column: small numbers, alike from fact to fact.
AS_SEEN_FROM = {"s_at": "at", "o_at": "at", "raw": "at", "raw_length": "length"}
#: Entities that one file may hold; of a larger graph those of highest rank.
MOST = 20_000
#: Co-occurrences kept for each fact that a text states; the strongest stay.
_CO_OCCURRENCES_A_FACT = 1


def payload(graph: Graph, ontology: Ontology, settings: Settings, drawn: Sequence[str] = ()) -> dict[str, Any]:
    """Everything that the page shows, as plain data for JSON; types in the order of ``drawn``, the rest after.

    Entities are numbered by rank: most neighbours first, so that the core is a prefix. ``left_out`` counts what did
    not fit. Spans of facts are in characters of the article's text as given here.
    """
    order = _ranked(graph)[:MOST]
    number = {e.id: i for i, e in enumerate(order)}
    said, together, left_out = _facts(graph, number)
    ends = {e.id for s in said for e in _ends(graph, s)}
    pairs = [(number[a.id], number[b.id]) for a, b in (_ends(graph, s) for s in said)]
    measures = measure(len(order), pairs, settings.networkx_edges)
    core = sum(e.id in ends for e in order[:CORE])
    strings = Strings()
    excerpts = Excerpts(graph, [*said, *together])
    left_out["characters"] = excerpts.left_out
    chars = characters(name for e in order for name in (e.name, *e.aliases))
    # numbers first, names and texts side by side: so they deflate best
    return {
        "meta": _meta(graph, ontology, settings, core=core, left_out=left_out),
        "types": _types(ontology, order, drawn),
        "relations": _relations(ontology, said, together),
        **seats(graph, number, [*said, *together], strings),
        **joins(graph, number, strings),
        "facts": _columns([*said, *together], graph, number, excerpts, strings),
        "readings": readings(chars),
        "foldings": foldings(chars),
        "entities": _entities(order, measures, _mentions(graph, number, excerpts), _places(order, pairs, core)),
        "strings": list(strings.all),
        "articles": excerpts.rows(),
        "pages": [_page(p.source) for p in graph.pages],
    }


def _ends(graph: Graph, statement: Statement) -> tuple[Entity, Entity]:
    return graph.by_id[graph.canonical[statement.subject]], graph.by_id[graph.canonical[statement.object]]


def _facts(graph: Graph, number: dict[str, int]) -> tuple[list[Statement], list[Statement], dict[str, int]]:
    """What texts state, what merely stands together (the strongest), and how much was left out."""
    apart = [s for s in graph.relations() if graph.canonical[s.subject] != graph.canonical[s.object]]
    held = [s for s in apart if all(graph.canonical[x] in number for x in (s.subject, s.object))]
    said = [s for s in held if s.predicate != CO_OCCURS]
    together = [s for s in held if s.predicate == CO_OCCURS]
    room = max(500, _CO_OCCURRENCES_A_FACT * len(said))
    strongest = sorted(range(len(together)), key=lambda i: (-_weight(together[i]), i))[:room]
    kept = [together[i] for i in sorted(strongest)]
    stated = sum(s.predicate != CO_OCCURS for s in apart)
    return (
        said,
        kept,
        {
            "entities": len(graph.entities) - len(number),
            "facts": stated - len(said),
            "co_occurrences": len(apart) - stated - len(kept),
        },
    )


def _weight(statement: Statement) -> float:
    try:
        return float(statement.value)
    except ValueError:
        return statement.confidence


def _ranked(graph: Graph) -> list[Entity]:
    """The entities, those with most distinct neighbours first, then those with most facts, then those on most pages."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    facts: Counter[str] = Counter()
    for statement in graph.relations():
        a, b = _ends(graph, statement)
        if statement.predicate != CO_OCCURS and a is not b:
            neighbours[a.id].add(b.id)
            neighbours[b.id].add(a.id)
            facts.update((a.id, b.id))
    return sorted(graph.entities, key=lambda e: (-len(neighbours[e.id]), -facts[e.id], -len(e.pages), e.id))


def _meta(
    graph: Graph, ontology: Ontology, settings: Settings, *, core: int, left_out: dict[str, int]
) -> dict[str, Any]:
    cities = Counter(p.source.city for p in graph.pages if p.source.city)
    city = min(cities, key=lambda c: (-cities[c], c), default="") or settings.city
    return {
        "city": city,
        "city_en": _in_latin(city, ontology),
        "name": settings.name,
        "core": core,
        "left_out": {k: v for k, v in left_out.items() if v},
    }


def _in_latin(city: str, ontology: Ontology) -> str:
    """The city's name as its profile spells it (``en``), or in pinyin."""
    profile = ontology.cities.get(city)
    if not city or (profile and "en" in profile.fields):
        return str(profile.fields["en"]) if profile else ""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(city)).title()


def _types(ontology: Ontology, entities: Iterable[Entity], drawn: Sequence[str]) -> list[list[str]]:
    used = {e.type for e in entities}
    order = [name for name in drawn if name in used] + sorted(used - set(drawn))
    known = ontology.types
    return [[n, known[n].zh, known[n].en] if n in known else [n, n, n] for n in order]


def _relations(ontology: Ontology, said: Iterable[Statement], together: Sequence[Statement]) -> list[list[Any]]:
    """The relations in use, most facts first; standing together last."""
    used = Counter(s.predicate for s in said)
    rows: list[list[Any]] = []
    for name in sorted(used, key=lambda n: (-used[n], n)):
        known = ontology.relations.get(name)
        rows.append([name, known.zh, known.en, int(known.symmetric)] if known else [name, name, name, 0])
    return rows + ([[CO_OCCURS, "共现", "co-occurs with", 1]] if together else [])


def _page(source: Any) -> list[str]:
    return [source.page, source.publication, source.date, source.number]


def _mentions(graph: Graph, number: dict[str, int], excerpts: Excerpts) -> list[list[int]]:
    """For each entity the articles that name it, by number, in order."""
    found: list[set[int]] = [set() for _ in number]
    for s in graph.statements:
        entity = number.get(graph.canonical[s.subject])
        if s.predicate == IS_A and entity is not None and (article := excerpts.number(s)) is not None:
            found[entity].add(article)
    return [sorted(articles) for articles in found]


def _places(order: Sequence[Entity], pairs: Sequence[tuple[int, int]], core: int) -> list[tuple[int, int]]:
    edges = sorted({(min(p), max(p)) for p in pairs})
    return lay_out(len(order), edges, core, [18.0 + 9.0 * min(12, len(e.name)) for e in order])


def _entities(
    order: Sequence[Entity], measures: Measures, mentions: list[list[int]], places: list[tuple[int, int]]
) -> dict[str, list[Any]]:
    return {
        "id": [e.id for e in order],
        "types": [list(e.types) if len(e.types) > 1 else e.type for e in order],
        "name": [e.name for e in order],
        "aliases": [list(e.aliases) for e in order],
        "articles": mentions,
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "degree": list(measures.degree),
        "pagerank": list(measures.pagerank),
        "betweenness": list(measures.betweenness),
        "community": list(measures.community),
    }


def _columns(
    facts: Sequence[Statement], graph: Graph, number: dict[str, int], excerpts: Excerpts, strings: Strings
) -> dict[str, list[Any]]:
    spans = [excerpts.spans(s) for s in facts]
    columns: dict[str, list[Any]] = {
        "s": [number[graph.canonical[s.subject]] for s in facts],
        "p": [strings.number(s.predicate) for s in facts],
        "o": [number[graph.canonical[s.object]] for s in facts],
        "article": [excerpts.number(s) for s in facts],
        "title": [strings.number(s.title) for s in facts],
        "value": [strings.number(s.value) for s in facts],
        "date": [strings.number(s.date) for s in facts],
        "rule": [strings.number(s.rule) for s in facts],
        "confidence": [round(100 * s.confidence) for s in facts],
        "raw": [s.raw_start for s in facts],
        "raw_length": [s.raw_end - s.raw_start for s in facts],
    }
    for i, name in enumerate(("at", "length", "s_at", "s_length", "o_at", "o_length")):
        columns[name] = [span[i] for span in spans]
    for name, beside in AS_SEEN_FROM.items():
        columns[name] = [value - start for value, start in zip(columns[name], columns[beside], strict=True)]
    return columns
