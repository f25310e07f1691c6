"""What the data set is (VoID, DCAT) and how it came to be (PROV-O); neither has a clock in it.

Sources: https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/, https://www.w3.org/TR/prov-o/
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pyoxigraph as ox

from kg import __version__
from kg.export.side_by_side import CLASS, SUBJECTS, PageRows, Pass, Piece, alone
from kg.export.terms import DCTERMS, PROV, RDF, RDFS, SKOS, TIME, VOCABULARIES, integer, slug, term, zh
from kg.model import Graph, Page, digest
from kg.ontology import KG, Ontology
from kg.settings import Settings

VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
PREFIXES = VOCABULARIES | {"void": VOID, "dcat": DCAT}
#: Ending of a file of the data set -> its media type.
MEDIA = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nq.gz": "application/n-quads",
    "jsonld": "application/ld+json",
    "parquet": "application/vnd.apache.parquet",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
}
LICENCE = "https://spdx.org/licenses/MIT"
STAGES = ("read", "recognise", "relate", "resolve", "export")


class Void:
    """The description of the data set, with its counts by class and property."""

    by_page: ClassVar[bool] = False
    between: ClassVar[bytes] = b""
    head = b""

    def __init__(self, whole: Pass) -> None:
        self._whole = whole

    def thing(self, said: Piece) -> bytes:
        """Nothing: things are counted."""
        return b""

    def page(self, said: PageRows) -> bytes:
        """Nothing: pages are counted."""
        return b""

    def tail(self, tally: Counter[str]) -> bytes:
        """All of it, when all is counted."""
        described = _dataset(self._whole.triples.graph, self._whole.settings, _Counts.of(tally))
        text = ox.serialize(described, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        assert text is not None  # as nothing was given to write to
        return text


write_void = alone(Void)


@dataclass(frozen=True)
class _Counts:
    """How many triples there are, of how many subjects, of which classes and properties.

    Attributes:
        classes: IRI of a class -> its things and records. properties: IRI of a property -> its triples.
    """

    subjects: int
    classes: Counter[str]
    properties: Counter[str]

    @classmethod
    def of(cls, tally: Counter[str]) -> _Counts:
        """What a tally says."""
        classes = {term.removeprefix(CLASS): count for term, count in tally.items() if term.startswith(CLASS)}
        properties = {term: count for term, count in tally.items() if term != SUBJECTS and term[:1] != CLASS}
        return cls(tally[SUBJECTS], Counter(classes), Counter(properties))


def write_prov(graph: Graph, ontology: Ontology, settings: Settings, path: Path) -> None:
    """Write what the build used and made: page files by their hash, the stages, the program, the rules."""
    with path.open("wb") as out:
        ox.serialize(_provenance(graph, settings), out, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def _of(node: ox.NamedNode, *pairs: tuple[str, ox.NamedNode | ox.Literal]) -> Iterator[ox.Triple]:
    return (ox.Triple(node, term(predicate), value) for predicate, value in pairs)


def _iri(settings: Settings, key: str) -> ox.NamedNode:
    return ox.NamedNode(f"{settings.base}{key}")


def _dataset(graph: Graph, settings: Settings, counts: _Counts) -> Iterator[ox.Triple]:
    dataset = _iri(settings, "dataset")
    yield from _of(
        dataset,
        (RDF + "type", term(VOID + "Dataset")),
        (RDF + "type", term(DCAT + "Dataset")),
        (DCTERMS + "title", zh("城市报纸知识图谱")),
        (DCTERMS + "title", ox.Literal("A knowledge graph of a city's newspapers", language="en")),
        (DCTERMS + "license", term(LICENCE)),
        (DCTERMS + "conformsTo", term(KG.removesuffix("#"))),
        (VOID + "uriSpace", ox.Literal(f"{settings.base}id/")),
        (VOID + "triples", integer(counts.properties.total())),
        (VOID + "distinctSubjects", integer(counts.subjects)),
        (VOID + "entities", integer(len(graph.entities))),
        (VOID + "documents", integer(len(graph.pages))),
    )
    yield from (ox.Triple(dataset, term(VOID + "vocabulary"), term(iri)) for iri in sorted(VOCABULARIES.values()))
    yield from _partitions(settings, "class", counts.classes)
    yield from _partitions(settings, "property", counts.properties)
    yield from _period(graph, settings)
    yield from _files(settings)


def _partitions(settings: Settings, kind: str, counts: Counter[str]) -> Iterator[ox.Triple]:
    measure = VOID + ("entities" if kind == "class" else "triples")
    for iri, count in sorted(counts.items()):
        node = _iri(settings, f"dataset/{kind}/{_short(iri)}")
        yield ox.Triple(_iri(settings, "dataset"), term(f"{VOID}{kind}Partition"), node)
        yield from _of(node, (VOID + kind, term(iri)), (measure, integer(count)))


def _short(iri: str) -> str:
    """``kg-holdsPost``: the vocabulary's prefix and the local name."""
    prefix, namespace = next((p, n) for p, n in VOCABULARIES.items() if iri.startswith(n))
    return f"{prefix}-{iri.removeprefix(namespace)}"


