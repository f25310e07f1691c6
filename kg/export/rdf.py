"""The graph as RDF 1.1: entities, pages, articles, and for each statement a node that says where it was read.

Nothing has a blank node, so that stores and builds can be compared line by line. Evidence follows the Web Annotation
Data Model (https://www.w3.org/TR/annotation-model/): a sentence has a selector with the text as it stands in the
page's file, what stands before and after it, and the half-open range of characters from zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from itertools import starmap

import pyoxigraph as ox

from kg.export.amounts import read_amount
from kg.export.by_page import ByPage
from kg.export.posts import PostTriples
from kg.export.shelf import Shelf
from kg.export.stretches import raw_stretches
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
    plain,
    prefixes,
    slug,
    term,
    zh,
)
from kg.model import CO_OCCURS, IS_A, Article, Entity, Graph, Page, Statement
from kg.ontology import KG, Ontology

#: Characters of the file quoted before and after a sentence.
CONTEXT = 32
#: IRIs of entities and pages kept for when they come again.
NODES = 1024

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


class Triples:
    """The triples of a graph, in a fixed order, made as they are asked for; what must be sorted lies on a shelf.

    Args:
        base: start of the IRIs, ends in a slash.

    Attributes:
        by_page: the graph's statements.
        posts: who was seen in which post.
    """

    def __init__(self, graph: Graph, ontology: Ontology, base: str) -> None:
        self.graph = graph
        self.prefixes = prefixes(base, tuple(sorted({kebab(name) for name in ontology.types} | FAMILIES)))
        self.by_page = ByPage(graph.statements)
        self.posts = PostTriples(graph, self.has, self.related, base)
        self._base = base
        types = frozenset(ontology.types)
        self._foreign = frozenset(e.id for e in graph.entities if not types.issuperset(e.types))
        known = graph.canonical
        # Seldom is there one of which the RDF has no thing.
        self._ends = known if all(map(self.has, known.values())) else {k: v for k, v in known.items() if self.has(v)}
        self._nodes = lru_cache(NODES)(partial(_minted, base))
        self._records: dict[str, ox.NamedNode] = {}
        self._undirected = {CO_OCCURS, *(r.name for r in ontology.relations.values() if r.symmetric)}

    def entities(self) -> Iterator[Entity]:
        """Those of a class of the ontology, in the graph's order."""
        return (e for e in self.graph.entities if e.id not in self._foreign)

    def statements(self, page: str) -> dict[str, Statement]:
        """A page's statements by their ids, each once, whose two ends are such entities."""
        said: dict[str, Statement] = {}
        for s in filter(self.related, self.by_page.on(page)):
            said.setdefault(s.id, s)
        return said

    def has(self, entity: str) -> bool:
        """Whether there is an entity with this id, of a class of the ontology."""
        return entity in self.graph.by_id and entity not in self._foreign

    def related(self, s: Statement) -> bool:
        """Whether a statement relates two such entities."""
        return s.predicate != IS_A and s.subject in self._ends and s.object in self._ends

    def all(self, *, reify: bool = False) -> Iterator[ox.Triple]:
        """The triples of ``rows``."""
        return starmap(ox.Triple, self.rows(reify=reify))

    def rows(self, *, reify: bool = False) -> Iterator[Row]:
        """Entities with their relations, posts in time, then page by page the page, its articles and statements."""
        yield from self.things()
        for page in self.graph.pages:
            yield from self.record(page, self.statements(page.id), reify=reify)

    def things(self) -> Iterator[Row]:
        """Entities with their relations, and posts in time."""
        for entity in self.entities():
            yield from self.entity(entity, pages=entity.pages, forms=entity.aliases, facts=self.relations(entity))
        yield from self.posts.all()

    def relations(self, entity: Entity) -> list[Fact]:
        """What all pages relate an entity to, sorted."""
        return list(self._facts.find(entity.id))

    @cached_property
    def _facts(self) -> Shelf:
        """Entity id -> its relations."""
        pages = frozenset(page.id for page in self.graph.pages)
        return Shelf((self._fact(s) for s in self.graph.statements if s.page in pages and self.related(s)), 3)

    def node(self, key: str) -> ox.NamedNode:
        """The IRI of an entity (its id) or a page (``page/...``)."""
        return self._nodes(key)

    def _record_node(self, key: str) -> ox.NamedNode:
        """The IRI of what belongs to one page, kept as long as that page is written."""
        node = self._records.get(key)
        if node is None:
            node = self._records[key] = _minted(self._base, key)
        return node

    def page_node(self, page: str) -> ox.NamedNode:
        """The IRI of a page."""
        return self.node(f"page/{slug(page)}")

    def ends(self, s: Statement) -> tuple[str, str]:
        """Ids of the two entities; of a relation without direction the lesser first, so that it is said once."""
        one, other = self._ends[s.subject], self._ends[s.object]
        return (other, one) if other < one and s.predicate in self._undirected else (one, other)

    def facts(self, statements: Iterable[Statement]) -> dict[str, list[Fact]]:
        """Entity id -> its relations, each once, sorted."""
        facts: dict[str, set[Fact]] = defaultdict(set)
        for s in statements:
            subject, predicate, object_ = self._fact(s)
            facts[subject].add((predicate, object_))
        return {subject: sorted(pairs) for subject, pairs in facts.items()}

    def _fact(self, s: Statement) -> tuple[str, str, str]:
        subject, object_ = self.ends(s)
        return subject, s.predicate, object_

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

    def record(self, page: Page, said: Mapping[str, Statement], *, reify: bool = False) -> Iterator[Row]:
        """A page, its articles, what ``statements`` gives of it and the sentences that it was read from."""
        self._records.clear()
        page_node = self.page_node(page.id)
        yield from _page(page, page_node)
        for article in page.articles:
            yield from _article(article, self._article_node(article.id), page_node)
        for id_, s in said.items():
            yield from self._statement(id_, s, reify=reify)
        for s in {(s.raw_start, s.raw_end): s for s in said.values()}.values():
            yield from self._sentence(page, s)

    def _article_node(self, article: str) -> ox.NamedNode:
        page, dot, number = article.rpartition(".")
        return self._record_node(f"article/{slug(page)}{dot}{number}")

    def _statement(self, id_: str, s: Statement, *, reify: bool) -> Iterator[Row]:
        node = self._record_node(f"statement/{id_}")
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
            yield node, _DCTERMS_DATE, plain(s.date)
        yield node, _STATED_ON, self.page_node(s.page)
        yield node, _WAS_DERIVED_FROM, self._article_node(s.article)
        yield node, _EVIDENCE, self._sentence_node(s)
        yield node, _RULE, plain(s.rule)
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


