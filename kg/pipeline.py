"""The ordered stages, from page files to written exports; no logic of any stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from kg.cache.lock import only_one
from kg.cache.pages import PageCache, Remembering, furnish
from kg.cache.versions import stamp, writing_stamp
from kg.collector import collected, uncollected
from kg.engine import Engine, Extraction, Extractor, Failure, Job, Lazily, Result, Stored, ahead, in_order
from kg.engines import make_engine
from kg.errors import InputError, OutputError, UsageError
from kg.export.files import libraries, write_files
from kg.export.kept import Kept
from kg.joining import joined
from kg.model import Dropped, Graph, Source
from kg.ontology import Ontology, find_ontology, load_ontology
from kg.overlay import issued_by, resolved
from kg.read.page import SUFFIXES
from kg.read.sources import find_pages
from kg.relate.ledger import calibration
from kg.relate.precision import load_calibration
from kg.report import Report
from kg.resolve.naming import Naming, load_naming
from kg.settings import Settings

#: What to do about a city that is not known.
CITY_ADVICE = "add ontology/cities/<name>.toml, or leave the city out: it is read from the page where it says so"

#: Told after each page: pages done, pages in all.
Progress = Callable[[int, int], None]


def build(
    paths: Sequence[Path | str], out: Path, settings: Settings, progress: Progress = lambda done, total: None
) -> tuple[Graph, Report]:
    """Build the graph of the pages under ``paths`` and write every export into ``out``.

    Pages that cannot be read are left out and named in the report. Pages that the last build into ``out`` read, and
    that nothing has changed for, are not read again. A path that is text is the address of a folder of pages, or of a
    Parquet table of them, in an object store; the engine has to be one that reads those.

    Raises:
        InputError: a path is missing, a sources.toml is malformed, or no page could be read.
        UsageError: the settings name an unknown city.
        OutputError: ``out`` cannot be written, or another build is at work there.
    """
    jobs = _jobs(paths, settings)
    prepare(out)
    with only_one(out), closing(make_engine(settings)) as engine, collected():
        graph, report, ontology = _gather(_Run(settings, engine, out, progress), jobs, ", ".join(map(str, paths)))
        write(graph, ontology, settings, out, report)
        engine.keep(graph, ontology, out)
    return graph, report


def gather(paths: Sequence[Path | str], settings: Settings) -> tuple[Graph, Ontology]:
    """The graph of the pages under ``paths``, and the ontology it was read with; nothing is written.

    Raises:
        InputError: a path is missing, a sources.toml is malformed, or no page could be read.
        UsageError: the settings name an unknown city.
    """
    jobs = _jobs(paths, settings)
    with closing(make_engine(settings)) as engine, collected():
        graph, _, ontology = _gather(_Run(settings, engine), jobs, ", ".join(map(str, paths)))
    return graph, ontology


def _jobs(paths: Sequence[Path | str], settings: Settings) -> list[Job]:
    tables = [path.resolve().as_uri() for path in paths if isinstance(path, Path) and path.suffix == ".parquet"]
    stored: list[Job] = [(Stored(url), Source("")) for url in (*tables, *(p for p in paths if isinstance(p, str)))]
    files = [path for path in paths if isinstance(path, Path) and path.suffix != ".parquet"]
    if jobs := [*stored, *find_pages(files, settings, SUFFIXES)]:
        return jobs
    advice = f"give files that end in {', '.join(SUFFIXES)} or .zip"
    raise InputError("no page here", where=", ".join(map(str, paths)), advice=advice)


@dataclass(frozen=True)
class _Run:
    """How pages are read: with which settings, by what, for which folder (its cache is used), and who is told."""

    settings: Settings
    engine: Engine
    out: Path | None = None
    progress: Progress = lambda done, total: None

    def extract(
        self, jobs: Sequence[Job], ontology: Ontology, meanwhile: Sequence[Callable[[], object]]
    ) -> Iterator[Result]:
        """What each page gives, in the order of the jobs; what the cache knows of is not done again.

        Args:
            meanwhile: what can be done where this process would wait for pages.
        """
        if self.settings.engine != "local":
            yield from self.engine.run(Extractor(ontology, self.settings), jobs)
            return
        steps = Lazily(cache(lambda: Extractor(ontology, self.settings)), self.settings)
        if self.out and self.settings.use_cache:
            records = PageCache(furnish(self.out), stamp(ontology.folder, self.settings), self.settings)
            yield from self._grown(jobs, Remembering(steps, records), records, meanwhile)
            return
        with ahead(steps, jobs, self.settings.workers) as begun:
            if begun:
                begun.meanwhile(meanwhile)
            yield from begun or self.engine.run(steps, jobs)

    def _grown(
        self, jobs: Sequence[Job], extract: Remembering, records: PageCache, meanwhile: Sequence[Callable[[], object]]
    ) -> Iterator[Result]:
        keys = [records.key(job) for job in jobs]
        absent = [job for job, key in zip(jobs, keys, strict=True) if not records.has(key)]
        # A few pages are worked on while the records of the others are read, and what comes after them is loaded.
        with ahead(extract, absent, self.settings.workers) as begun:
            with uncollected():
                known = [records.get(key) for key in keys]
            missing = [job for job, extraction in zip(jobs, known, strict=True) if extraction is None]
            fresh = begun if begun and missing == absent else self.engine.run(extract, missing)
            if begun:
                begun.meanwhile(meanwhile)
            for extraction in known:
                yield extraction or next(fresh)
        records.prune(keys)


def _gather(run: _Run, jobs: Sequence[Job], where: str) -> tuple[Graph, Report, Ontology]:
    ontology = load_ontology(find_ontology(run.settings.ontology))
    strangers = _strangers(jobs, ontology, run.settings)
    jobs = [job for job in jobs if job[1].city not in strangers]
    naming = cache(partial(load_naming, ontology))
    extracted = run.extract(jobs, ontology, (naming, *libraries()))
    extractions, failures = in_order(_watched(extracted, len(jobs), run.progress))
    failures += [Failure(file, f"unknown city {city}; {CITY_ADVICE}") for city, file in sorted(strangers.items())]
    if not extractions:
        problems = "; ".join(f"{f.file}: {f.problem}" for f in failures)
        raise InputError(f"no page could be read ({problems})", where=where)
    extractions, links, parts = joined(extractions)
    measured = calibration(load_calibration(ontology.folder / "rules"))
    dropped: dict[str, Sequence[Dropped]] = {e.page.id: e.dropped for e in extractions}
    report = Report([(f.file, f.problem) for f in failures], dropped, links, measured)
    former = run.out / f"{run.settings.name}.parquet" if run.out else None
    return assemble(extractions, ontology, parts, former, naming()), report, ontology


def _strangers(jobs: Sequence[Job], ontology: Ontology, settings: Settings) -> dict[str, str]:
    """Cities that the ontology does not know -> the files of their pages.

    Raises:
        UsageError: the city given for the run is one.
    """
    if settings.city and not ontology.knows_city(settings.city):
        raise UsageError(f"unknown city {settings.city}", where="--city", advice=CITY_ADVICE)
    cities = sorted({source.city for _, source in jobs if source.city and not ontology.knows_city(source.city)})
    return {city: ", ".join(path.name for path, source in jobs if source.city == city) for city in cities}


def _watched(results: Iterable[Result], total: int, progress: Progress) -> Iterator[Result]:
    for done, result in enumerate(results, 1):
        yield result
        progress(done, max(done, total))


def assemble(
    extractions: Sequence[Extraction],
    ontology: Ontology,
    parts: Mapping[str, str],
    former: Path | None,
    naming: Naming | None = None,
) -> Graph:
    """Resolve what the pages gave into one graph; what an earlier build named keeps its id.

    Args:
        parts: id that a part of an article had alone -> that of the article.
        former: the statement table of the earlier build, if there is one. naming: where it is loaded.
    """
    statements = tuple(s for e in extractions for s in e.statements)
    pages = tuple(e.page for e in extractions)
    kept = issued_by(former, statements, parts) if former else None
    homes = {page.id: page.source.city for page in pages}
    return resolved(statements, ontology, pages, homes, issued=kept, naming=naming)


def prepare(out: Path) -> None:
    """Make the folder for results, and be sure before the work that it can be written.

    Raises:
        OutputError: it cannot.
    """
    probe = out / ".kg-write-test.tmp"
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise _unwritable(out, error) from error


def write(graph: Graph, ontology: Ontology, settings: Settings, out: Path, report: Report) -> None:
    """Write all exports and the report; each appears whole or not at all.

    Raises:
        OutputError: the folder cannot be written.
    """
    try:
        told = partial(_tell, report, graph, out)
        write_files(graph, ontology, settings, out, kept=_kept(ontology, settings, out), more=[told])
    except OSError as error:
        raise _unwritable(out, error) from error


def _tell(report: Report, graph: Graph, out: Path) -> None:
    temporary = out / ".report.json.tmp"
    temporary.write_text(report.as_json(graph), encoding="utf-8")
    temporary.replace(out / "report.json")


def _kept(ontology: Ontology, settings: Settings, out: Path) -> Kept | None:
    """Where the last build noted what it wrote."""
    if not settings.use_cache:
        return None
    return Kept(furnish(out) / f"{settings.name}.written", writing_stamp(ontology.folder, settings))


def _unwritable(out: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot be written ({error.strerror})", where=str(out), advice="choose another folder with --out"
    )
