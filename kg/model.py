"""The nouns of the project: what a page is made of, what is claimed from it, and how claims are told apart.

Spans are half-open ranges of characters of a page's clean text. Ids are hashes of what is said and where, so that
they do not depend on the order of work.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

SentenceKind = Literal["headline", "body", "caption", "byline", "fragment"]

#: Predicate of the statement that says what type of thing a mention is; its object is a class name.
IS_A = "isA"
#: Predicate of weighted co-occurrence; never one of the relations that a text says.
CO_OCCURS = "coOccursWith"


def digest(*parts: str) -> str:
    """Sixteen hex digits that stand for these strings, in this order."""
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a page comes from, as its sources.toml or the command line says.

    Attributes:
        page: the page id, the file's name without ending.
        date: ISO, as exact as known: ``2021-09-06``, ``2022-10``, ``2022`` or "".
        city: name of the home city (``株洲``), or "" where nobody said.
        number: the page's number in its issue, or "".
    """

    page: str
    publication: str = ""
    date: str = ""
    city: str = ""
    number: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: the half-open span of the page's clean text, and what part of the article it is.

    Attributes:
        paragraph: number of its paragraph on the page; headline, bylines and captions are paragraphs too.
        date: the time it says by itself, ISO, as exact as it was said (``2021-09-04``, ``2022-01/2022-07``), or "".
    """

    start: int
    end: int
    kind: SentenceKind = "body"
    paragraph: int = 0
    date: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page.

    Attributes:
        id: ``<page id>.a<number>``.
        headline: main line and sub-lines, joined by a space; "" for text that stands under no headline.
        authors: people named in the byline or credits, in printed order.
        start, end: the article's span of the page's clean text.
        date: ISO date of the article, as exact as known; the page's where the article says none.
        onward, back: links as printed, to the page where it goes on (``下转02版①``) and from where it comes.
            A part that goes on from another page has, when joined, that article's id, headline and authors.
    """

    id: str
    page: str
    headline: str
    authors: tuple[str, ...]
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    date: str = ""
    onward: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something read and left out: the stage that did it, the reason (a short key), and the text."""

    stage: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A character of a page's clean text that is a slip: its place, what is printed there, and what it is read as."""

    start: int
    printed: str
    read: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: its clean text, and for each clean character its place in the raw text of the file.

    Attributes:
        raw: the file's text as decoded.
        text: the clean text; every character of it stands in ``raw`` but for separators that joining put in.
        folded: same length as ``text``: the form that matching uses (half-width punctuation, simplified characters,
            paired quotes, slips of print read right), never shown.
        offsets: for each character of ``text`` its index in ``raw``; a separator has the index of what follows it.
        corrections: the slips in ``text`` that ``folded`` has read right.
        seal: a hash of the page and of all that was read on it, where one was taken; b"" where none was.
    """

    source: Source
    raw: str
    text: str
    folded: str
    offsets: array[int]
    articles: tuple[Article, ...]
    dropped: tuple[Dropped, ...] = ()
    corrections: tuple[Correction, ...] = ()
    seal: bytes = field(default=b"", compare=False)

    @property
    def id(self) -> str:
        """The page id."""
        return self.source.page

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of ``raw`` that the clean span came from (may hold line breaks the clean text has not)."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of clean text that names something.

    Attributes:
        start, end: span of ``page.text``; ``page.text[start:end] == surface``.
        type: class name of the ontology (``Official``).
        name: the full name by context (市委 -> 株洲市委), or the surface itself.
        implied: the surface is not a form of the name, only implies it (市长 -> 株洲市人民政府).
        recogniser: id of what found it (``dictionary``, ``title``, ``suffix:company``, ``model`` ...).
    """

    start: int
    end: int
    surface: str
    type: str
    name: str
    recogniser: str
    confidence: float = 1.0
    implied: bool = False

    def local_id(self, article: Article) -> str:
        """Id of the thing named, within its article: the same name and type there are the same thing."""
        return f"{article.id}.{digest(self.type, self.name)}"


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim read from one sentence: immutable, the only thing the graph is made of.

    A statement of type (``predicate == IS_A``) says that the mention ``subject`` is an ``object`` (a class name) and
    is called ``subject_name``; any other relates two mentions. ``subject`` and ``object`` are local ids.

    Attributes:
        sentence: the sentence's clean text, the quote shown as evidence.
        sentence_start, sentence_end: its span of the page's clean text. raw_start, raw_end: of its file, in characters.
        subject_start ... object_end: spans of the two names in the clean text (object's are -1 for IS_A).
        title: the post without the body, for holdsPost.
        value: a further qualifier (an amount, a weight), as text; "" where there is none.
        date: ISO date of what is said, as exact as known; the article's where the sentence says none.
        rule: id of the rule or model that made the claim.
        confidence: 0 to 1.
    """

    page: str
    article: str
    sentence: str
    sentence_start: int
    sentence_end: int
    raw_start: int
    raw_end: int
    subject: str
    subject_type: str
    subject_name: str
    subject_surface: str
    subject_start: int
    subject_end: int
    predicate: str
    object: str
    rule: str
    object_type: str = ""
    object_name: str = ""
    object_surface: str = ""
    object_start: int = -1
    object_end: int = -1
    title: str = ""
    value: str = ""
    date: str = ""
    confidence: float = 1.0
    implied: bool = False

    @property
    def id(self) -> str:
        """Hash of what is claimed and where; neither rule nor confidence moves it."""
        said = f"{self.page}\x1f{self.article}\x1f{self.subject}\x1f{self.predicate}\x1f{self.object}\x1f{self.title}"
        place = f"{self.subject_start}\x1f{self.subject_end}\x1f{self.object_start}\x1f{self.object_end}"
        return digest(said, place)


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the graph: what resolution says of a set of local ids.

    Attributes:
        id: stable key, unique over all types (``official/3f…``); the IRI is base + ``id/`` + this.
        types: class names, the chosen one first.
        name: the preferred name. aliases: all other forms, sorted.
        pages: ids of the pages that name it, sorted.
        locals: the local ids that it joins, sorted.
        replaces: ids that it or parts of it had, or would have, in another build, sorted; no entity has them now.
    """

    id: str
    types: tuple[str, ...]
    name: str
    aliases: tuple[str, ...]
    pages: tuple[str, ...]
    locals: tuple[str, ...]
    replaces: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The chosen class name."""
        return self.types[0]


@dataclass(frozen=True, slots=True)
class Issued:
    """The ids that an earlier build gave, which its things keep.

    Attributes:
        ids: local id -> entity id. replaced: an id that had gone by then -> the one that stood for it.
        parts: id of an article -> those that parts of it had on their own pages, which may be in ``ids``.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, local: str) -> Iterator[str]:
        """The entity ids that the thing with this local id had."""
        article, _, key = local.rpartition(".")
        for name in (article, *self.parts.get(article, ())):
            if id_ := self.ids.get(f"{name}.{key}"):
                yield id_


