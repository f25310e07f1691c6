"""Small pages that share names, for tests of builds that go on from others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from kg.engine import Extractor
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings

SETTINGS = Settings(city="株洲", date="2031-03-12", workers=1)
SENTENCES = (
    "3月11日，株洲市委书记单仲行主持召开市委常委会会议。",
    "株洲市市长乐正雅到株洲高新区调研。",
    "湖南星河动力股份有限公司与株洲高新区签约。",
    "星河动力董事长柳如松介绍了项目情况。",
    "市委、市政府高度重视轨道交通装备产业集群建设。",
    "长沙市人民政府与株洲市人民政府签署合作协议。",
    "市长乐正雅会见星河动力董事长柳如松一行。",
    "星河动力落户高新区，总投资10亿元。",
    "单仲行、乐正雅出席开幕式。",
)
#: Page name -> numbers of its sentences.
Pages = Mapping[str, Sequence[int]]


def write_pages(folder: Path, pages: Pages) -> None:
    """Make the folder hold these pages and no others."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.txt"):
        if old.stem not in pages:
            old.unlink()
    for name, numbers in pages.items():
        text = "株洲加快发展\n\n　　" + "\n　　".join(SENTENCES[n] for n in numbers) + "\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    """One for all tests of a process, for it takes seconds to make."""
    return Extractor(load_ontology(find_ontology(None)), SETTINGS)


def visible(folder: Path) -> dict[str, bytes]:
    """What a build wrote, by path; hidden files are no results."""
    paths = (p for p in sorted(folder.rglob("*")) if p.is_file())
    relative = ((p.relative_to(folder), p) for p in paths)
    return {str(r): p.read_bytes() for r, p in relative if not any(part.startswith(".") for part in r.parts)}