def _minted(base: str, key: str) -> ox.NamedNode:
    return ox.NamedNode(f"{base}id/{key}")


def _selector(node: ox.NamedNode, raw: str, start: int, end: int) -> Iterator[Row]:
    for type_ in ("TextQuoteSelector", "TextPositionSelector"):
        yield node, _TYPE, term(OA + type_)
    yield node, _EXACT, plain(raw[start:end])
    yield node, _PREFIX, plain(raw[max(0, start - CONTEXT) : start])
    yield node, _SUFFIX, plain(raw[end : end + CONTEXT])
    yield node, _START, integer(start)
    yield node, _END, integer(end)


def _value(text: str, near: bool) -> ox.Literal:
    """The weight of a co-occurrence as a number; any other qualifier as text."""
    return decimal(float(text)) if near else plain(text)


def _amount(node: ox.NamedNode, text: str) -> Iterator[Row]:
    """A sum of money as a number and its currency."""
    if found := read_amount(text):
        yield node, term(KG + "amount"), decimal(float(found[0]))
        yield node, term(KG + "currency"), plain(found[1])


def _page(page: Page, node: ox.NamedNode) -> Iterator[Row]:
    source = page.source
    yield node, _TYPE, _A_PAGE
    yield node, _IDENTIFIER, plain(page.id)
    if source.date:
        yield node, _DCTERMS_DATE, plain(source.date)
        yield node, _DATE_PUBLISHED, dated(source.date)
    for name, text in (("publication", source.publication), ("city", source.city)):
        if text:
            yield node, term(KG + name), zh(text)
    for name, text in (("number", source.number), ("origin", source.origin)):
        if text:
            yield node, term(KG + name), plain(text)


def _article(article: Article, node: ox.NamedNode, page: ox.NamedNode) -> Iterator[Row]:
    yield node, _TYPE, _A_ARTICLE
    yield node, _IDENTIFIER, plain(article.id)
    yield node, _IS_PART_OF, page
    if article.headline:
        yield node, _DCTERMS_TITLE, zh(article.headline)
    for author in dict.fromkeys(article.authors):
        yield node, _CREATOR, plain(author)
    if article.date:
        yield node, _DCTERMS_DATE, plain(article.date)