@dataclass(frozen=True, slots=True)
class Merge:
    """One decision of resolution: these two were joined (or kept apart), for this reason, with this score."""

    left: str
    right: str
    verdict: Literal["same", "different", "unsure"]
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Membership:
    """Someone in a post, as far as dated statements tell: seen in it, not appointed or relieved.

    Attributes:
        id: stable hash of person, body, title and of how it was held.
        person, body: entity ids. title: the post without the body, and without 代 or 原 (市长).
        acting: held for the time being (代市长). former: said to be held before its dates (原市长).
        first, last: the first and the last date it was seen, ISO, as exact as known; "" where no date is known.
        statements: ids of the statements that say so, sorted.
    """

    id: str
    person: str
    body: str
    title: str
    acting: bool
    former: bool
    first: str
    last: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two people seen in a post for one at one time; for a person to look at, not to be settled by guess."""

    body: str
    title: str
    left: Membership
    right: Membership


@dataclass(frozen=True, slots=True)
class Succession:
    """In a post for one, who was seen after whom: two memberships with nobody seen in the post between them."""

    before: Membership
    after: Membership


@dataclass(frozen=True)
class Graph:
    """What exporters get: pages as read, entities, and statements whose ends are looked up in ``canonical``.

    Attributes:
        statements: sorted by page, place and id; subject and object still local ids.
        canonical: local id -> entity id, for every local id that stands in a statement.
        memberships: who was seen in which post and when, by body, title and date.
        contradictions: of the memberships, sorted.
        successions: of the memberships, by post and date.
        unused: decisions in judgements.tsv that do not apply any more, a line each.
    """

    pages: tuple[Page, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    canonical: dict[str, str]
    merges: tuple[Merge, ...] = ()
    memberships: tuple[Membership, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    successions: tuple[Succession, ...] = ()
    unused: tuple[str, ...] = ()
    by_id: dict[str, Entity] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {e.id: e for e in self.entities})

    def relations(self) -> Iterable[Statement]:
        """The statements that relate two things, co-occurrence included, in their order."""
        return (s for s in self.statements if s.predicate != IS_A)
