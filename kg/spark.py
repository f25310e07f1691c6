"""Pages worked on by Apache Spark: read and recognised where the workers are, with the same functions as here.

Each worker has this package, of the same version with the same model and ontology, which is checked. Pages come from
files that all workers see, from an object store (``s3a://…/pages``), or from a Parquet table with the columns ``page``
and ``text`` and, where known, ``publication``, ``date``, ``city``, ``number`` and ``origin``.
"""

from __future__ import annotations

import os
import pickle
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from kg.cache.record import dump, load
from kg.cache.versions import stamp
from kg.engine import Extraction, Failure, Job, Result, Stored
from kg.errors import KgError, UsageError
from kg.export.parts import write_parts
from kg.model import CO_OCCURS, IS_A, Graph, Source, Statement
from kg.ontology import Ontology, find_ontology
from kg.read.page import SUFFIXES
from kg.settings import Settings
from kg.store import SCHEMA, to_table

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Batches = Iterator[pa.RecordBatch]

#: What the work on a page comes to: its number or -1, its record, or the file and what is wrong with it.
RESULT = pa.schema([("number", pa.int64()), ("record", pa.binary()), ("file", pa.string()), ("problem", pa.string())])
#: Pages to a task: enough to be worth its start, few enough that a lost one costs little.
TASK = 64
#: Pages in a batch that goes to Python.
BATCH = 16
_SOURCE = tuple(f.name for f in fields(Source))


