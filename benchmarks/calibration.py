"""Counts how often each rule is right on annotated pages, and whether confidence holds on a page left out.

    python -m benchmarks.calibration SEEDS ANNOTATIONS [SEEDS ANNOTATIONS …] [--write ontology/rules]

An annotation is a JSON file named after its page: entities with their forms, relations between them, some optional
(those count neither way). The rules read the pages with the names that the program itself finds. Each page's facts get
the confidence that the counts of all other pages give; the table compares it with what was right.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import CO_OCCURS, Graph, Statement
from kg.ontology import Ontology, find_ontology, load_ontology
from kg.pipeline import gather
from kg.relate.match import CARRIED
from kg.relate.precision import COUNTS, TABLE, Counts, Tenth, load_counts, precision
from kg.relate.rules import Rule, load_rules, load_vocabulary
from kg.settings import Settings

#: What carries no meaning in a name.
_NOISE = re.compile(r"[\s\"'“”‘’「」《》<>()\[\]·•・,、-]")


@dataclass(frozen=True)
class Judged:
    """A fact of a page: the rule that it stands for, how far its subject was carried, and whether it is right."""

    page: str
    rule: str
    carried: int
    right: bool


class Annotation:
    """What a page says by its annotation, in the ids of a built graph."""

    def __init__(self, path: Path, graph: Graph, ontology: Ontology) -> None:
        content = json.loads(path.read_text(encoding="utf-8"))
        self._symmetric = {r.name for r in ontology.relations.values() if r.symmetric}
        by_form: dict[str, set[str]] = defaultdict(set)
        for entity in graph.entities:
            if path.stem in entity.pages:
                for form in (entity.name, *entity.aliases):
                    by_form[_normal(form)].add(entity.id)
        ends = {e["id"]: _built(e, by_form) for e in content["entities"]}
        self._said: dict[bool, set[tuple[str, ...]]] = {True: set(), False: set()}
        for relation in content["relations"]:
            for subject in ends[relation["s"]]:
                for object_ in ends[relation["o"]]:
                    key = self._key(subject, relation["p"], object_, relation.get("title", ""))
                    self._said[bool(relation.get("optional"))].add(key)

    def judge(self, statement: Statement, graph: Graph) -> bool | None:
        """Whether a fact is right; None where the annotation leaves it open."""
        subject, object_ = graph.canonical[statement.subject], graph.canonical[statement.object]
        key = self._key(subject, statement.predicate, object_, statement.title)
        if key in self._said[False]:
            return True
        return None if key in self._said[True] else False

    def _key(self, subject: str, relation: str, object_: str, title: str) -> tuple[str, ...]:
        ends = sorted((subject, object_)) if relation in self._symmetric else [subject, object_]
        return (relation, *ends, _normal(title) if relation == "holdsPost" else "")


def _built(entity: dict[str, Any], by_form: dict[str, set[str]]) -> set[str]:
    forms = {_normal(form) for form in (entity["name"], *entity.get("aliases", ()))}
    return {id_ for form in forms for id_ in by_form.get(form, ())}


def _normal(form: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", form)).casefold()


def judged(seeds: Path, annotations: Path, rules: Sequence[Rule], now: Counts) -> Iterator[Judged]:
    """The facts of the pages that annotations judge, each once a page."""
    known = precision(rules, now)
    graph, ontology = gather([seeds], Settings())
    for page in graph.pages:
        path = annotations / f"{page.id}.json"
        if not path.is_file():
            continue
        annotation, seen = Annotation(path, graph, ontology), set()
        for statement in (s for s in graph.relations() if s.page == page.id and s.predicate != CO_OCCURS):
            fact = (
                graph.canonical[statement.subject],
                statement.predicate,
                graph.canonical[statement.object],
                statement.title,
            )
            verdict = annotation.judge(statement, graph)
            if fact not in seen and verdict is not None:
                seen.add(fact)
                yield Judged(page.id, statement.rule, _carried(statement, known), verdict)


def _carried(statement: Statement, known: dict[str, float]) -> int:
    """How far the subject was carried, told by what that takes off the rule's confidence."""
    share = statement.confidence / known[statement.rule]
    return min(range(len(CARRIED)), key=lambda distance: abs(CARRIED[distance] - share))


def count(facts: Iterable[Judged]) -> Counts:
    """Rule -> facts right, facts wrong."""
    right, wrong = Counter(f.rule for f in facts if f.right), Counter(f.rule for f in facts if not f.right)
    return {rule: (right[rule], wrong[rule]) for rule in sorted({*right, *wrong})}


def table(facts: Sequence[Judged], rules: Sequence[Rule]) -> list[Tenth]:
    """For each tenth of confidence, given by the other pages, how many facts were right."""
    rows: dict[int, list[bool]] = defaultdict(list)
    for page in sorted({fact.page for fact in facts}):
        known = precision(rules, count([fact for fact in facts if fact.page != page]))
        for fact in (fact for fact in facts if fact.page == page):
            rows[min(9, int(known[fact.rule] * CARRIED[fact.carried] * 10))].append(fact.right)
    return [Tenth(tenth / 10, sum(rows[tenth]), len(rows[tenth]) - sum(rows[tenth])) for tenth in sorted(rows)]


def main() -> None:
    """Print the counts and the table, or write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, help="seeds and annotations, in turn")
    parser.add_argument("--write", type=Path, help="folder of the rules, whose counts and table are replaced")
    args = parser.parse_args()
    ontology = load_ontology(find_ontology(None))
    folder = ontology.folder / "rules"
    rules = load_rules(folder, ontology, load_vocabulary(folder, ontology))
    pairs = zip(args.folders[::2], args.folders[1::2], strict=True)
    facts = [fact for seeds, gold in pairs for fact in judged(seeds, gold, rules, load_counts(folder))]
    counts = "".join(f"{rule}\t{right}\t{wrong}\n" for rule, (right, wrong) in count(facts).items())
    rows = "".join(f"{row.low:.1f}\t{row.right}\t{row.wrong}\n" for row in table(facts, rules))
    for name, header, text in ((COUNTS, "rule\tright\twrong\n", counts), (TABLE, "low\tright\twrong\n", rows)):
        if args.write:
            path = args.write / name
            head = [f"{line}\n" for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
            path.write_text("".join(head) + header + text, encoding="utf-8")
        else:
            print(header + text)


if __name__ == "__main__":
    main()
