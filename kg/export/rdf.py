"""The graph as RDF 1.1: entities, pages, articles, and for each statement a node that says where it was read.

Nothing has a blank node, so that stores and builds can be compared line by line. Evidence follows the Web Annotation
Data Model (https://www.w3.org/TR/annotation-model/): a sentence has a selector with the text as it stands in the
page's file, what stands before and after it, and the half-open range of characters from zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, starmap
from pathlib import Path

import pyoxigraph as ox

from kg.export.amounts import read_amount
from kg.export.posts import PostTriples
from kg.export.terms import (
    DCTERMS,
    OA,
    PROV,
    RDF,
    SCHEMA,
    SKOS,
    Row,
    dated,
    decimal,
    integer,
    kebab,
    prefixes,
    slug,
    term,
    zh,
)
from kg.model import CO_OCCURS, Article, Entity, Graph, Page, Statement
from kg.ontology import KG, Ontology
from kg.settings import Settings

#: Characters of the file quoted before and after a sentence.
CONTEXT = 32
#: Characters of the file that cleaning may leave out within one stretch: line breaks, blanks, marks of a heading.
GAP = 8

#: Kinds that ids name instead of a class, where classes are read for one another.
FAMILIES = {"body", "person"}

# The vocabularies' terms, made once: a large graph has millions of triples.
_ALT_LABEL = term(SKOS + "altLabel")
_AN_RDF_STATEMENT = term(RDF + "Statement")
_A_ARTICLE = term(KG + "Article")
_A_CO_OCCURRENCE = term(KG + "CoOccurrence")
_A_PAGE = term(KG + "Page")
_A_SENTENCE = term(KG + "Sentence")
_A_STATEMENT = term(KG + "Statement")
_CONFIDENCE = term(KG + "confidence")
_CREATOR = term(DCTERMS + "creator")
_DATE_PUBLISHED = term(SCHEMA + "datePublished")
_DCTERMS_DATE = term(DCTERMS + "date")
_DCTERMS_TITLE = term(DCTERMS + "title")
_END = term(OA + "end")
_EVIDENCE = term(KG + "evidence")
_EXACT = term(OA + "exact")
_HAS_SELECTOR = term(OA + "hasSelector")
_HAS_SOURCE = term(OA + "hasSource")
_IDENTIFIER = term(DCTERMS + "identifier")
_IS_PART_OF = term(DCTERMS + "isPartOf")
_IS_REPLACED_BY = term(DCTERMS + "isReplacedBy")
_KG_TITLE = term(KG + "title")
_MENTIONED_ON = term(KG + "mentionedOn")
_OBJECT = term(RDF + "object")
_PART = term(KG + "part")
_PREDICATE = term(RDF + "predicate")
_PREFIX = term(OA + "prefix")
_PREF_LABEL = term(SKOS + "prefLabel")
_REIFIES = term(RDF + "reifies")
_RULE = term(KG + "rule")
_START = term(OA + "start")
_STATED_ON = term(KG + "statedOn")
_SUBJECT = term(RDF + "subject")
_SUFFIX = term(OA + "suffix")
_TEXT = term(KG + "text")
_TYPE = term(RDF + "type")
_VALUE = term(KG + "value")
_WAS_DERIVED_FROM = term(PROV + "wasDerivedFrom")
_WEIGHT = term(KG + "weight")

#: Predicate and object of a direct triple.
Fact = tuple[str, str]


def write_turtle(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the default graph as Turtle."""
    triples = Triples(graph, ontology, settings.base)
    with path.open("wb") as out:
        ox.serialize(triples.all(), out, format=ox.RdfFormat.TURTLE, prefixes=triples.prefixes)


