"""How fast a million distinct forms are resolved, in how much memory, and how well mentions of marked pages are joined.

B-cubed (Bagga and Baldwin 1998): for each mention, the share of its built entity that is its marked one (precision) and
of its marked one that is its built entity (recall), averaged over mentions.
"""

from __future__ import annotations

import csv
import itertools
import json
import random
import re
import resource
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.corpus import reports
from benchmarks.row import Row, timed
from kg.model import IS_A, Graph, Statement, digest
from kg.ontology import find_ontology, load_ontology
from kg.pipeline import build
from kg.resolve.naming import fold
from kg.resolve.posts import memberships
from kg.resolve.resolver import resolve
from kg.settings import Settings

FORMS = 1_000_000
CORE = ("Official", "Company", "IndustrialPark", "IndustryCluster")
#: How names of each type end in the reports; what stands before is taken as it comes, which is noise enough.
ENDINGS = {
    "Company": "有限公司|集团|公司|银行",
    "IndustrialPark": "产业园|工业园|开发区|高新区|经开区|示范区|科技城",
    "IndustryCluster": "产业集群|产业链|产业",
    "GovernmentBody": "人民政府|委员会|市委|局",
    "Organization": "协会|联盟|大学|研究院|中心",
    "Place": "[市县区镇]",
}
VARIANTS = ("有限公司", "股份有限公司", "集团", "", "科技有限公司", "产业园", "产业集群", "第二届", "新材料")


def rows(data: Path) -> list[Row]:
    """Time and memory for FORMS forms; mayors told apart; B-cubed where marked pages lie beside the data."""
    statements, homes = generated(data, FORMS)
    ontology = load_ontology(find_ontology(None))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, resolution = timed(lambda: resolve(statements, ontology, homes))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    table = [
        Row("distinct forms", len({s.subject_name for s in statements}), "forms"),
        Row("resolve", seconds, "s", "two minutes", 120 / seconds),
        Row("peak memory", peak / 2**20, "GiB", "before resolve", peak / before),
        Row("entities", len(resolution.entities), "entities"),
    ]
    table += _mayors(data)
    marked, seeds = data.parent / "gold" / "pages", Path(__file__).parent.parent / "seeds"
    return [*table, *_agreement(marked, seeds)] if marked.is_dir() else table


def generated(data: Path, size: int) -> tuple[list[Statement], dict[str, str]]:
    """Type statements with ``size`` distinct names that reports print, and variants of them; page -> city."""
    chance = random.Random(5)
    statements: list[Statement] = []
    homes: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    names = _names(data)
    for number, (place, type_, name) in enumerate(itertools.chain(names, _noise(names, chance))):
        page = f"{place}{number % 40}"
        homes[page] = place.removesuffix("市").removesuffix("省")
        seen.add((type_, name))
        statements.append(_named(page, type_, name, number))
        if len(seen) >= size:
            break
    return statements, homes


def _names(data: Path) -> list[tuple[str, str, str]]:
    """Distinct (place of the report, type, name), in the reports' order."""
    patterns = {t: re.compile(f"[一-龥]{{2,9}}?(?:{ends})") for t, ends in ENDINGS.items()}
    found: dict[tuple[str, str, str], None] = {}
    for report in reports(data):
        place = (report["place"] or "").split("/")[-1]
        for type_, pattern in patterns.items():
            found |= dict.fromkeys((place, type_, name) for name in pattern.findall(report["text"]))
        if len(found) > FORMS:
            break
    return list(found)


def _noise(names: Sequence[tuple[str, str, str]], chance: random.Random) -> Iterator[tuple[str, str, str]]:
    while True:
        place, type_, name = chance.choice(names)
        at = chance.randrange(1, len(name))
        yield place, type_, chance.choice((place, "", name[:at])) + name[at:] + chance.choice(VARIANTS)


def _named(page: str, type_: str, name: str, at: int) -> Statement:
    article = f"{page}.a1"
    return Statement(
        page=page, article=article, sentence=name, sentence_start=at, sentence_end=at + len(name), raw_start=at,
        raw_end=at + len(name), subject=f"{article}.{digest(type_, name)}", subject_type=type_, subject_name=name,
        subject_surface=name, subject_start=at, subject_end=at + len(name), predicate=IS_A, object=type_, rule="made",
    )  # fmt: skip


