"""The examples of the rules: a text with its names marked, and the facts that must be read in it.

``[Official 李强]到[Company 甲公司]调研 => 李强 inspected 甲公司`` marks names as ``[type surface]``, a title that
implies a body as ``[Post 市长|GovernmentBody 甲市人民政府]``; facts are ``subject relation object``, for a post with
its title at the end, and are parted by ``;``. A 。 ends a sentence.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from kg.model import Article, Mention, Page, Sentence, Source
from kg.relate.relater import Relater
from kg.relate.rules import Rule

_MARK = re.compile(r"\[(\w+) ([^\]|]+)(?:\|(\w+) ([^\]]+))?\]")


@dataclass(frozen=True)
class Example:
    """A page of one article with its mentions, and the facts wanted (subject, relation, object, title)."""

    page: Page
    mentions: tuple[Mention, ...]
    facts: frozenset[tuple[str, str, str, str]]


def parse_example(text: str, city: str = "株洲") -> Example:
    """Read an example; ``city`` is the home of its page."""
    marked, _, wanted = text.partition("=>")
    plain, mentions, at = "", [], 0
    for found in _MARK.finditer(marked.strip()):
        plain += marked.strip()[at : found.start()]
        start, surface = len(plain), found[2]
        plain += surface
        mentions.append(Mention(start, len(plain), surface, found[1], surface, "example"))
        if found[3]:
            mentions.append(Mention(start, len(plain), surface, found[3], found[4], "example", implied=True))
        at = found.end()
    plain += marked.strip()[at:]
    sentences = tuple(Sentence(m.start(), m.end()) for m in re.finditer("[^。]+。?", plain))
    article = Article("example.a1", "example", "", (), 0, len(plain), sentences, "2024-05-01")
    page = Page(Source("example", city=city), plain, plain, plain, array("I", range(len(plain))), (article,))
    facts = [fact.split() for fact in wanted.split(";") if fact.strip()]
    return Example(page, tuple(mentions), frozenset((f[0], f[1], f[2], f[3] if f[3:] else "") for f in facts))


def read_example(relater: Relater, rule: Rule, example: Example) -> set[tuple[str, str, str, str]]:
    """What this one rule reads in an example; a symmetric fact both ways."""
    read: set[tuple[str, str, str, str]] = set()
    for found in relater.facts(example.page, example.page.articles[0], example.mentions):
        fact = found.fact
        if fact.rule.id == rule.id:
            read.add((fact.subject.name, rule.relation, fact.object.name, fact.title))
            if relater.is_symmetric(rule.relation):
                read.add((fact.object.name, rule.relation, fact.subject.name, fact.title))
    return read
