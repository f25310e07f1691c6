"""An article on two pages is one in the graph."""

import json
from pathlib import Path

from kg.pipeline import build
from kg.settings import Settings

FIRST = "## 张志远到天元区调研\n\n株洲日报讯（记者/王小明）3月4日，市长张志远到天元区。他强调，抓项目（下转02版）\n"
SECOND = "## 石峰区开会\n\n株洲日报讯（记者/陈静）昨日，石峰区开会。\n\n（上接01版）建设。副市长李大为参加调研。\n"
TOLD = '[{0}]\nfile = "{0}.txt"\ndate = "2022-03-05"\npublication = "株洲日报"\npage = "{1}"\n'


def test_parts_share_id_headline_and_authors_and_keep_their_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SECOND, encoding="utf-8")
    (tmp_path / "sources.toml").write_text(TOLD.format("a", "01") + TOLD.format("b", "02"), encoding="utf-8")
    graph, report = build([tmp_path], tmp_path / "out", Settings(city="株洲", use_model=False))
    first, second = graph.pages
    assert first.seal == second.seal == b""
    (part,) = [a for a in second.articles if a.id == "a.a1"]
    assert (part.headline, part.authors) == (first.articles[0].headline, ("王小明",))
    assert second.text[part.start : part.end].endswith("参加调研。")
    said = [s for s in graph.statements if s.article == "a.a1"]
    assert {s.page for s in said} == {"a", "b"}
    assert all(s.subject.startswith("a.a1.") and s.subject in graph.canonical for s in said)
    assert report.links == ["b.a2 (上接1版) joined to a.a1 (下转2版)"]
    assert json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["links"] == report.links
