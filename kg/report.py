"""What a build did: counts per page, stage, type and rule; what was dropped and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.model import CO_OCCURS, IS_A, Correction, Dropped, Graph, Membership, Page, Statement


@dataclass
class Report:
    """Gathers what each stage says while a build runs.

    Attributes:
        left_out: (file name, problem) of pages that could not be read.
        dropped: page id -> what was read there and left out.
        links: what became of each link between pages (下转, 上接), a line each.
        calibration: how right facts of each tenth of confidence were where that was counted.
    """

    left_out: list[tuple[str, str]] = field(default_factory=list)
    dropped: dict[str, Sequence[Dropped]] = field(default_factory=dict)
    links: Sequence[str] = ()
    calibration: Sequence[Mapping[str, float]] = ()

    def as_dict(self, graph: Graph) -> dict[str, Any]:
        """The report as plain data, sorted, without a clock or a machine path in it."""
        relations = list(graph.relations())
        named = Counter(s.page for s in graph.statements if s.predicate == IS_A)
        related = Counter(s.page for s in relations)
        return {
            "pages": {
                page.id: {
                    "articles": len(page.articles),
                    "characters": len(page.text),
                    "dropped": dict(sorted(Counter(d.reason for d in self.dropped.get(page.id, ())).items())),
                    "mentions": named[page.id],
                    "relations": related[page.id],
                }
                for page in graph.pages
            },
            "stages": self._stages(graph),
            "entities": dict(sorted(Counter(e.type for e in graph.entities).items())),
            "relations": dict(sorted(Counter(s.predicate for s in relations).items())),
            "calibration": self._calibration(relations),
            "rules": dict(sorted(Counter(s.rule for s in graph.statements).items())),
            "merges": dict(sorted(Counter(m.verdict for m in graph.merges).items())),
            "contradictions": [
                f"{graph.by_id[c.body].name} {c.title}: {_seen(graph, c.left)}; {_seen(graph, c.right)}"
                for c in graph.contradictions
            ],
            "unused_judgements": list(graph.unused),
            "corrections": {
                page.id: [_correction(page, correction) for correction in page.corrections]
                for page in graph.pages
                if page.corrections
            },
            "fragments": {page.id: found for page in graph.pages if (found := _fragments(page))},
            "links": list(self.links),
            "left_out": [{"file": file, "problem": problem} for file, problem in self.left_out],
            "dropped": {
                page: [{"stage": d.stage, "reason": d.reason, "text": d.text} for d in dropped]
                for page, dropped in sorted(self.dropped.items())
                if dropped
            },
        }

    def _calibration(self, relations: Sequence[Statement]) -> list[dict[str, float]]:
        """What confidence was worth on annotated pages, with how many facts of this build stand in each tenth."""
        facts = Counter(min(9, int(s.confidence * 10)) for s in relations if s.predicate != CO_OCCURS)
        return [{**row, "facts": facts[round(row["from"] * 10)]} for row in self.calibration]

    def _stages(self, graph: Graph) -> dict[str, dict[str, int]]:
        """What each stage gave, and how much it left out."""
        lost = Counter(d.stage for dropped in self.dropped.values() for d in dropped)
        articles = [article for page in graph.pages for article in page.articles]
        given = {
            "read": {"articles": len(articles), "sentences": sum(len(a.sentences) for a in articles)},
            "recognise": {"mentions": sum(s.predicate == IS_A for s in graph.statements)},
            "relate": {"relations": sum(1 for _ in graph.relations())},
            "resolve": {"entities": len(graph.entities), "decisions": len(graph.merges)},
        }
        return {stage: {**counts, "dropped": lost[stage]} for stage, counts in given.items()}

    def as_json(self, graph: Graph) -> str:
        """The report as a JSON document."""
        return _indented(self.as_dict(graph)) + "\n"


def _indented(value: Any, depth: int = 0) -> str:
    """As ``json.dumps`` with an indent of 1, which goes from value to value in Python."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if not items:
        return _encoder(depth)(value)
    begin, end = "\n" + " " * (depth + 1), "\n" + " " * depth
    if any(isinstance(item, dict | list) for item in items):
        texts = [_indented(item, depth + 1) for item in items]
        if isinstance(value, dict):
            texts = [f"{_encoder(depth)(str(key))}: {text}" for key, text in zip(value, texts, strict=True)]
        inside = f",{begin}".join(texts)
    else:
        inside = _encoder(depth)(value)[1:-1]
    return f"{'{' if isinstance(value, dict) else '['}{begin}{inside}{end}{'}' if isinstance(value, dict) else ']'}"


@cache
def _encoder(depth: int) -> Callable[[Any], str]:
    """What writes a value without others inside that have values, so deep in the document."""
    return json.JSONEncoder(ensure_ascii=False, separators=(",\n" + " " * (depth + 1), ": ")).encode


def _correction(page: Page, slip: Correction) -> dict[str, Any]:
    """What was read otherwise than it is printed, with its place in the file in characters."""
    return {"place": page.offsets[slip.start], "printed": slip.printed, "read": slip.read}


def _fragments(page: Page) -> list[dict[str, Any]]:
    """The sentences that a tear left without beginning or end, with their places in the file in characters."""
    return [
        {"article": article.id, "place": page.offsets[s.start], "text": page.text[s.start : s.end]}
        for article in page.articles
        for s in article.sentences
        if s.kind == "fragment"
    ]


def _seen(graph: Graph, held: Membership) -> str:
    return f"{graph.by_id[held.person].name} {held.first} to {held.last}"
