"""Ask a database who holds which post, and draw the answer: python docs/databases/draw.py ADDRESS posts.svg

ADDRESS is a SPARQL query address (http://…/query), bolt://…, or ladybug:FILE. User and password of a database with a
login come from KG_LOAD_USER and KG_LOAD_PASSWORD.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections import defaultdict
from html import escape
from pathlib import Path
from statistics import mean

import requests

HERE = Path(__file__).parent
#: Pixels: height of a row, and where people, titles and bodies stand.
ROW, LEFT, MIDDLE, RIGHT, WIDTH = 24, 80, 270, 570, 840
#: Rows drawn; the first of a long answer are enough to see.
MOST = 40
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<style>text {{ font: 13px 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif; dominant-baseline: central; fill: #333 }}
path {{ fill: none; stroke: #9bb3c9 }} .who {{ fill: #a63d2f }} .body {{ fill: #1f5f8b }}
.date {{ font-size: 10px; fill: #666 }}</style>
<rect width="100%" height="100%" fill="#fff"/>
{body}
</svg>
"""
Answer = list[list[str]]


def main(address: str, out: Path) -> None:
    """Write the picture and print how many posts there are."""
    answer = ask(address)
    out.write_text(draw(answer[:MOST]), encoding="utf-8")
    print(f"{len(answer)} posts, the first {min(len(answer), MOST)} drawn in {out}")


def ask(address: str) -> Answer:
    """Who, title, body, from, to."""
    cypher = (HERE / "posts.cypher").read_text(encoding="utf-8")
    login = os.environ.get("KG_LOAD_USER", ""), os.environ.get("KG_LOAD_PASSWORD", "")
    if address.startswith("ladybug:"):
        import ladybug

        with ladybug.Database(address.removeprefix("ladybug:"), read_only=True) as database:
            return ladybug.Connection(database).execute(cypher).get_all()
    if address.startswith(("bolt", "neo4j")):
        import neo4j

        with neo4j.GraphDatabase.driver(address, auth=login if login[0] else None) as driver:
            return [list(record.values()) for record in driver.execute_query(cypher).records]
    query, accept = {"query": (HERE / "posts.rq").read_text(encoding="utf-8")}, {"Accept": "text/csv"}
    found = requests.post(address, data=query, headers=accept, timeout=60)
    found.raise_for_status()
    return list(csv.reader(io.StringIO(found.content.decode(), newline="")))[1:]


def draw(answer: Answer) -> str:
    """The answer as SVG: people on the left, their titles, the bodies on the right."""
    people, bodies = _places(answer, 0), _places(answer, 2)
    lines, texts = [], []
    for number, (who, title, body, start, end) in enumerate(answer):
        y = ROW * (number + 1.5)
        span = start if start == end else f"{start}–{end}"
        lines.append(_line(LEFT + 8, people[who], MIDDLE - 90, y))
        lines.append(_line(MIDDLE + 230, y, RIGHT - 8, bodies[body]))
        texts.append(_text(MIDDLE - 82, y, title, "start"))
        texts.append(_text(MIDDLE + 222, y, span, "end", "date"))
    texts += [_text(LEFT, y, who, "end", "who") for who, y in people.items()]
    texts += [_text(RIGHT, y, body, "start", "body") for body, y in bodies.items()]
    return SVG.format(width=WIDTH, height=ROW * (len(answer) + 2), body="\n".join([*lines, *texts]))


def _places(answer: Answer, column: int) -> dict[str, float]:
    """Height of each name: amid its rows, but never upon the one above."""
    rows = defaultdict(list)
    for number, row in enumerate(answer):
        rows[row[column]].append(ROW * (number + 1.5))
    places, last = {}, 0.0
    for name, ys in sorted(rows.items(), key=lambda item: (mean(item[1]), item[0])):
        places[name] = last = max(mean(ys), last + 16)
    return places


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (x + to_x) / 2
    return f'<path d="M{x} {y:.0f} C{middle} {y:.0f} {middle} {to_y:.0f} {to_x} {to_y:.0f}"/>'


def _text(x: float, y: float, text: str, anchor: str, kind: str = "") -> str:
    return f'<text x="{x}" y="{y:.0f}" text-anchor="{anchor}" class="{kind}">{escape(text)}</text>'


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