class SparkEngine:
    """A Spark cluster, or Spark on this machine; a lost worker's pages are done again by the others.

    Args:
        settings: ``master`` says where; all else as for any build.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._session = _session(settings.master)
        self._done: DataFrame | None = None

    def run(self, extractor: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]:
        """What the pages give, those that cannot be read at last; a stored folder or table gives many results."""
        from pyspark import StorageLevel

        task = _Task(extractor, self._settings, stamp(find_ontology(self._settings.ontology), self._settings))
        frames = [
            self._frame(file).mapInArrow(task.contents, _ddl(RESULT)) for file, _ in jobs if isinstance(file, Stored)
        ]
        files = [(i, pickle.dumps(job)) for i, job in enumerate(jobs) if not isinstance(job[0], Stored)]
        if files:
            frames.append(self._spread(files).mapInArrow(task.files, _ddl(RESULT)))
        done = frames[0]
        for frame in frames[1:]:
            done = done.union(frame)
        self._done = done.persist(StorageLevel.DISK_ONLY)
        with _told(self._settings.master):
            self._done.count()  # all partitions at once; the iterator alone would ask for one after another
        failures = []
        for row in self._done.toLocalIterator(prefetchPartitions=True):
            if row.record is None:
                failures.append((row.number, row.file, row.problem))
            elif extraction := load(bytes(row.record)):
                yield extraction
        yield from (Failure(file, problem) for _, file, problem in sorted(failures))

    def keep(self, graph: Graph, ontology: Ontology, out: Path) -> None:
        """Write the statement table by year, and the N-Quads in parts, beside the other results."""
        temporary = out / ".statements.tmp"
        table = self._statements(graph)
        table.write.mode("overwrite").partitionBy("year").parquet(temporary.resolve().as_uri())
        _replace(temporary, out / "statements")
        temporary = out / ".nquads.tmp"
        write_parts(graph, ontology, self._settings, temporary)
        _replace(temporary, out / "nquads")

    def close(self) -> None:
        """End the session."""
        self._session.stop()

    def _spread(self, files: list[tuple[int, bytes]]) -> DataFrame:
        context = self._session.sparkContext
        slices = min(len(files), max(4 * context.defaultParallelism, len(files) // TASK))
        return self._session.createDataFrame(context.parallelize(files, slices), "number long, job binary")

    def _frame(self, stored: Stored) -> DataFrame:
        """name, content and what is known of the source, a row a page."""
        from pyspark.sql import functions as F

        if stored.suffix == ".parquet":
            frame = self._session.read.parquet(stored.url)
            given = {name: F.col(name) if name in frame.columns else F.lit("") for name in _SOURCE}
            columns = [F.col("page").alias("name"), F.col("text").cast("binary").alias("content")]
        else:
            reader = self._session.read.format("binaryFile").option("recursiveFileLookup", True)
            frame = reader.option("pathGlobFilter", f"*{{{','.join(SUFFIXES)}}}").load(stored.url)
            name = F.element_at(F.split("path", "/"), -1)
            settings = self._settings
            known = {"publication": settings.publication, "date": settings.date, "city": settings.city}
            given = {k: F.lit(known.get(k, "")) for k in _SOURCE} | {"page": F.regexp_replace(name, r"\.[^.]*$", "")}
            columns = [name.alias("name"), F.col("content")]
        return frame.select(*columns, *(F.coalesce(given[k].cast("string"), F.lit("")).alias(k) for k in _SOURCE))

    def _statements(self, graph: Graph) -> DataFrame:
        """The statements as the workers found them, with their ends looked up; what the whole made stands with them."""
        from pyspark.sql import functions as F

        assert self._done is not None
        ids = pa.table({"local": list(graph.canonical), "entity": list(graph.canonical.values())})
        entities = self._session.createDataFrame(ids)
        moved = {s.page for s in graph.statements if not s.article.startswith(f"{s.page}.")}
        here = [s for s in graph.statements if s.page in moved or s.predicate == CO_OCCURS]
        found = self._done.mapInArrow(_Unpacked(frozenset(moved)), _ddl(SCHEMA))
        found = found.union(self._session.createDataFrame(to_table(here)))
        for end in ("subject", "object"):
            named = entities.withColumnsRenamed({"local": end, "entity": f"{end}_entity"})
            found = found.join(named, end, "left")
        found = found.where(
            F.col("subject_entity").isNotNull() & ((F.col("predicate") == IS_A) | F.col("object_entity").isNotNull())
        )
        year = F.when(F.col("date") == "", "unknown").otherwise(F.substring("date", 1, 4))
        ordered = found.select(*SCHEMA.names, "subject_entity", "object_entity", year.alias("year"))
        return ordered.repartition("year").sortWithinPartitions("year", "page", "sentence_start", "id")


@dataclass(frozen=True)
class _Task:
    """What a worker does with a batch of pages."""

    extractor: Callable[[Job], Result]
    settings: Settings
    stamp: str

    def files(self, batches: Batches) -> Batches:
        """Pages in files that the worker sees."""
        self._check()
        for batch in batches:
            rows = zip(batch["number"].to_pylist(), batch["job"].to_pylist(), strict=True)
            yield _results([(number, self.extractor(pickle.loads(job))) for number, job in rows])

    def contents(self, batches: Batches) -> Batches:
        """Pages whose bytes came with the batch."""
        self._check()
        for batch in batches:
            yield _results([(-1, self._extracted(row)) for row in batch.to_pylist()])

    def _extracted(self, row: dict[str, Any]) -> Result:
        # Through a file, as any page: its ending says how it is read.
        with tempfile.TemporaryDirectory() as folder:
            name = PurePosixPath(row["name"]).name
            path = Path(folder) / (name if "." in name else f"{name}.txt")
            path.write_bytes(row["content"])
            return self.extractor((path, Source(**{k: row[k] for k in _SOURCE})))

    def _check(self) -> None:
        if stamp(find_ontology(self.settings.ontology), self.settings) != self.stamp:
            raise UsageError(
                "this worker has another version of the program, its libraries, the model or the ontology",
                advice="install the same on all workers",
            )


@dataclass(frozen=True)
class _Unpacked:
    """Makes statement rows of results, but for the pages that the driver speaks for."""

    without: frozenset[str]

    def __call__(self, batches: Batches) -> Batches:
        for batch in batches:
            found = (load(record) for record in batch["record"].to_pylist() if record)
            statements: list[Statement] = []
            for extraction in found:
                if extraction and extraction.page.id not in self.without:
                    statements += extraction.statements
            yield from to_table(statements).to_batches()


def _results(found: Sequence[tuple[int, Result]]) -> pa.RecordBatch:
    rows = [
        {"number": number, "record": dump(result)}
        if isinstance(result, Extraction)
        else {"number": number, "file": result.file, "problem": result.problem}
        for number, result in found
    ]
    return pa.RecordBatch.from_pylist(rows, schema=RESULT)


def _ddl(schema: pa.Schema) -> str:
    names = {"string": "string", "int32": "int", "int64": "long", "double": "double", "bool": "boolean"}
    return ", ".join(f"`{field.name}` {names.get(str(field.type), 'binary')}" for field in schema)


def _replace(temporary: Path, path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
    temporary.replace(path)


@contextmanager
def _told(master: str) -> Iterator[None]:
    """What stops the workers, in a line."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        ours = (line.partition(": ")[2] for line in lines if line.startswith("kg.errors."))
        reason = next(ours, next((line for line in lines if line.endswith("Error") or "Error:" in line), lines[0]))
        raise KgError(f"the workers stopped ({reason})", where=master, advice="see the log of the workers") from error


def _session(master: str) -> SparkSession:
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        advice = "pip install 'zhuzhou-kg[spark]'"
        raise UsageError(f"Spark is not installed ({error.name})", advice=advice) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.Builder().master(master).appName("kg build")
    options: dict[str, bool | float | int | str | None] = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": BATCH,
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    try:
        return builder.config(map=options).getOrCreate()
    except (PySparkException, Py4JError) as error:
        reason = next((line for line in str(error).splitlines() if re.search(r"\w", line)), "")
        advice = "Java 17 or later is needed, and a master that runs"
        raise KgError(f"Spark does not start ({reason})", where=master, advice=advice) from error
