"""The ordered stages and how they are run; no logic of any stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, OutputError
from kg.export.registry import EXPORTERS
from kg.model import Dropped, Graph, Page, Statement
from kg.ontology import Ontology, find_ontology, load_ontology
from kg.read.page import SUFFIXES, read_page
from kg.read.sources import find_pages
from kg.recognise.recogniser import Recogniser
from kg.relate.relater import Relater
from kg.report import Report
from kg.resolve.resolver import resolve
from kg.settings import Settings

#: Told after each page: pages done, pages in all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Extraction:
    """What one page gave before resolution."""

    page: Page
    statements: tuple[Statement, ...]
    dropped: tuple[Dropped, ...]


class Extractor:
    """Reads, recognises and relates one page at a time; everything it needs is loaded once."""

    def __init__(self, ontology: Ontology, settings: Settings) -> None:
        self._recogniser = Recogniser(ontology, settings)
        self._relater = Relater(ontology)

    def extract(self, page: Page) -> Extraction:
        """The statements of a page, in the order of their places."""
        statements: list[Statement] = []
        dropped = list(page.dropped)
        for article in page.articles:
            mentions, left_out = self._recogniser.recognise(page, article)
            statements += self._relater.relate(page, article, mentions)
            dropped += left_out
        statements.sort(key=lambda s: (s.sentence_start, s.subject_start, s.id))
        return Extraction(page, tuple(statements), tuple(dropped))


def build(
    paths: Sequence[Path], out: Path, settings: Settings, progress: Progress = lambda done, total: None
) -> tuple[Graph, Report]:
    """Build the graph of the pages under ``paths`` and write every export into ``out``.

    Pages that cannot be read are left out and named in the report.

    Raises:
        InputError: a path is missing, a sources.toml is malformed, or no page could be read.
        OutputError: ``out`` cannot be written.
    """
    ontology = load_ontology(find_ontology(settings.ontology))
    report = Report()
    extractor = Extractor(ontology, settings)
    found = find_pages(paths, settings, SUFFIXES)
    extractions = []
    for done, (path, source) in enumerate(found, 1):
        try:
            extractions.append(extractor.extract(read_page(path, source, settings)))
        except InputError as error:
            report.left_out.append((path.name, error.problem))
        progress(done, len(found))
    if not extractions:
        raise InputError("no page could be read", where=", ".join(map(str, paths)), advice="see the messages above")
    report.dropped = {e.page.id: e.dropped for e in extractions}
    graph = assemble(extractions, ontology)
    write(graph, ontology, settings, out, report)
    return graph, report


def assemble(extractions: Iterable[Extraction], ontology: Ontology) -> Graph:
    """Resolve what the pages gave into one graph."""
    extractions = sorted(extractions, key=lambda e: e.page.id)
    statements = tuple(s for e in extractions for s in e.statements)
    resolution = resolve(statements, ontology)
    pages = tuple(e.page for e in extractions)
    return Graph(pages, resolution.entities, statements, resolution.canonical, resolution.merges)


def write(graph: Graph, ontology: Ontology, settings: Settings, out: Path, report: Report) -> None:
    """Write all exports and the report; each appears whole or not at all."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for suffix, export in EXPORTERS.items():
            temporary = out / f".{settings.name}{suffix}.tmp"
            export(graph, ontology, settings, temporary)
            temporary.replace(out / f"{settings.name}{suffix}")
        temporary = out / ".report.json.tmp"
        temporary.write_text(report.as_json(graph), encoding="utf-8")
        temporary.replace(out / "report.json")
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})", where=str(out), advice="choose another --out"
        ) from error
