"""The relate stage: an article and its mentions in, statements out."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import IS_A, Article, Mention, Page, Sentence, Statement
from kg.ontology import Ontology


class Relater:
    """Reads what an article says of the things it names."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology

    def relate(self, page: Page, article: Article, mentions: Sequence[Mention]) -> list[Statement]:
        """Type statements of all mentions and the relations that the sentences say, sorted by place."""
        return [
            type_statement(page, article, sentence, mention)
            for sentence in article.sentences
            for mention in mentions
            if sentence.start <= mention.start < sentence.end
        ]


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
