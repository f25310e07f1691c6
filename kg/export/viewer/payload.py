"""The graph as the page's script reads it: columns of numbers, shared strings, and each article's text once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar

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

_End = TypeVar("_End")
#: A statement and both its ends: ids of entities, or their numbers in the page.
Fact = tuple[Statement, _End, _End]


def payload(graph: Graph, ontology: Ontology, settings: Settings, drawn: Sequence[str] = ()) -> dict[str, Any]:
    """Everything that the page shows, as plain data for JSON; types in the order of ``drawn``, the rest after.

    Entities are numbered by rank: most neighbours first, so that the core is a prefix. ``left_out`` counts what did
    not fit. Spans of facts are in characters of the article's text as given here.
    """
    order, said, together, lost = _chosen(graph)
    number = {e.id: i for i, e in enumerate(order)}
    facts = [*said, *together]
    statements = [s for s, _, _ in facts]
    pairs = [(a, b) for _, a, b in said]
    measures = measure(len(order), pairs, settings.networkx_edges)
    core = len({end for pair in pairs for end in pair if end < CORE})
    strings = Strings()
    excerpts = Excerpts(graph, statements)
    left_out = {**lost, "characters": excerpts.left_out}
    chars = characters(name for e in order for name in (e.name, *e.aliases))
    # numbers first, names and texts side by side: so they deflate best
    return {
        "meta": _meta(graph, ontology, settings, core=core, left_out=left_out),
        "types": _types(ontology, order, drawn),
        "relations": _relations(ontology, said, bool(together)),
        **seats(graph, number, statements, strings),
        **joins(graph, number, strings),
        "facts": _columns(facts, excerpts, strings),
        "readings": readings(chars),
        "foldings": foldings(chars),
        "entities": _entities(order, measures, _mentions(graph, number, excerpts), _places(order, pairs, core)),
        "strings": list(strings.all),
        "articles": excerpts.rows(),
        "pages": [_page(p.source) for p in graph.pages],
    }


def _chosen(graph: Graph) -> tuple[list[Entity], list[Fact[int]], list[Fact[int]], dict[str, int]]:
    """The entities of highest rank, what ``_facts`` keeps of them, and how much is left out."""
    apart = _apart(graph)
    order = _ranked(graph, apart)[:MOST]
    said, together, lost = _facts(apart, {e.id: i for i, e in enumerate(order)})
    return order, said, together, {"entities": len(graph.entities) - len(order), **lost}


def _apart(graph: Graph) -> list[Fact[str]]:
    """The statements that relate two things, and not one to itself, with the ids of both."""
    entity = graph.canonical
    return [(s, a, b) for s in graph.relations() if (a := entity[s.subject]) != (b := entity[s.object])]


def _facts(
    apart: Sequence[Fact[str]], number: Mapping[str, int]
) -> tuple[list[Fact[int]], list[Fact[int]], dict[str, int]]:
    """What texts state, what merely stands together (the strongest), and how much was left out."""
    held = [(s, number[a], number[b]) for s, a, b in apart if a in number and b in number]
    said = [fact for fact in held if fact[0].predicate != CO_OCCURS]
    together = [fact for fact in held if fact[0].predicate == CO_OCCURS]
    room = max(500, _CO_OCCURRENCES_A_FACT * len(said))
    if len(together) > room:
        weights = [_weight(s) for s, _, _ in together]
        strongest = sorted(range(len(together)), key=weights.__getitem__, reverse=True)[:room]
        together = [together[i] for i in sorted(strongest)]
    stated = sum(s.predicate != CO_OCCURS for s, _, _ in apart)
    lost = {"facts": stated - len(said), "co_occurrences": len(apart) - stated - len(together)}
    return said, together, lost


def _weight(statement: Statement) -> float:
    try:
        return float(statement.value)
    except ValueError:
        return statement.confidence


def _ranked(graph: Graph, apart: Iterable[Fact[str]]) -> list[Entity]:
    """The entities, those with most distinct neighbours first, then those with most facts, then those on most pages."""
    pairs = [(a, b) if a < b else (b, a) for s, a, b in apart if s.predicate != CO_OCCURS]
    facts, neighbours = (Counter(chain.from_iterable(some)) for some in (pairs, set(pairs)))
    return sorted(graph.entities, key=lambda e: (-neighbours[e.id], -facts[e.id], -len(e.pages), e.id))


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


def _relations(ontology: Ontology, said: Iterable[Fact[int]], together: bool) -> list[list[Any]]:
    """The relations in use, most facts first; standing together last."""
    used = Counter(s.predicate for s, _, _ in said)
    rows: list[list[Any]] = []
    for name in sorted(used, key=lambda n: (-used[n], n)):
        known = ontology.relations.get(name)
        rows.append([name, known.zh, known.en, int(known.symmetric)] if known else [name, name, name, 0])
    return rows + ([[CO_OCCURS, "共现", "co-occurs with", 1]] if together else [])


def _page(source: Any) -> list[str]:
    return [source.page, source.publication, source.date, source.number]


def _mentions(graph: Graph, number: Mapping[str, int], excerpts: Excerpts) -> list[list[int]]:
    """For each entity the articles that name it, by number, in order."""
    found: list[set[int]] = [set() for _ in number]
    of = {local: found[number[entity]] for local, entity in graph.canonical.items() if entity in number}
    for s in graph.statements:
        if s.predicate == IS_A and s.subject in of and (article := excerpts.number(s)) is not None:
            of[s.subject].add(article)
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


def _columns(facts: Sequence[Fact[int]], excerpts: Excerpts, strings: Strings) -> dict[str, list[Any]]:
    said = [s for s, _, _ in facts]
    columns: dict[str, list[Any]] = {
        "s": [subject for _, subject, _ in facts],
        "p": strings.numbers(s.predicate for s in said),
        "o": [object_ for _, _, object_ in facts],
        "article": [excerpts.number(s) for s in said],
        "title": strings.numbers(s.title for s in said),
        "value": strings.numbers(s.value for s in said),
        "date": strings.numbers(s.date for s in said),
        "rule": strings.numbers(s.rule for s in said),
        "confidence": [round(100 * s.confidence) for s in said],
        "raw": [s.raw_start for s in said],
        "raw_length": [s.raw_end - s.raw_start for s in said],
    }
    spans = zip(*map(excerpts.spans, said), strict=True) if said else [()] * 6
    for name, column in zip(("at", "length", "s_at", "s_length", "o_at", "o_length"), spans, strict=True):
        columns[name] = list(column)
    for name, beside in AS_SEEN_FROM.items():
        columns[name] = [value - start for value, start in zip(columns[name], columns[beside], strict=True)]
    return columns
