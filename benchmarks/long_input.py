"""How the time of each stage grows with the length of a sentence: some four times the time for four times the text.

Calls of functions are counted by a test; the time inside a regular expression is no call, and is measured here, in
processor time, the least of some runs, both lengths in turn.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.row import Row
from kg.model import Page, Source
from kg.ontology import find_ontology, load_ontology
from kg.read.page import page_of
from kg.recognise.recogniser import Recogniser
from kg.relate.relater import Relater
from kg.settings import Settings

#: What long text without an end of a sentence is made of, by what it is a case of.
PIECES = {
    "digits": "1234567890",
    "one word": "的",
    "one name": "株",
    "posts without names": "市委书记、",
    "people": "副市长张三丰、李四明、",
    "places": "湖南省株洲市芦淞区白关镇",
    "mixed scripts": "abcㄅㄆЖ䶮㵘𠮷",
    "makers": "云州钢铁公司生产轴承、齿轮,研制出首台盾构机;",
    "where it was made": "云州钢铁公司在在",
    "things with no end": "云州钢铁公司、车轴、",
    "lists of companies": "云州钢铁公司、三河电机、五岭重工等企业,",
    "villages": "玉泉村千亿大道",
    "industries": "电子信息、新能源、",
    "honours": "获评国家级",
    "events": "第一届中国“云州”",
    "quotes": "“云州之都",
    "spaces": "云 州　",
}
#: Characters of the shorter text, how many times as many the longer has, runs of each.
SHORT, TIMES, RUNS = 5_000, 4, 3
#: Seconds that a run takes at least.
LEAST = 0.05


def rows(_data: Path) -> list[Row]:
    """One row a stage: the most times as long that four times the text took, and of which pieces."""
    stages = _stages()
    table = []
    for name, stage in stages.items():
        growth, worst = max((_growth(stage, piece), what) for what, piece in PIECES.items())
        table.append(
            Row(f"{name}, {TIMES}x the text ({worst} grow most)", growth, "x the time", "the text", TIMES / growth)
        )
    return table


def _stages() -> Mapping[str, Callable[[str], Callable[[], object]]]:
    """By name: from a text the work that is timed."""
    settings, ontology = Settings(), load_ontology(find_ontology(None))
    recogniser = Recogniser(ontology, settings)
    relater = Relater(ontology, tag=recogniser.segmenter.tagged)

    def page(text: str) -> Page:
        return page_of(text, Source("p", city="株洲"), settings)

    def related(text: str) -> Callable[[], object]:
        it = page(text)
        found = list(recogniser.recognise_page(it))
        return lambda: [relater.relate(it, article, mentions) for article, mentions, _ in found]

    def recognised(text: str) -> Callable[[], object]:
        it = page(text)
        return lambda: list(recogniser.recognise_page(it))

    return {"read": lambda text: lambda: page(text), "recognise": recognised, "relate": related}


def _growth(stage: Callable[[str], Callable[[], object]], piece: str) -> float:
    """Processor time for the longer text over that for the shorter."""
    works = [stage(piece * (size // len(piece))) for size in (SHORT, SHORT * TIMES)]
    least = [float("inf")] * len(works)
    for _ in range(RUNS):
        for number, work in enumerate(works):
            least[number] = min(least[number], _spent(work))
    return least[1] / least[0]


def _spent(work: Callable[[], object]) -> float:
    """Processor seconds of the work, done as often as they can be told from a pause of the machine's."""
    turns, start = 0, time.process_time()
    while not turns or time.process_time() - start < LEAST:
        work()
        turns += 1
    return (time.process_time() - start) / turns
