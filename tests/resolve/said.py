"""Short ways to say what pages claim, for tests of resolution."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.model import IS_A, Entity, Statement, digest
from kg.ontology import load_ontology
from kg.resolve.resolver import Resolution, resolve

ONTOLOGY = load_ontology(Path(__file__).parent.parent.parent / "ontology")


def local(type_: str, name: str, article: str) -> str:
    return f"{article}.{digest(type_, name)}"


def named(
    type_: str, name: str, article: str = "p1.a1", *, as_: str = "", at: int = 0, implied: bool = False
) -> Statement:
    """A mention of a thing; ``as_`` is the printed form where it is not the name."""
    page = article.split(".")[0]
    surface = as_ or name
    return Statement(
        page=page, article=article, sentence=surface, sentence_start=at, sentence_end=at + len(surface),
        raw_start=at, raw_end=at + len(surface), subject=local(type_, name, article), subject_type=type_,
        subject_name=name, subject_surface=surface, subject_start=at, subject_end=at + len(surface),
        predicate=IS_A, object=type_, rule="test", date=DATES.get(page, "2021-01-01"), implied=implied,
    )  # fmt: skip


#: Dates of the pages that tests name.
DATES = {"p1": "2021-09-06", "p2": "2022-10", "p3": "2023-05-19", "p4": "2024-10"}


def related(subject: Statement, predicate: str, object_: Statement, *, title: str = "") -> Statement:
    """A relation between two mentions of one article."""
    return Statement(
        page=subject.page, article=subject.article, sentence=subject.sentence, sentence_start=0, sentence_end=1,
        raw_start=0, raw_end=1, subject=subject.subject, subject_type=subject.subject_type,
        subject_name=subject.subject_name, subject_surface=subject.subject_surface,
        subject_start=subject.subject_start, subject_end=subject.subject_end, predicate=predicate,
        object=object_.subject, object_type=object_.subject_type, object_name=object_.subject_name,
        object_surface=object_.subject_surface, object_start=object_.subject_start, object_end=object_.subject_end,
        rule="test", title=title, date=subject.date,
    )  # fmt: skip


def holder(name: str, title: str, body: str, article: str, type_: str = "Official") -> list[Statement]:
    """A person with a post; a body that ends in 公司, 协会 or 集团 is not an organ of state."""
    kind = {"公司": "Company", "集团": "Company", "协会": "Organization"}.get(body[-2:], "GovernmentBody")
    person, office = named(type_, name, article), named(kind, body, article, implied=True)
    return [person, office, related(person, "holdsPost", office, title=title)]


def resolved(statements: Iterable[Statement], homes: str | dict[str, str] = "株洲") -> Resolution:
    rows = list(statements)
    cities = homes if isinstance(homes, dict) else {s.page: homes for s in rows}
    return resolve(rows, ONTOLOGY, cities)


def groups(resolution: Resolution) -> list[list[str]]:
    """The names and other forms of each entity."""
    return sorted([e.name, *e.aliases] for e in resolution.entities)


def one(entities: Sequence[Entity], form: str) -> Entity:
    found = [e for e in entities if form in {e.name, *e.aliases}]
    assert len(found) == 1, [(e.type, e.name, e.aliases) for e in found]
    return found[0]
