import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.pipeline import build
from kg.report import _indented
from kg.settings import Settings

PAGE = next((Path(__file__).parent.parent / "seeds" / "pages").glob("003*.txt"))


def test_the_report_counts_by_page_stage_type_and_rule_and_the_counts_agree(tmp_path: Path) -> None:
    graph, _ = build([PAGE], tmp_path / "out", Settings(city="株洲", workers=1))
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    (page,) = report["pages"].values()
    stages = report["stages"]
    assert list(stages) == ["read", "recognise", "relate", "resolve"]
    assert stages["read"]["articles"] == page["articles"] > 0
    assert stages["recognise"]["mentions"] == page["mentions"]
    assert stages["relate"]["relations"] == page["relations"] == sum(report["relations"].values())
    assert stages["resolve"]["entities"] == sum(report["entities"].values()) == len(graph.entities)
    assert sum(report["rules"].values()) == len(graph.statements)
    assert sum(stage["dropped"] for stage in stages.values()) == sum(page["dropped"].values())
    for said in report["fragments"].get(graph.pages[0].id, []):
        printed = graph.pages[0].raw[said["place"] :]
        assert printed.startswith(said["text"][0]) and said["article"].startswith(graph.pages[0].id)


def test_a_sentence_torn_off_is_said_in_the_report(tmp_path: Path) -> None:
    page = next(PAGE.parent.glob("002*.txt"))
    graph, _ = build([page], tmp_path / "out", Settings(city="株洲", workers=1))
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    torn = sum(s.kind == "fragment" for article in graph.pages[0].articles for s in article.sentences)
    assert len(report["fragments"][graph.pages[0].id]) == torn > 0


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    )
)
def test_it_is_indented_as_json_is(value: object) -> None:
    assert _indented(value) == json.dumps(value, ensure_ascii=False, indent=1)
