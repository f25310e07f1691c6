"""The interactive graph of a store too large for one page: an index of all things once, facts as they are asked for.

Everything is read from the RDF. Things are numbered by rank, as in the page of a smaller graph: most neighbours first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

import pyoxigraph as ox

from kg.export.terms import DCTERMS, OA, ORG, PROV, RDF, TIME, term
from kg.export.viewer.layout import lay_out
from kg.export.viewer.picture import picture
from kg.export.viewer.readings import characters, foldings, readings
from kg.model import CO_OCCURS
from kg.ontology import KG, Ontology
from kg.serve.index import Index, as_text

#: Things that the first picture may show.
CORE = 300
#: Facts of one thing that are sent: what texts say, and what merely stands together.
MOST, BESIDE = 300, 60
#: How many of each are sent at once, so that nobody waits; the rest is asked for thereafter.
FIRST = 40
#: Ways between two things that are looked for.
WAYS = 60
#: Between sentences of an article that do not stand beside each other.
GAP = " …… "


class LiveGraph:
    """Answers what the page asks.

    Args:
        store: the graph, open for reading.
        base: start of the IRIs of the data.
        styles: class name -> how it is drawn.
    """

    def __init__(self, store: ox.Store, ontology: Ontology, base: str, styles: dict[str, Any]) -> None:
        self._store = store
        self._ontology = ontology
        self._base = base
        self._styles = styles
        self._index = Index(store, ontology)

    @cached_property
    def start(self) -> dict[str, Any]:
        """What the page reads first: all things, their names, and the facts among the core."""
        name, also = self._index.names, self._index.aliases
        core = sum(bool(near) for near in self._index.near[:CORE])
        pairs = sorted(
            {(min(i, j), max(i, j)) for i in range(core) for j in self._index.near[i] if j < core and i != j}
        )
        places = lay_out(core, pairs, core, [18.0 + 9.0 * min(12, len(n)) for n in name[:core]])
        known = set(self._index.types.values())
        types = [t for t in self._styles if t in known] + sorted(known - set(self._styles))
        entities: dict[str, list[Any]] = {
            "id": [iri.removeprefix(f"{self._base}id/") for iri in self._index.order],
            "types": [self._index.types[iri] for iri in self._index.order],
            "name": name, "aliases": also, "degree": [len(near) for near in self._index.near],
            "x": [x for x, _ in places], "y": [y for _, y in places],
        }  # fmt: skip
        chars = characters(form for forms in ([n, *a] for n, a in zip(name, also, strict=True)) for form in forms)
        return {
            "live": True,
            "meta": {"city": self._city, "city_en": "", "name": "", "core": core, "left_out": {}},
            "types": [[t, self._ontology.types[t].zh, self._ontology.types[t].en] for t in types],
            "relations": self._relations(), "pages": [row for _, row in self._pages], "dates": self._dates(),
            "entities": entities, "picture": picture(entities, core),
            "totals": {"facts": self._index.stated, "articles": self._count("Article")},
            "styles": self._styles,
            "readings": readings(chars), "foldings": foldings(chars),
            "first": self.facts(self._index.among(range(core))),
        }  # fmt: skip

    def near(self, numbers: Iterable[int], *, rest: bool = False) -> dict[str, Any]:
        """The first facts of these things, or the rest; their posts; how many facts are left, and are never sent."""
        known = [n for n in numbers if 0 <= n < len(self._index.order)]
        part = slice(FIRST, None) if rest else slice(FIRST)
        sent = [facts for n in known for facts in (self._index.said[n][:MOST], self._index.beside[n][:BESIDE])]
        answer = self.facts(dict.fromkeys(key for facts in sent for key in facts[part]))
        return answer | {
            "posts": [post for n in known for post in self._posts(n)],
            "left": 0 if rest else sum(len(facts[FIRST:]) for facts in sent),
            "more": sum(max(0, len(self._index.said[n]) - MOST) for n in known),
        }

    def ways(self, start: int, end: int, *, every: bool) -> dict[str, Any]:
        """The facts on the shortest way between two things, or on all ways of up to three steps (the first 60)."""
        if not (0 <= start < len(self._index.order) and 0 <= end < len(self._index.order)):
            return self.facts(())
        found = islice(self._index.short_ways(start, end), WAYS) if every else self._index.shortest(start, end)
        steps = {frozenset(step) for way in found for step in pairwise(way)}
        return self.facts(
            dict.fromkeys(key for step in sorted(map(sorted, steps)) for key in self._index.between(*step))
        )

    def facts(self, statements: Iterable[str]) -> dict[str, Any]:
        """Rows of facts with the articles that they stand in; places of names are in the article's text as given here.

        A row: key, subject, relation, object, article, title, value, date, rule, confidence in percent, place in the
        file and length, then start and length of the sentence, the subject and the object.
        """
        rows, articles = [], _Articles(self)
        for key in statements:
            said = self._of(key)
            subject, object_ = (self._index.number.get(said.get(RDF + end, "")) for end in ("subject", "object"))
            if subject is None or object_ is None:
                continue
            article, at, text, raw = articles.place(
                said.get(PROV + "wasDerivedFrom", ""), said.get(KG + "evidence", "")
            )
            spans = [self._span(text, n) for n in (subject, object_)]
            places = [value for start, length in spans for value in ((at + start) if length else at, length)]
            rows.append([
                key.rpartition("/")[2], subject, said[RDF + "predicate"].removeprefix(KG), object_, article,
                said.get(KG + "title", ""), said.get(KG + "value", said.get(KG + "weight", "")),
                said.get(DCTERMS + "date", ""), said.get(KG + "rule", ""),
                round(100 * float(said.get(KG + "confidence", "1"))), raw[0], raw[1] - raw[0], at, len(text), *places,
            ])  # fmt: skip
        return {"facts": rows, "articles": articles.rows}

    def _span(self, text: str, number: int) -> tuple[int, int]:
        """Where a sentence prints the thing: start and length of its longest form there, or (0, 0)."""
        forms = (self._index.names[number], *self._index.aliases[number])
        for form in sorted(forms, key=lambda f: (-len(f), f)):
            if (at := text.find(form)) >= 0:
                return at, len(form)
        return 0, 0

    def _of(self, key: str) -> dict[str, str]:
        """Predicate -> value of a node, the last where there are several."""
        quads = self._store.quads_for_pattern(ox.NamedNode(key), None, None)
        return {as_text(q.predicate): as_text(q.object) for q in quads}

    def _relations(self) -> list[list[Any]]:
        rows: list[list[Any]] = []
        for name in (p.removeprefix(KG) for p in self._index.predicates if p != KG + CO_OCCURS):
            known = self._ontology.relations.get(name)
            rows.append([name, known.zh, known.en, int(known.symmetric)] if known else [name, name, name, 0])
        return rows + [[CO_OCCURS, "共现", "co-occurs with", 1]] * (KG + CO_OCCURS in self._index.predicates)

    @cached_property
    def _pages(self) -> list[tuple[str, list[str]]]:
        """IRI of each page, with its id, paper, date and number."""
        rows = []
        for quad in self._store.quads_for_pattern(None, term(RDF + "type"), term(KG + "Page")):
            said = self._of(as_text(quad.subject))
            keys = (DCTERMS + "identifier", KG + "publication", DCTERMS + "date", KG + "number")
            rows.append((as_text(quad.subject), [said.get(key, "") for key in keys]))
        return sorted(rows)

    @cached_property
    def page_number(self) -> dict[str, int]:
        """IRI of a page -> its number."""
        return {iri: i for i, (iri, _) in enumerate(self._pages)}

    @property
    def _city(self) -> str:
        quads = self._store.quads_for_pattern(None, term(KG + "city"), None)
        return next((as_text(q.object) for q in quads), "")

    def _count(self, kind: str) -> int:
        return sum(1 for _ in self._store.quads_for_pattern(None, term(RDF + "type"), term(KG + kind)))

    def _dates(self) -> list[str]:
        dates = {as_text(q.object) for q in self._store.quads_for_pattern(None, term(DCTERMS + "date"), None)}
        return sorted(dates - {""})

    def _posts(self, number: int) -> Iterator[list[Any]]:
        """Posts held by a person or at a body: both, title, how, first, last, and the key of a fact that says so."""
        node = ox.NamedNode(self._index.order[number])
        for end in ("member", "organization"):
            for quad in islice(self._store.quads_for_pattern(None, term(ORG + end), node), MOST):
                said = self._of(as_text(quad.subject))
                ends = [self._index.number.get(said.get(ORG + e, "")) for e in ("member", "organization")]
                if None not in ends:
                    title = self._of(said[KG + "post"]).get(KG + "title", "")
                    how = (said.get(KG + "acting") == "true") + 2 * (said.get(KG + "former") == "true")
                    fact = said.get(PROV + "wasDerivedFrom", "").rpartition("/")[2]
                    yield [*ends, title, how, *self._interval(said.get(ORG + "memberDuring", "")), fact]

    def _interval(self, key: str) -> Sequence[str]:
        said = self._of(key) if key else {}
        instants = (said.get(TIME + end, "") for end in ("hasBeginning", "hasEnd"))
        return [instant.rpartition("/")[2] for instant in instants]

    def article(self, key: str) -> dict[str, str]:
        """What is said of an article."""
        return self._of(key)

    def sentences(self, key: str) -> list[tuple[int, int, str, str]]:
        """The sentences of an article that facts were read in, by place: start and end in the file, IRI, text."""
        found = []
        for quad in self._store.quads_for_pattern(None, term(DCTERMS + "isPartOf"), ox.NamedNode(key)):
            selector = self._one(quad.subject, OA + "hasSelector")
            places = (self._one(selector, OA + end) if selector else None for end in ("start", "end"))
            start, end = (int(as_text(place)) if place else 0 for place in places)
            text = self._one(quad.subject, KG + "text")
            found.append((start, end, as_text(quad.subject), as_text(text) if text else ""))
        return sorted(found)

    def _one(self, node: Any, predicate: str) -> Any:
        """One object of a node: asking for it alone reads a third of what asking for all does."""
        return next((q.object for q in self._store.quads_for_pattern(node, term(predicate), None)), None)


class _Articles:
    """The articles of one answer: each once, its text made of the sentences that facts were read in."""

    def __init__(self, graph: LiveGraph) -> None:
        self._graph = graph
        self._known: dict[str, tuple[int, dict[str, tuple[int, str, tuple[int, int]]]]] = {}
        self.rows: list[list[Any]] = []

    def place(self, article: str, sentence: str) -> tuple[int, int, str, tuple[int, int]]:
        """Number of the article, start of the sentence in its text, the sentence, and its place in the file."""
        if article not in self._known:
            self._known[article] = len(self.rows), self._read(article)
        number, sentences = self._known[article]
        return number, *sentences.get(sentence, (0, "", (0, 0)))

    def _read(self, article: str) -> dict[str, tuple[int, str, tuple[int, int]]]:
        text, places, last = "", {}, None
        for start, end, iri, sentence in self._graph.sentences(article) if article else []:
            if last is not None:
                text += "" if start - last <= len(GAP) else GAP
            places[iri] = len(text), sentence, (start, end)
            text += sentence
            last = end
        said = self._graph.article(article) if article else {}
        authors = [said[DCTERMS + "creator"]] if DCTERMS + "creator" in said else []
        page = self._graph.page_number.get(said.get(DCTERMS + "isPartOf", ""), 0)
        key = article.rpartition("/")[2]
        self.rows.append([key, page, said.get(DCTERMS + "title", ""), authors, said.get(DCTERMS + "date", ""), text])
        return places
