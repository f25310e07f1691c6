"""RDF on a graph of a million triples: how fast it is written, and how long each ready question takes, beside rdflib.

Bounds: 300,000 triples a second written, 50 ms a question, of one name or of all; rdflib is given up after 60 s. Times
are of one core, the least of several runs, so that they are those of a quiet machine.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from benchmarks.row import Row, timed
from kg.export import jsonld, named_graphs, rdf, turtle
from kg.export.side_by_side import Pass
from kg.ontology import find_ontology, load_ontology
from kg.query.ask import prepare
from kg.query.graph import ask, open_graph
from kg.query.questions import Parameter, load_questions
from kg.settings import Settings
from tests.export.invented import large, yunzhou
from tests.query.test_questions import ANSWERS

#: Things and facts of the graph that is written; copies of the invented city that are asked.
WRITTEN = (4_000, 40_000)
#: The same of the graph that rdflib writes and reads as well.
BOTH = (400, 4_000)
COPIES = 1_200
GIVE_UP = 60
#: Milliseconds that a question may take, and how often each is asked.
BOUND, RUNS = 50, 7
#: Questions that rdflib is asked too.
BESIDE = ("products", "posts", "clusters")

RDFLIB = """
import sys, time, rdflib
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
print("loaded", flush=True)
start = time.perf_counter()
rows = list(graph.query(sys.argv[2]))
print(time.perf_counter() - start)
"""


def rows(data: Path) -> list[Row]:
    """Writing speed of each format, then the time of each question."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_writing(Path(folder)), *_beside_rdflib(Path(folder)), *_asking(Path(folder))]


def _writing(folder: Path) -> Iterator[Row]:
    graph, ontology, settings = large(*WRITTEN), load_ontology(find_ontology(None)), Settings()
    count = sum(1 for _ in rdf.Triples(graph, ontology, settings.base).all())
    yield Row("triples in the graph that is written", count, "triples")
    writers: dict[str, Callable[..., None]] = {
        "Turtle": turtle.write_turtle,
        "TriG": named_graphs.write_trig,
        "N-Quads under gzip": named_graphs.write_nquads,
        "JSON-LD": jsonld.write_jsonld,
    }
    quads = sum(len(said.own.rows) + len(said.named.rows) for said in Pass(graph, ontology, settings).pages())
    for name, write in writers.items():
        written = quads if write in {named_graphs.write_trig, named_graphs.write_nquads} else count
        speed = written / _least(lambda w=write: w(graph, ontology, settings, folder / "g"), 3)
        yield Row(f"{name} written", speed, "triples/s of one core", "300,000", speed / 300_000)


def _beside_rdflib(folder: Path) -> Iterator[Row]:
    """Turtle written and read, by us and by rdflib, of a graph small enough for rdflib."""
    import rdflib

    graph, ontology, path = large(*BOTH), load_ontology(find_ontology(None)), folder / "both.ttl"
    count = sum(1 for _ in rdf.Triples(graph, ontology, Settings().base).all())
    written, _ = timed(lambda: turtle.write_turtle(graph, ontology, Settings(), path))
    opened, _ = timed(lambda: open_graph(path))
    read, theirs = timed(lambda: rdflib.Graph().parse(path, format="turtle"))
    serialized, _ = timed(lambda: theirs.serialize(folder / "theirs.ttl", format="turtle"))
    for name, ours, beside in (("written", written, serialized), ("read", opened, read)):
        yield Row(f"Turtle of {count:,} triples {name}", count / ours, "triples/s", "rdflib", beside / ours)


def _asking(folder: Path) -> Iterator[Row]:
    path = _copies(folder)
    seconds, store = timed(lambda: open_graph(path))
    yield Row("triples in the graph that is asked", len(store), "triples")
    yield Row("graph opened", len(store) / seconds, "triples/s")
    questions = load_questions(find_ontology(None))
    asked = {(name, tuple(values.items())) for name, values, _ in ANSWERS}
    asked |= {(name, ()) for name, question in questions.items() if not question.path}
    for name, values in sorted(asked):
        given = {k: f"{v}7" if _is_name(questions[name].parameters, k) else v for k, v in values}
        spent = _least(lambda n=name, g=given: sum(1 for _ in ask(store, prepare(store, n, g, questions))))
        about = f" with {', '.join(given)}" if given else " of all"
        row = Row(f"{name}{about}", spent * 1000, "ms of one core", f"{BOUND} ms", BOUND / spent / 1000)
        yield _against(row, _rdflib(path, prepare(store, name, given, questions))) if name in BESIDE else row


def _least(run: Callable[[], object], runs: int = RUNS) -> float:
    """Seconds of one core that the quickest of several runs took."""
    spent = []
    for _ in range(runs):
        start = time.process_time()
        run()
        spent.append(time.process_time() - start)
    return min(spent)


def _is_name(parameters: Iterable[Parameter], name: str) -> bool:
    return any(p.name == name and p.kind == "name" for p in parameters)


def _against(row: Row, seconds: float) -> Row:
    if seconds < 0:
        return Row(row.what, row.value, row.unit, "rdflib fails on it")
    said = f"rdflib {seconds * 1000:,.0f} ms" if seconds < GIVE_UP else f"rdflib, given up after {GIVE_UP} s"
    return Row(row.what, row.value, row.unit, said, seconds * 1000 / row.value)


def _copies(folder: Path) -> Path:
    """The invented city so many times, each with names and IRIs of its own, as N-Triples."""
    turtle = folder / "one.ttl"
    turtle.write_turtle(yunzhou(), load_ontology(find_ontology(None)), Settings(), turtle)
    one = ox.serialize(ox.parse(path=str(turtle), format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES).decode()
    path = folder / "copies.nt"
    with path.open("w", encoding="utf-8") as out:
        for number in range(COPIES):
            text = one.replace("/id/", f"/id/{number}/").replace("_yunzhou", f"_{number}")
            out.write(text.replace('"@zh', f'{number}"@zh'))
    return path


def _rdflib(path: Path, query: str) -> float:
    """Seconds that rdflib takes for a query, without loading; GIVE_UP when it takes longer, -1 when it fails."""
    command = [sys.executable, "-c", RDFLIB, str(path), query]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            out, _ = process.communicate(timeout=GIVE_UP)
            return float(out or -1)
        except subprocess.TimeoutExpired:
            process.kill()
            return float(GIVE_UP)