def write_rdf12(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write the same as Turtle 1.2, where each statement's node also reifies its triple (rdf:reifies)."""
    triples = Triples(graph, ontology, settings.base)
    with path.open("wb") as out:
        ox.serialize(triples.all(reify=True), out, format=ox.RdfFormat.TURTLE, prefixes=triples.prefixes)


class Triples:
    """The triples of a graph, in a fixed order, made as they are asked for.

    Args:
        base: start of the IRIs, ends in a slash.

    Attributes:
        entities: those of a class of the ontology, in the graph's order.
        statements: page id -> its statements, each once, whose two ends are such entities.
        posts: who was seen in which post.
    """

    def __init__(self, graph: Graph, ontology: Ontology, base: str) -> None:
        self.graph = graph
        self.prefixes = prefixes(base, tuple(sorted({kebab(name) for name in ontology.types} | FAMILIES)))
        self.entities = [e for e in graph.entities if set(e.types) <= set(ontology.types)]
        self.statements: dict[str, dict[str, Statement]] = defaultdict(dict)
        self._base = base
        self._nodes: dict[str, ox.NamedNode] = {}
        self._records: dict[str, ox.NamedNode] = {}
        self._undirected = {CO_OCCURS, *(r.name for r in ontology.relations.values() if r.symmetric)}
        known = {e.id for e in self.entities}
        for s in graph.relations():
            if {graph.canonical.get(s.subject), graph.canonical.get(s.object)} <= known:
                self.statements[s.page].setdefault(s.id, s)
        self.posts = PostTriples(graph, self.entities, self.statements, base)

    def all(self, *, reify: bool = False) -> Iterator[ox.Triple]:
        """The triples of ``rows``."""
        return starmap(ox.Triple, self.rows(reify=reify))

    def rows(self, *, reify: bool = False) -> Iterator[Row]:
        """Entities with their relations, posts in time, then page by page the page, its articles and statements."""
        facts = self.facts(s for page in self.graph.pages for s in self.statements[page.id].values())
        for entity in self.entities:
            yield from self.entity(entity, pages=entity.pages, forms=entity.aliases, facts=facts.get(entity.id, []))
        yield from self.posts.all()
        for page in self.graph.pages:
            yield from self.record(page, reify=reify)

    def node(self, key: str) -> ox.NamedNode:
        """The IRI of an entity (its id) or a page (``page/...``), kept as long as this lives."""
        return self._minted(self._nodes, key)

    def _record_node(self, key: str) -> ox.NamedNode:
        """The IRI of what belongs to one page, kept as long as that page is written."""
        return self._minted(self._records, key)

    def _minted(self, known: dict[str, ox.NamedNode], key: str) -> ox.NamedNode:
        node = known.get(key)
        if node is None:
            node = known[key] = ox.NamedNode(f"{self._base}id/{key}")
        return node

    def page_node(self, page: str) -> ox.NamedNode:
        """The IRI of a page."""
        return self.node(f"page/{slug(page)}")

    def ends(self, s: Statement) -> tuple[str, str]:
        """Ids of the two entities; of a relation without direction the lesser first, so that it is said once."""
        pair = self.graph.canonical[s.subject], self.graph.canonical[s.object]
        return (min(pair), max(pair)) if s.predicate in self._undirected else pair

    def facts(self, statements: Iterable[Statement]) -> dict[str, list[Fact]]:
        """Entity id -> its relations, each once, sorted."""
        facts: dict[str, set[Fact]] = defaultdict(set)
        for s in statements:
            subject, object_ = self.ends(s)
            facts[subject].add((s.predicate, object_))
        return {subject: sorted(pairs) for subject, pairs in facts.items()}

    def entity(
        self, entity: Entity, *, pages: Iterable[str], forms: Iterable[str], facts: Iterable[Fact]
    ) -> Iterator[Row]:
        """An entity with its classes, names, pages and relations."""
        node = self.node(entity.id)
        for type_ in entity.types:
            yield node, _TYPE, term(KG + type_)
        yield node, _PREF_LABEL, zh(entity.name)
        for form in forms:
            yield node, _ALT_LABEL, zh(form)
        for page in pages:
            yield node, _MENTIONED_ON, self.page_node(page)
        for predicate, object_ in facts:
            yield node, term(KG + predicate), self.node(object_)
        for old in entity.replaces:
            yield self.node(old), _IS_REPLACED_BY, node

    def record(self, page: Page, *, reify: bool = False) -> Iterator[Row]:
        """A page, its articles, its statements and the sentences that they were read from."""
        self._records.clear()
        page_node = self.page_node(page.id)
        yield from _page(page, page_node)
        for article in page.articles:
            yield from _article(article, self._article_node(article.id), page_node)
        statements = self.statements[page.id].values()
        for s in statements:
            yield from self._statement(s, reify=reify)
        for s in {(s.raw_start, s.raw_end): s for s in statements}.values():
            yield from self._sentence(page, s)

    def _article_node(self, article: str) -> ox.NamedNode:
        page, dot, number = article.rpartition(".")
        return self._record_node(f"article/{slug(page)}{dot}{number}")

    def _statement(self, s: Statement, *, reify: bool) -> Iterator[Row]:
        node = self._record_node(f"statement/{s.id}")
        subject, object_ = (self.node(end) for end in self.ends(s))
        predicate = term(KG + s.predicate)
        near = s.predicate == CO_OCCURS
        yield node, _TYPE, _AN_RDF_STATEMENT
        yield node, _TYPE, _A_CO_OCCURRENCE if near else _A_STATEMENT
        yield node, _SUBJECT, subject
        yield node, _PREDICATE, predicate
        yield node, _OBJECT, object_
        if reify:
            yield node, _REIFIES, ox.Triple(subject, predicate, object_)
        if s.title:
            yield node, _KG_TITLE, zh(s.title)
        if s.value:
            yield node, _WEIGHT if near else _VALUE, _value(s.value, near)
            yield from () if near else _amount(node, s.value)
        if s.date:
            yield node, _DCTERMS_DATE, ox.Literal(s.date)
        yield node, _STATED_ON, self.page_node(s.page)
        yield node, _WAS_DERIVED_FROM, self._article_node(s.article)
        yield node, _EVIDENCE, self._sentence_node(s)
        yield node, _RULE, ox.Literal(s.rule)
        yield node, _CONFIDENCE, decimal(s.confidence)

    def _sentence_node(self, s: Statement) -> ox.NamedNode:
        return self._record_node(f"sentence/{slug(s.page)}.{s.raw_start}-{s.raw_end}")

    def _sentence(self, page: Page, s: Statement) -> Iterator[Row]:
        node = self._sentence_node(s)
        stretches = raw_stretches(page, s.sentence_start, s.sentence_end)
        selectors = [self._record_node(f"selector/{slug(s.page)}.{start}-{end}") for start, end in stretches]
        yield node, _TYPE, _A_SENTENCE
        yield node, _TEXT, zh(s.sentence)
        yield node, _IS_PART_OF, self._article_node(s.article)
        yield node, _HAS_SOURCE, self.page_node(s.page)
        for selector in selectors:
            yield node, _HAS_SELECTOR, selector
        for part, (selector, (start, end)) in enumerate(zip(selectors, stretches, strict=True), 1):
            yield from _selector(selector, page.raw, start, end)
            if len(selectors) > 1:
                yield selector, _PART, integer(part)


def raw_stretches(page: Page, start: int, end: int) -> list[tuple[int, int]]:
    """The half-open stretches of the page's file that a span of its clean text came from, in the order of reading.

    There are several where the text goes on in another column, or another column's text stands in between.
    """
    stretches: list[tuple[int, int]] = []
    for first, last in _runs(page.offsets[start:end]):
        if stretches and _goes_on(page.raw, stretches[-1][1], first):
            stretches[-1] = stretches[-1][0], max(last + 1, stretches[-1][1])
        else:
            stretches.append((first, last + 1))
    return stretches


def _runs(offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of numbers that follow one another."""
    breaks = [i for i, (one, other) in enumerate(pairwise(offsets), 1) if other - one != 1]
    for begin, end in pairwise((0, *breaks, len(offsets))):
        if begin < end:
            yield offsets[begin], offsets[end - 1]


def _goes_on(raw: str, end: int, offset: int) -> bool:
    """Whether no more than the white space of a line end stands between the end of a stretch and the next character."""
    return -1 <= offset - end <= GAP and not raw[end:offset].strip()


def _selector(node: ox.NamedNode, raw: str, start: int, end: int) -> Iterator[Row]:
    for type_ in ("TextQuoteSelector", "TextPositionSelector"):
        yield node, _TYPE, term(OA + type_)
    yield node, _EXACT, ox.Literal(raw[start:end])
    yield node, _PREFIX, ox.Literal(raw[max(0, start - CONTEXT) : start])
    yield node, _SUFFIX, ox.Literal(raw[end : end + CONTEXT])
    yield node, _START, integer(start)
    yield node, _END, integer(end)


def _value(text: str, near: bool) -> ox.Literal:
    """The weight of a co-occurrence as a number; any other qualifier as text."""
    return decimal(float(text)) if near else ox.Literal(text)


def _amount(node: ox.NamedNode, text: str) -> Iterator[Row]:
    """A sum of money as a number and its currency."""
    if found := read_amount(text):
        yield node, term(KG + "amount"), decimal(float(found[0]))
        yield node, term(KG + "currency"), ox.Literal(found[1])


def _page(page: Page, node: ox.NamedNode) -> Iterator[Row]:
    source = page.source
    yield node, _TYPE, _A_PAGE
    yield node, _IDENTIFIER, ox.Literal(page.id)
    if source.date:
        yield node, _DCTERMS_DATE, ox.Literal(source.date)
        yield node, _DATE_PUBLISHED, dated(source.date)
    for name, text in (("publication", source.publication), ("city", source.city)):
        if text:
            yield node, term(KG + name), zh(text)
    for name, text in (("number", source.number), ("origin", source.origin)):
        if text:
            yield node, term(KG + name), ox.Literal(text)


def _article(article: Article, node: ox.NamedNode, page: ox.NamedNode) -> Iterator[Row]:
    yield node, _TYPE, _A_ARTICLE
    yield node, _IDENTIFIER, ox.Literal(article.id)
    yield node, _IS_PART_OF, page
    if article.headline:
        yield node, _DCTERMS_TITLE, zh(article.headline)
    for author in dict.fromkeys(article.authors):
        yield node, _CREATOR, ox.Literal(author)
    if article.date:
        yield node, _DCTERMS_DATE, ox.Literal(article.date)
