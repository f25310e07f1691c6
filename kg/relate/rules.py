"""Reads the rules: YAML in ``ontology/rules``, checked against vocabulary and ontology, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from kg.errors import OntologyError
from kg.ontology import Ontology
from kg.relate.line import Alphabet
from kg.relate.pattern import Compiler, Pattern, PatternError, Words
from kg.relate.tour import TOUR, VISITOR

#: The file of ``ontology/rules`` that is no family of rules: lists of words, groups of types.
VOCABULARY = "vocabulary.yml"
#: Type of a title phrase; not a class of the ontology.
POST = "Post"
Level = Literal["names", "titles", "facts"]
#: The keys that a rule may have.
KEYS = {
    "id", "relation", "pattern", "subject", "object", "level", "pairs", "value", "title", "unless", "unless_next",
    "guard", "subject_not", "object_not", "confidence", "carry", "far", "head", "whole", "single", "yes", "no",
}  # fmt: skip
#: YAML 1.1 takes these keys for booleans.
_BOOLEANS: dict[Any, str] = {True: "yes", False: "no"}


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        subject, object: names of slots; ``@Type`` takes the latest unit of that type from the text before.
        level: ``names`` rules see every name by itself, ``titles`` rules titles with their bodies, ``facts`` rules
            lists, and persons with their titles folded in.
        pairs: relate the members of one slot with each other, each pair once.
        value: slot of a qualifier (an amount, an agreement, what is supplied) that some pattern has, or "";
            where it is the object's, the name as the text prints it (an award's).
        title: expression that a post's title must have, or None.
        unless: expression that must not occur from the start of the clause to the end of the match, or None.
        unless_next: expression that must not follow the match, or None.
        subject_not, object_not: expression that ``type name`` (``Place 甲市``) must not match, or None.
        confidence: the author's estimate of its precision, before any count.
        carry: how far its subject may be carried from: 0 same clause, 1 same sentence, 2 an earlier one.
        far: types of subjects that alone may be carried from an earlier sentence; () for all.
        head: no noun may stand between its subject and the verb (甲市某中心获奖 says nothing of 甲市).
        whole: no noun may stand right after a place that is its object (考察甲区某中心).
        single: it says nothing where the clause gives several objects at once (落户甲园、乙园), but for 分别.
        yes, no: examples.
    """

    id: str
    relation: str
    patterns: tuple[Pattern, ...]
    subject: str
    object: str
    level: Level
    pairs: bool
    value: str
    title: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    unless_next: re.Pattern[str] | None
    subject_not: re.Pattern[str] | None
    object_not: re.Pattern[str] | None
    confidence: float
    carry: int
    far: tuple[str, ...]
    head: bool
    whole: bool
    single: bool
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anaphor:
    """What a word may stand for.

    Attributes:
        types: names of these. both: the last two of them (双方). first, second: that one of just two (前者, 后者).
        named: only a name that has the word in it (年会 for an annual meeting). list: the last list of them (它们).
        led: who leads (代表团). described: what it is must follow, one of these nouns (这家由甲集团创办的企业).
    """

    types: tuple[str, ...]
    both: bool = False
    first: bool = False
    second: bool = False
    named: bool = False
    list: bool = False
    led: bool = False
    described: tuple[str, ...] = ()


#: What a relation's subject and object, both at once, are never like.
Unfit = tuple[re.Pattern[str], re.Pattern[str]]
#: What a row of ``anaphors`` may say of its words.
_ANAPHOR_KINDS = ("both", "first", "second", "named", "list", "led")
#: Matches nothing.
_NEVER = re.compile("(?!)")


@dataclass(frozen=True)
class Vocabulary:
    """What the rules are written with.

    Attributes:
        words: lists of words and groups of types for patterns.
        guards: name -> expression of what makes a clause no fact (拟, 未, 希望).
        groups: types that may stand in one list.
        division: expression of the names of places that a text may be about (甲市, 乙县; not a river or a country).
        heads: expression of titles that, where no body is named, are held at the firm spoken of (总经理).
        doing: words of a clause whose unnamed subject makes or founds something (自主研发).
        anaphors: word -> what it may stand for (该公司 -> Company).
        inner: nouns that speak of a part of the subject (总部), no subjects of their own.
        before: verbs whose object such a word may be (出席开幕式); otherwise it begins a clause.
        firm: expression of a clause that begins with a firm's short name, as ``name``. caption: of one that says what a
            picture shows.
        sold: words that say that a clause's product is somebody's goods (远销).
        planning: words that begin a sentence of a plan or report (加快某某建设).
        unfit: relation -> pairs of ends, as ``Type name``, that it never joins (a hall is no 全国文明城市).
    """

    words: Words
    guards: Mapping[str, str]
    groups: tuple[tuple[str, ...], ...]
    division: re.Pattern[str]
    heads: re.Pattern[str]
    doing: tuple[str, ...]
    anaphors: Mapping[str, Anaphor]
    before: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    firm: re.Pattern[str] = _NEVER
    caption: re.Pattern[str] = _NEVER
    sold: tuple[str, ...] = ()
    planning: tuple[str, ...] = ()
    unfit: Mapping[str, tuple[Unfit, ...]] = field(default_factory=dict)


