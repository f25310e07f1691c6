"""The page as a file: whole, inert, the same each time, and fetching nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from kg.export import html
from kg.export.html import as_json, write_html
from kg.export.viewer.layout import _pack, lay_out
from kg.export.viewer.payload import payload
from kg.export.viewer.readings import characters, foldings, readings
from kg.model import Graph, Merge
from kg.ontology import Ontology, find_ontology, load_ontology
from kg.settings import Settings
from tests.export.invented import THINGS, large, yunzhou
from tests.export.unpacking import parts_of


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology(find_ontology(None))


@pytest.fixture(scope="module")
def page(ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("html") / "graph.html"
    write_html(yunzhou(), ontology, Settings(), path)
    return path.read_text(encoding="utf-8")


def data_of(page: str) -> dict[str, Any]:
    return json.loads(parts_of(page)[3])


def test_nothing_points_outside_the_file(page: str) -> None:
    markup = re.sub(r"<script>.*?</script>", "", page, flags=re.S)
    assert "http" not in markup.replace("http-equiv", "")
    assert not re.search(r"<(link|iframe|object|embed|base)\b", markup)
    own = page[page.rindex("<script>") :] + parts_of(page)[1]
    assert not re.search(r"\b(fetch|import|XMLHttpRequest|eval|innerHTML|insertAdjacentHTML|document\.write)\b", own)
    assert "default-src 'none'" in markup and "unsafe-eval" not in markup
    assert "unsafe-inline" not in markup


def test_every_fact_can_be_read_back(page: str) -> None:
    data, graph = data_of(page), yunzhou()
    facts, names, strings = data["facts"], data["entities"]["name"], data["strings"]
    seen = set()
    for i in range(len(facts["s"])):
        text = data["articles"][facts["article"][i]][4]
        sentence = text[facts["at"][i] :][: facts["length"][i]]
        subject = text[facts["at"][i] + facts["s_at"][i] :][: facts["s_length"][i]]
        seen.add((names[facts["s"][i]], strings[facts["p"][i]], names[facts["o"][i]], sentence, subject))
    told = {
        (
            graph.by_id[graph.canonical[s.subject]].name,
            s.predicate,
            graph.by_id[graph.canonical[s.object]].name,
            s.sentence,
            s.subject_surface,
        )
        for s in graph.relations()
    }
    assert seen == told
    assert sorted(names) == sorted(THINGS)


def test_entities_are_ranked_and_placed(page: str) -> None:
    data = data_of(page)
    degrees = data["entities"]["degree"]
    assert degrees == sorted(degrees, reverse=True)
    assert data["picture"]["nodes"] == list(range(data["meta"]["core"]))
    assert len({*zip(data["entities"]["x"], data["entities"]["y"], strict=True)}) == len(degrees)


def test_same_graph_same_bytes(ontology: Ontology, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_html(yunzhou(), ontology, Settings(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_an_empty_graph_is_a_page_too(ontology: Ontology, tmp_path: Path) -> None:
    write_html(Graph((), (), (), {}), ontology, Settings(), tmp_path / "empty.html")
    assert data_of((tmp_path / "empty.html").read_text(encoding="utf-8"))["entities"]["id"] == []


def test_json_cannot_leave_its_element() -> None:
    text = "</script><!--\u2028\u2029\ud800 & 中文"
    written = as_json({"a": text})
    assert "<" not in written and "\u2028" not in written and "\u2029" not in written and "中文" in written
    written.encode("utf-8")
    assert json.loads(written)["a"] == text


def test_loops_and_weak_co_occurrences_are_left_out_and_counted(ontology: Ontology) -> None:
    graph = yunzhou()
    together = [s for s in graph.statements if s.predicate == "coOccursWith"]
    many = tuple(replace(together[0], value=str(i / 1000)) for i in range(700))
    data = payload(replace_statements(graph, graph.statements + many), ontology, Settings())
    assert data["meta"]["left_out"]["co_occurrences"] == len(together) + 700 - 500
    first = next(graph.relations())
    loop = replace(first, object=first.subject)
    assert len(payload(replace_statements(graph, (loop,)), ontology, Settings())["facts"]["s"]) == 0


def replace_statements(graph: Graph, statements: tuple[Any, ...]) -> Graph:
    return Graph(graph.pages, graph.entities, statements, graph.canonical)


def test_a_graph_too_large_for_one_file_is_cut_and_says_so(ontology: Ontology, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.export.viewer.payload.MOST", 10)
    data = payload(yunzhou(), ontology, Settings())
    assert len(data["entities"]["id"]) == 10
    assert data["meta"]["left_out"]["entities"] == len(THINGS) - 10
    assert max(data["facts"]["s"] + data["facts"]["o"]) < 10
    said = [data["strings"][p] for p in data["facts"]["p"]].count("coOccursWith")
    assert len(data["facts"]["p"]) - said + data["meta"]["left_out"]["facts"] == 28


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


ASSETS = Path(html.__file__).parent / "viewer" / "assets"


@pytest.mark.parametrize(("theme", "selector"), [("light", ":root"), ("dark", '[data-theme="dark"]')])
def test_text_and_shapes_stand_out_as_wcag_aa_asks(theme: str, selector: str) -> None:
    style = (ASSETS / "style.css").read_text(encoding="utf-8")
    block = style[style.index(selector + " {") :].split("}")[0]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for text in ("ink", "soft", "accent"):
        for ground in ("paper", "sheet", "wash"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for ground in ("mark-s", "mark-o"):
        assert contrast(colours["ink"], colours[ground]) >= 4.5, ground
    assert contrast(colours["accent-ink"], colours["accent"]) >= 4.5
    for type_, drawn in tomllib.loads((ASSETS / "types.toml").read_text(encoding="utf-8")).items():
        assert contrast(drawn[theme], colours["paper"]) >= 3, type_


def test_every_type_is_drawn_in_its_own_shape(ontology: Ontology) -> None:
    drawn = tomllib.loads((ASSETS / "types.toml").read_text(encoding="utf-8"))
    assert {t for t, _ in THINGS.values()} == set(drawn)
    assert len({d["shape"] for d in drawn.values()}) == len(drawn)


def test_every_word_of_the_page_is_in_both_languages() -> None:
    words = (ASSETS / "js" / "i18n.js").read_text(encoding="utf-8")
    known = set(re.findall(r'"([\w.]+)": \["', words))
    scripts = "".join(p.read_text(encoding="utf-8") for p in sorted((ASSETS / "js").glob("*.js")))
    used = set(re.findall(r'KG\.t\("([\w.]+)"', scripts))
    used |= set(re.findall(r'data-t(?:-label|-placeholder)?="([\w.]+)"', (ASSETS / "page.html").read_text("utf-8")))
    assert used <= known
    assert all(f"{name}: [" in words for name in load_ontology(find_ontology(None)).relations)


def test_long_articles_are_cut_to_their_facts(ontology: Ontology) -> None:
    graph = yunzhou()
    kept = tuple(s for s in graph.statements if s.predicate == "listedOn" or s.predicate == "isA")
    padding = "这里没有任何事实。" * 12_000
    pages = tuple(
        replace(
            p,
            text=p.text + padding,
            articles=tuple(replace(a, end=len(p.text + padding)) if a is p.articles[-1] else a for a in p.articles),
        )
        for p in graph.pages
    )
    data = payload(Graph(pages, graph.entities, kept, graph.canonical), ontology, Settings())
    assert data["meta"]["left_out"]["characters"] > 300_000
    facts = data["facts"]
    text = data["articles"][facts["article"][0]][4]
    assert text[facts["at"][0] :][: facts["length"][0]] == "星河动力昨日在东交所挂牌上市。"
    assert text[facts["at"][0] + facts["o_at"][0] :][: facts["o_length"][0]] == "东交所"


def test_a_fact_costs_at_most_400_bytes_with_library_and_script(ontology: Ontology, tmp_path: Path) -> None:
    write_html(large(150, 400), ontology, Settings(), tmp_path / "page.html")
    assert (tmp_path / "page.html").stat().st_size / 400 <= 400
    assert len(html.render("云州", "{}").encode()) < 92_000


def test_readings_have_heteronyms_and_both_spellings_of_lü() -> None:
    table = readings(["重", "绿", "行"])
    for char, read in (("重", ("zhong", "chong")), ("绿", ("lv", "lu")), ("行", ("xing", "hang"))):
        assert all(char in table[reading] for reading in read)


def test_readings_are_those_that_pypinyin_has() -> None:
    every = characters(map(chr, range(0x4E00, 0xA000)))
    heard: dict[str, str] = {}
    for char, found in zip(every, map(partial(pinyin, style=Style.NORMAL, heteronym=True), every), strict=True):
        for spelt in dict.fromkeys(s for reading in found[0] for s in (reading, reading.replace("v", "u"))):
            if spelt.isascii() and spelt.isalpha():
                heard[spelt] = heard.get(spelt, "") + char
    assert readings(every) == heard


def test_foldings_know_every_traditional_form_of_a_character() -> None:
    pairs = foldings(["发", "云"])
    assert {"發发", "髮发", "雲云"} <= {pairs[i : i + 2] for i in range(0, len(pairs), 2)}


def test_layout_is_the_same_each_time_and_keeps_names_apart() -> None:
    edges = [(i, (i * 7 + 3) % 80) for i in range(1, 80) if i != (i * 7 + 3) % 80]
    places = lay_out(80, edges, 60, [80.0] * 80)
    assert places == lay_out(80, edges, 60, [80.0] * 80)
    overlapping = [
        (a, b) for i, a in enumerate(places[:60]) for b in places[:i] if abs(a[0] - b[0]) < 60 and abs(a[1] - b[1]) < 20
    ]
    assert len(overlapping) <= 3
    assert lay_out(0, [], 0, []) == []
    assert len(lay_out(3, [], 0, [1.0] * 3)) == 3


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1, max_size=30), st.integers(60, 200))
def test_packed_blocks_do_not_overlap(sizes: list[tuple[int, int]], width: int) -> None:
    corners = _pack(np.array(sizes, float), float(width))
    boxes = [(x, y, x + w, y + h) for (x, y), (w, h) in zip(corners.tolist(), sizes, strict=True)]
    for i, a in enumerate(boxes):
        assert a[2] <= width + 1e-3
        assert not any(
            a[0] < b[2] - 1e-3 and b[0] < a[2] - 1e-3 and a[1] < b[3] - 1e-3 and b[1] < a[3] - 1e-3 for b in boxes[:i]
        )


def test_the_layout_does_not_depend_on_the_processor() -> None:
    call = "lay_out(90, [(i, i // 3) for i in range(1, 90)], 60, [70.0] * 90)"
    code = f"from kg.export.viewer.layout import lay_out; print({call})"
    plain = {k: v for k, v in os.environ.items() if not k.startswith("NPY_")}
    slow = plain | {"NPY_DISABLE_CPU_FEATURES": "X86_V4 X86_V3 AVX512F AVX2 FMA3"}
    root = str(Path(html.__file__).parents[2])
    fast, slowly = (
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code], env=e | {"PYTHONPATH": root}, capture_output=True, check=True
        ).stdout
        for e in (plain, slow)
    )
    assert fast == slowly and fast.startswith(b"[(")


def test_decisions_about_identity_are_told(ontology: Ontology) -> None:
    graph = yunzhou()
    named = {s.subject: s for s in graph.statements if s.predicate == "isA"}
    left = next(iter(named))
    right = next(n for n in named if graph.canonical[n] != graph.canonical[left])
    decided = (Merge(left, right, "unsure", 0.625, "alike"), Merge(left, left, "same", 1.0, "the same name"))
    data = payload(replace(graph, merges=decided), ontology, Settings())
    ids, strings = data["entities"]["id"], data["strings"]
    assert data["joined"] == []
    ((a, b, score, reason),) = data["unsure"]
    assert {ids[a], ids[b]} == {graph.canonical[left], graph.canonical[right]}
    assert (score, strings[reason]) == (62, "alike")


def test_every_reason_of_resolution_is_said_in_chinese_too() -> None:
    from kg.model import Merge as Decision
    from tests.resolve.said import holder, named, resolved

    said = [named("Company", "株洲联诚集团"), named("Company", "联诚集团", "p2.a1")]
    said += [
        named("Event", "第三届湘商大会"),
        named("Event", "湘商大会", at=9),
        named("Place", "株洲"),
        named("Place", "株洲市"),
    ]
    said += holder("王勇", "会长", "甲协会", "p1.a1", "Person") + holder("王勇", "总经理", "乙公司", "p2.a1", "Person")
    said += holder("陈恢清", "市长", "株洲市人民政府", "p2.a1") + holder("陈恢清", "书记", "株洲市委", "p1.a1")
    merges: tuple[Decision, ...] = resolved(said).merges
    script = (Path(html.__file__).parent / "viewer/assets/js/reasons.js").read_text(encoding="utf-8")
    patterns = [re.compile(p.replace(r"\/", "/")) for p in re.findall(r"\[/(\^.+?\$)/,", script)]
    clauses = {clause for merge in merges for clause in merge.reason.split("; ")}
    assert len(clauses) > 5
    assert not [clause for clause in clauses if not any(p.search(clause) for p in patterns)]