def _mayors(data: Path) -> list[Row]:
    """Who gave the reports of each place, said as posts: nodes of two places, and speakers of a place in two nodes."""
    statements: list[Statement] = []
    expected: dict[tuple[str, str], set[str]] = defaultdict(set)
    with (data / "gov_report_speakers.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            title = "省长" if row["place"].endswith("省") else "市长"
            statements += _holds(
                row["speaker"], f"{row['place']}人民政府", title, (f"q{number}", row["date"] or row["report_year"])
            )
            expected[row["speaker"], row["place"]].add(row["date"] or row["report_year"])
    ontology = load_ontology(find_ontology(None))
    resolution = resolve(statements, ontology)
    names = {e.id: e.name for e in resolution.entities}
    built: dict[str, set[str]] = defaultdict(set)
    spans: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for m in memberships(statements, resolution.canonical, resolution.posts):
        place = names[m.body].removesuffix("人民政府")
        built[m.person].add(place)
        spans[names[m.person], place].add((m.first, m.last))
    whole = sum(spans[key] == {(min(dates), max(dates))} for key, dates in expected.items())
    return [
        Row("nodes with mayors of two places", sum(len(places) > 1 for places in built.values()), "nodes"),
        Row("mayors in one node with first and last date", whole / len(expected), "", f"{len(expected)} mayors"),
    ]


def _holds(person: str, body: str, title: str, where: tuple[str, str]) -> list[Statement]:
    page, date = where
    a, b = _named(page, "Official", person, 0), _named(page, "GovernmentBody", body, len(person))
    post = replace(
        a, predicate="holdsPost", object=b.subject, object_type=b.subject_type, object_name=body, title=title
    )
    return [replace(s, date=date) for s in (a, b, post)]


def _agreement(marked: Path, seeds: Path) -> list[Row]:
    """B-cubed over the mentions of core entities that a build of the seeds finds."""
    with tempfile.TemporaryDirectory() as out:
        graph, _ = build([seeds], Path(out), Settings())
    items = list(_items(graph, _gold(marked)))
    precision, recall = b_cubed(items)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return [
        Row("mentions of core entities compared", len(items), "mentions"),
        Row("B-cubed precision", precision, ""),
        Row("B-cubed recall", recall, ""),
        Row("B-cubed F1", f1, "", "0.95", f1 / 0.95),
        Row("nodes with two marked people", _fused(graph, _gold(marked)), "nodes"),
    ]


def b_cubed(items: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall of (built, marked) entity per mention."""
    both, built, right = Counter(items), Counter(b for b, _ in items), Counter(g for _, g in items)
    if not items:
        return 0.0, 0.0
    return (
        sum(both[i] / built[i[0]] for i in items) / len(items),
        sum(both[i] / right[i[1]] for i in items) / len(items),
    )


def _gold(marked: Path) -> dict[str, dict[tuple[str, str], str]]:
    """Page -> (type, folded form) -> the marked thing; things of two pages with a form and a type in common are one."""
    parent: dict[str, str] = {}

    def find(x: str) -> str:
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    pages: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    first: dict[tuple[str, str], str] = {}
    for file in sorted(marked.glob("*.json")):
        page: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        for entity in page["entities"]:
            thing = f"{page['page']}/{entity['id']}"
            for type_, form in itertools.product(
                [entity["type"], *entity.get("also", [])], [entity["name"], *entity.get("aliases", [])]
            ):
                pages[page["page"]].setdefault((type_, fold(form)), thing)
                parent[find(thing)] = find(first.setdefault((type_, fold(form)), thing))
    return {page: {key: find(thing) for key, thing in forms.items()} for page, forms in pages.items()}


def _items(graph: Graph, gold: dict[str, dict[tuple[str, str], str]]) -> Iterator[tuple[str, str]]:
    for s in graph.statements:
        if s.predicate == IS_A and s.subject_type in CORE and s.page in gold:
            forms = (fold(s.subject_surface), fold(s.subject_name))
            thing = next((t for f in forms if (t := gold[s.page].get((s.subject_type, f)))), None)
            if thing:
                yield graph.canonical[s.subject], thing


def _fused(graph: Graph, gold: dict[str, dict[tuple[str, str], str]]) -> int:
    """Built people that hold mentions of two marked ones."""
    people: dict[str, set[str]] = defaultdict(set)
    for s in graph.statements:
        for type_ in ("Official", "Person"):
            if s.predicate == IS_A and s.subject_type in ("Official", "Person") and s.page in gold:
                people[graph.canonical[s.subject]] |= {gold[s.page].get((type_, fold(s.subject_name)), "")} - {""}
    return sum(len(things) > 1 for things in people.values())