def load_vocabulary(folder: Path, ontology: Ontology) -> Vocabulary:
    """Read ``vocabulary.yml``.

    Raises:
        OntologyError: it is missing, malformed or names an unknown type.
    """
    path = folder / VOCABULARY
    table = _read(path, dict)
    known = set(ontology.types) | {POST}
    below = {t: sorted(n for n in ontology.types if ontology.is_a(n, t)) for t in ontology.types} | {POST: [POST]}
    groups = tuple(tuple(group) for group in table.get("groups", ()))
    grouped = {name for group in groups for name in group}
    named = {name: sorted({b for t in ts for b in below.get(t, [t])}) for name, ts in table.get("types", {}).items()}
    rows = table.get("anaphors", ())
    if lacking := [key for key in ("division", "heads", "doing") if key not in table]:
        raise OntologyError(f"lacks {lacking[0]}", where=str(path), advice="see docs/rules.md")
    anaphors = {word: _anaphor(row) for row in rows for word in row["words"]}
    used = grouped | {t for ts in named.values() for t in ts} | {t for a in anaphors.values() for t in a.types}
    if unknown := sorted(used - known):
        raise OntologyError(f"no such type: {unknown[0]}", where=str(path), advice="see the classes of kg.ttl")
    groups += tuple((name,) for name in sorted(known - grouped))
    return Vocabulary(
        words=Words(table.get("words", {}), below | named),
        guards=table.get("guards", {}),
        groups=groups,
        division=re.compile(table["division"]),
        heads=re.compile(table["heads"]),
        doing=tuple(table["doing"]),
        anaphors=anaphors,
        before=tuple(table.get("before", ())),
        inner=tuple(table.get("inner", ())),
        firm=_expression(table, "firm") or _NEVER,
        caption=_expression(table, "caption") or _NEVER,
        sold=tuple(table.get("sold", ())),
        planning=tuple(table.get("planning", ())),
        unfit={
            name: tuple((re.compile(a), re.compile(b)) for a, b in rows)
            for name, rows in table.get("unfit", {}).items()
        },
    )


def _anaphor(row: Mapping[str, Any]) -> Anaphor:
    kinds = {key: bool(row.get(key)) for key in _ANAPHOR_KINDS}
    return Anaphor(tuple(row["types"]), described=tuple(row.get("described", ())), **kinds)


def load_rules(folder: Path, ontology: Ontology, vocabulary: Vocabulary) -> tuple[Rule, ...]:
    """Read and compile every family of rules, in the order of file names and of the rules in them.

    Raises:
        OntologyError: a rule is malformed; names its file and id.
    """
    compiler = Compiler(vocabulary.words, Alphabet(vocabulary.groups))
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.yml")):
        if path.name == VOCABULARY:
            continue
        for row in _read(path, list):
            where = f"{path} rule {row.get('id') if isinstance(row, dict) else row}"
            try:
                rule = _rule(row, ontology, vocabulary, compiler)
            except (PatternError, KeyError, TypeError, re.error) as error:
                raise OntologyError(f"{error}", where=where, advice="see docs/rules.md") from error
            if rule.id in rules:
                raise OntologyError("the id is taken", where=where, advice="choose another id")
            rules[rule.id] = rule
    return tuple(rules.values())


def _rule(row: dict[str, Any], ontology: Ontology, vocabulary: Vocabulary, compiler: Compiler) -> Rule:
    row = {_BOOLEANS.get(key, key): value for key, value in row.items()}
    if unknown := sorted(set(row) - KEYS):
        raise PatternError(f"unknown key {unknown[0]}")
    if row["relation"] not in ontology.relations:
        raise PatternError(f"unknown relation {row['relation']}")
    given = row["pattern"] if isinstance(row["pattern"], list) else [row["pattern"]]
    patterns = tuple(compiler.compile(p) for p in given)
    subject, object_ = str(row["subject"]), str(row.get("object", row["subject"]))
    for pattern in patterns:
        for slot in (subject, object_):
            if slot not in pattern.slots and slot.removeprefix("@") not in {*ontology.types, TOUR, VISITOR}:
                raise PatternError(f"no slot is called {slot}")
    if "value" in row and not any(row["value"] in pattern.slots for pattern in patterns):
        raise PatternError(f"no slot is called {row['value']}")
    return Rule(
        id=str(row["id"]),
        relation=row["relation"],
        patterns=patterns,
        subject=subject,
        object=object_,
        level=row.get("level", "facts"),
        pairs=bool(row.get("pairs", False)),
        value=row.get("value", ""),
        title=_expression(row, "title"),
        unless=_unless(row, vocabulary),
        unless_next=_expression(row, "unless_next"),
        subject_not=_expression(row, "subject_not"),
        object_not=_expression(row, "object_not"),
        confidence=float(row.get("confidence", 0.8)),
        carry=int(row.get("carry", 2)),
        far=tuple(row.get("far", ())),
        head=bool(row.get("head", False)),
        whole=bool(row.get("whole", False)),
        single=bool(row.get("single", False)),
        yes=tuple(row["yes"]),
        no=tuple(row.get("no", ())),
    )


def _expression(row: Mapping[str, Any], key: str) -> re.Pattern[str] | None:
    return re.compile(row[key]) if key in row else None


def _unless(row: Mapping[str, Any], vocabulary: Vocabulary) -> re.Pattern[str] | None:
    """The guard that the rule names (``default`` where it names none) and its own words, as one expression."""
    name = row.get("guard", "default")
    if name and name not in vocabulary.guards:
        raise PatternError(f"no guard is called {name}")
    parts = [part for part in (vocabulary.guards[name] if name else "", row.get("unless", "")) if part]
    return re.compile("|".join(parts)) if parts else None


def _read(path: Path, kind: type) -> Any:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OntologyError(f"cannot be read ({error})", where=str(path)) from error
    if not isinstance(content, kind):
        raise OntologyError(f"is not a {'list of rules' if kind is list else 'table'}", where=str(path))
    return content