def _period(graph: Graph, settings: Settings) -> Iterator[ox.Triple]:
    """The time that the pages span, as far as their dates tell; OWL-Time instants labelled with ISO dates."""
    dates = sorted(page.source.date for page in graph.pages if page.source.date)
    if not dates:
        return
    period = _iri(settings, "dataset/period")
    yield ox.Triple(_iri(settings, "dataset"), term(DCTERMS + "temporal"), period)
    yield ox.Triple(period, term(RDF + "type"), term(KG + "Period"))
    for name, end, date in (("Beginning", "startDate", dates[0]), ("End", "endDate", dates[-1])):
        instant = _iri(settings, f"dataset/period/{name.lower()}")
        yield ox.Triple(period, term(f"{TIME}has{name}"), instant)
        yield ox.Triple(period, term(DCAT + end), ox.Literal(date))
        yield from _of(instant, (RDF + "type", term(TIME + "Instant")), (RDFS + "label", ox.Literal(date)))


def _files(settings: Settings) -> Iterator[ox.Triple]:
    for ending, media in MEDIA.items():
        file = _iri(settings, f"{settings.name}.{ending}")
        yield ox.Triple(_iri(settings, "dataset"), term(DCAT + "distribution"), file)
        yield from _of(file, (RDF + "type", term(DCAT + "Distribution")), (DCAT + "mediaType", ox.Literal(media)))


def _provenance(graph: Graph, settings: Settings) -> Iterator[ox.Triple]:
    program = _iri(settings, "program")
    yield from _of(
        program,
        (RDF + "type", term(PROV + "SoftwareAgent")),
        (RDFS + "label", ox.Literal(f"zhuzhou-kg {__version__}")),
    )
    for page in graph.pages:
        yield from _page(page, settings)
    before: ox.NamedNode | None = None
    for stage in STAGES:
        node = _iri(settings, f"build/{stage}")
        yield from _of(node, (RDF + "type", term(PROV + "Activity")), (RDFS + "label", ox.Literal(stage)))
        yield ox.Triple(node, term(PROV + "wasAssociatedWith"), program)
        if before:
            yield ox.Triple(node, term(PROV + "wasInformedBy"), before)
        else:
            yield from (ox.Triple(node, term(PROV + "used"), _file(page, settings)) for page in graph.pages)
        before = node
    yield from _rules(graph, settings)
    for ending in MEDIA:
        file = _iri(settings, f"{settings.name}.{ending}")
        yield from _of(
            file, (RDF + "type", term(PROV + "Entity")), (PROV + "wasGeneratedBy", _iri(settings, "build/export"))
        )


def _file(page: Page, settings: Settings) -> ox.NamedNode:
    return _iri(settings, f"id/page/{slug(page.id)}/file")


def _page(page: Page, settings: Settings) -> Iterator[ox.Triple]:
    """The page's file, with a hash of its text by which a reader knows it again."""
    file = _file(page, settings)
    yield from _of(
        file,
        (RDF + "type", term(PROV + "Entity")),
        (SKOS + "notation", ox.Literal(digest(page.raw))),
        (DCTERMS + "extent", integer(len(page.raw))),
    )
    yield ox.Triple(_iri(settings, f"id/page/{slug(page.id)}"), term(PROV + "wasDerivedFrom"), file)


def _rules(graph: Graph, settings: Settings) -> Iterator[ox.Triple]:
    """Each rule or model as a plan, with the number of statements that it made."""
    for rule, count in sorted(Counter(s.rule for s in graph.statements).items()):
        node = _iri(settings, f"build/rule/{slug(rule)}")
        yield from _of(
            node,
            (RDF + "type", term(PROV + "Plan")),
            (DCTERMS + "identifier", ox.Literal(rule)),
            (VOID + "entities", integer(count)),
        )
