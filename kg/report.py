"""What a build did: counts per page, stage, type and rule; what was dropped and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any

from kg.model import CO_OCCURS, Correction, Dropped, Graph, Membership, Page, Statement


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
        said, related = (Counter(map(attrgetter("page"), some)) for some in (graph.statements, relations))
        return {
            "pages": {
                page.id: {
                    "articles": len(page.articles),
                    "characters": len(page.text),
                    "dropped": dict(sorted(Counter(d.reason for d in self.dropped.get(page.id, ())).items())),
                    "mentions": said[page.id] - related[page.id],
                    "relations": related[page.id],
                }
                for page in graph.pages
            },
            "stages": self._stages(graph, len(relations)),
            "entities": dict(sorted(Counter(map(attrgetter("type"), graph.entities)).items())),
            "relations": dict(sorted(Counter(map(attrgetter("predicate"), relations)).items())),
            "calibration": self._calibration(relations),
            "rules": dict(sorted(Counter(map(attrgetter("rule"), graph.statements)).items())),
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

    def _stages(self, graph: Graph, relations: int) -> dict[str, dict[str, int]]:
        """What each stage gave, and how much it left out."""
        lost = Counter(d.stage for dropped in self.dropped.values() for d in dropped)
        articles = [article for page in graph.pages for article in page.articles]
        given = {
            "read": {"articles": len(articles), "sentences": sum(len(a.sentences) for a in articles)},
            "recognise": {"mentions": len(graph.statements) - relations},
            "relate": {"relations": relations},
            "resolve": {"entities": len(graph.entities), "decisions": len(graph.merges)},
        }
        return {stage: {**counts, "dropped": lost[stage]} for stage, counts in given.items()}

    def as_json(self, graph: Graph) -> str:
        """The report as a JSON document."""
        return _indented(self.as_dict(graph)) + "\n"


def _indented(value: Any, begin: str = "\n ") -> str:
    """As ``json.dumps`` with an indent of 1, which goes from value to value by generators in one another.

    Args:
        begin: the line break and the indent of what is inside.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if not value or not isinstance(value, dict | list):
        return json.dumps(value)
    inner, end = begin + " ", begin[:-1]
    if isinstance(value, list):
        return f"[{begin}{f',{begin}'.join([_indented(item, inner) for item in value])}{end}]"
    items = [f"{encode_basestring(key)}: {_indented(item, inner)}" for key, item in value.items()]
    return f"{{{begin}{f',{begin}'.join(items)}{end}}}"


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
