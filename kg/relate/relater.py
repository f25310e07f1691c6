"""The relate stage: an article and its mentions in, statements out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.model import IS_A, Article, Mention, Page, Sentence, Statement
from kg.ontology import City, Ontology
from kg.relate.anaphora import Anaphora
from kg.relate.carry import Carrier, named
from kg.relate.discourse import Discourse
from kg.relate.fold import Folder, post_unit
from kg.relate.line import Alphabet, Line, Unit, encode
from kg.relate.match import CARRIED, PLACE, Fact, Matcher
from kg.relate.precision import load_precision
from kg.relate.rules import POST, Rule, load_rules, load_vocabulary
from kg.relate.stranger import Strangers, Tag
from kg.relate.title import Titles
from kg.relate.tour import Tours

#: The relation that tells of a visit.
VISITS = "inspected"
#: An interval of whole years.
_YEARS = re.compile("[0-9]{4}/[0-9]{4}")
#: Parts of an article that say nothing of the things named.
SILENT = frozenset({"byline"})
#: What stands for the home city beside its initial (来株); no forms of its name.
_CITY, _PROVINCE = "我市|全市|本市", "我省|全省|本省"
#: A character of the city's name where nobody said which stands for it: 来岳考察, 驻潭高校.
_GUEST = "|(?<=[来驻访])[{}](?=,?(?:投资|考察|调研|视察|参观|洽谈|访问|开展|专题|就|围绕)|高校|企业|央企|单位|,先后)"


@dataclass(frozen=True)
class Found:
    """A fact and the sentence it was read in."""

    fact: Fact
    sentence: Sentence
    confidence: float


@dataclass
class _Reading:
    """What is known while an article is read."""

    page: Page
    article: Article
    bodies: dict[tuple[int, int], list[Mention]]
    homes: Sequence[tuple[re.Pattern[str], str]]
    discourse: Discourse = field(default_factory=Discourse)


class Relater:
    """Reads what an article says of the things it names.

    Args:
        ontology: its relations, and the rules in the folder it was read from.
        rules: these instead of all rules of the folder.
        tag: parts of speech, by which clauses with a subject that nobody recognised are told; without it none is.

    Raises:
        OntologyError: a rule or the vocabulary is malformed.
    """

    def __init__(self, ontology: Ontology, rules: Sequence[Rule] | None = None, *, tag: Tag | None = None) -> None:
        folder = ontology.folder / "rules"
        vocabulary = load_vocabulary(folder, ontology)
        self._ontology = ontology
        self._alphabet = Alphabet(vocabulary.groups)
        self.rules = tuple(load_rules(folder, ontology, vocabulary) if rules is None else rules)
        self._precision = load_precision(folder, self.rules)
        self._folder = Folder(vocabulary, self._alphabet)
        strangers = Strangers(tag, vocabulary) if tag else None
        self._titles = Titles(vocabulary)
        self._carrier = Carrier(vocabulary, self._alphabet, strangers)
        self._anaphora = Anaphora(vocabulary, self._alphabet)
        self._tours = Tours(self._alphabet)
        self._matcher = Matcher(self.rules, ontology, self._alphabet, unfit=vocabulary.unfit, strangers=strangers)

    def relate(
        self, page: Page, article: Article, mentions: Sequence[Mention], *, city: City | None = None
    ) -> list[Statement]:
        """Type statements of all mentions and the relations that the sentences say, sorted by place.

        ``city`` is what 我市 means; where none is given, the city that the page's source names.
        """
        names = [m for m in mentions if m.type != POST]
        facts = self._best(self.facts(page, article, mentions, city=city), article)
        homes = {m for f in facts for m in (f.fact.subject, f.fact.object) if m.recogniser == "anaphor"}
        statements = [self._statement(page, article, found) for found in facts]
        starts = [s.start for s in article.sentences]
        for mention in [*names, *sorted(homes, key=lambda m: m.start)]:
            number = bisect_right(starts, mention.start) - 1
            sentence = article.sentences[number] if number >= 0 else None
            if sentence and mention.start < sentence.end:
                statements.append(type_statement(page, article, sentence, mention))
        return sorted(statements, key=lambda s: (s.sentence_start, s.subject_start, s.id))

    def facts(
        self, page: Page, article: Article, mentions: Sequence[Mention], *, city: City | None = None
    ) -> Iterator[Found]:
        """Every fact that every rule reads, repeated where several rules or sentences say it."""
        implied: dict[tuple[int, int], list[Mention]] = {}
        for mention in mentions:
            if mention.implied:
                implied.setdefault((mention.start, mention.end), []).append(mention)
        city = city or self._ontology.city(page.source.city)
        discourse = Discourse(home=(city.full, *city.districts) if city else ())
        reading = _Reading(page, article, implied, _home_words(city), discourse)
        explicit = sorted((m for m in mentions if not m.implied), key=lambda m: m.start)
        starts = [m.start for m in explicit]
        for sentence in article.sentences:
            if sentence.kind in SILENT:
                continue
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            inside = [m for m in explicit[first:last] if m.end <= sentence.end]
            for fact in self._read(reading, sentence, inside):
                confidence = self._precision[fact.rule.id] * CARRIED[fact.carried]
                yield Found(fact, sentence, round(confidence, 3))

    def is_symmetric(self, relation: str) -> bool:
        """Whether a relation has no direction."""
        return self._ontology.relations[relation].symmetric

    def _read(self, reading: _Reading, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Fact]:
        discourse = reading.discourse
        line = self._encode(reading, sentence, mentions)
        self._anaphora.resolve(line, discourse)
        self._folder.names(line)
        yield from self._matcher.facts(line, "names", discourse)
        self._folder.titles(line)
        self._titles.place(line, discourse)
        yield from self._matcher.facts(line, "titles", discourse)
        self._carrier.hear(line, discourse)
        names = named(line)
        self._folder.hosts(line)
        self._folder.facts(line)
        self._carrier.carry(line, discourse)
        self._tours.note(line, discourse)
        visitors = []
        for fact in self._matcher.facts(line, "facts", discourse):
            if fact.rule.relation == VISITS:
                visitors.append(fact.subject)
            yield fact
        self._tours.keep(line, visitors, discourse)
        self._carrier.remember(names, discourse, besides=self._carrier.purpose(line))

    def _encode(self, reading: _Reading, sentence: Sentence, mentions: Sequence[Mention]) -> Line:
        text = reading.page.folded[sentence.start : sentence.end]
        chosen: list[tuple[Mention, Unit]] = []
        for mention in sorted([*mentions, *_homes(reading, text, sentence.start)], key=lambda m: m.start):
            if not chosen or mention.start >= chosen[-1][0].end:
                post = mention.type == POST
                bodies = reading.bodies.get((mention.start, mention.end), ())
                chosen.append((mention, post_unit(mention, bodies) if post else Unit((mention,))))
        return encode(text, sentence.start, chosen, self._alphabet)

    def _best(self, found: Iterable[Found], article: Article) -> list[Found]:
        """Each fact once: the surest, then the first; what another rule says to qualify it is kept.

        Where a sentence says itself what a thing is in, it is not in the place that the text is about.
        """
        best: dict[tuple[str, ...], Found] = {}
        for item in found:
            key = self._key(item.fact, article)
            if known := best.get(key):
                surest = item if item.confidence > known.confidence else known
                item = replace(surest, fact=replace(surest.fact, value=known.fact.value or item.fact.value))
            best[key] = item
        said = {self._subject(f) for f in best.values() if f.fact.rule.object != PLACE}
        return [f for f in best.values() if f.fact.rule.object != PLACE or self._subject(f) not in said]

    def _subject(self, found: Found) -> tuple[str, str, str, int]:
        """What a sentence says something of, and by which relation."""
        return found.fact.rule.relation, found.fact.subject.type, found.fact.subject.name, found.sentence.start

    def _key(self, fact: Fact, article: Article) -> tuple[str, ...]:
        ends = [fact.subject.local_id(article), fact.object.local_id(article)]
        if self.is_symmetric(fact.rule.relation):
            ends.sort()
        return (fact.rule.relation, fact.title, *ends)

    def _statement(self, page: Page, article: Article, found: Found) -> Statement:
        fact, sentence = found.fact, found.sentence
        subject, object_ = fact.subject, fact.object
        if self.is_symmetric(fact.rule.relation) and object_.start < subject.start:
            subject, object_ = object_, subject
        return replace(
            type_statement(page, article, sentence, subject),
            predicate=fact.rule.relation,
            object=object_.local_id(article),
            rule=fact.rule.id,
            object_type=object_.type,
            object_name=object_.name,
            object_surface=object_.surface,
            object_start=object_.start,
            object_end=object_.end,
            title=fact.title,
            value=fact.value,
            date=_when(sentence, article),
            confidence=found.confidence,
            implied=False,
        )


def _home_words(city: City | None) -> list[tuple[re.Pattern[str], str]]:
    """What stands for the city or its province, each with the full name."""
    if not city:
        return []
    initial = (
        f"|(?<=[来在入回赴抵访驻]){city.initial}(?=[^{city.name[1:]}])" if city.initial else _GUEST.format(city.name)
    )
    words = ((_CITY + initial, city.full), (_PROVINCE, city.province_full))
    return [(re.compile(expression), name) for expression, name in words if name]


def _homes(reading: _Reading, text: str, start: int) -> Iterator[Mention]:
    """我市, 来株, 全省 as implied mentions of the page's city and province."""
    for expression, name in reading.homes:
        for found in expression.finditer(text):
            at, end = start + found.start(), start + found.end()
            yield Mention(at, end, reading.page.text[at:end], "Place", name, "anaphor", 0.9, True)


def _when(sentence: Sentence, article: Article) -> str:
    """When a fact was so: by the sentence, but for years that it looks back on (75年来); else by the article."""
    looks_back = _YEARS.fullmatch(sentence.date)
    return article.date if looks_back else sentence.date or article.date


def type_statement(page: Page, article: Article, sentence: Sentence, mention: Mention) -> Statement:
    """The claim that a mention is of its type and bears its name."""
    raw_start, raw_end = page.raw_span(sentence.start, sentence.end)
    return Statement(
        page=page.id,
        article=article.id,
        sentence=page.text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        raw_start=raw_start,
        raw_end=raw_end,
        subject=mention.local_id(article),
        subject_type=mention.type,
        subject_name=mention.name,
        subject_surface=mention.surface,
        subject_start=mention.start,
        subject_end=mention.end,
        predicate=IS_A,
        object=mention.type,
        rule=mention.recogniser,
        date=article.date,
        confidence=mention.confidence,
        implied=mention.implied,
    )
