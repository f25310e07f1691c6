"""Each ready question is sound SPARQL as it stands, and answers what its title asks."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib.plugins.sparql
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError, QueryError
from kg.ontology import find_ontology, load_ontology
from kg.query.answers import rows
from kg.query.ask import prepare
from kg.query.graph import ask
from kg.query.questions import Parameter, Question, find_question, load_questions

FOLDER = find_ontology(None)
NAMES = sorted(path.stem for path in (FOLDER / "queries").glob("*.rq"))
PERSON = Parameter("person", "name", "人物", "person")
STAR = "云州星河动力股份有限公司"
FAR = "远山新材料公司"

#: question, values, and rows that must be in the answer, each as some of its cells
ANSWERS: list[tuple[str, dict[str, str], list[tuple[str, ...]]]] = [
    ("posts", {"person": "单书记"}, [("单仲行", "书记", "云州市委", "2031-03-12")]),
    ("posts", {"body": "市委", "from": "2032"}, [("乐正雅", "书记", "云州市委", "2033-10")]),
    ("post-holders", {"body": "市委"}, [("云州市委", "书记", "2", "单仲行 2031-03-12; 乐正雅 2033-10")]),
    ("company-executives", {"company": "星河动力"}, [(STAR, "董事长", "柳如松")]),
    ("park-companies", {"park": "北岭产业园"}, [("北岭产业园", FAR, "碳纤维预浸料")]),
    ("cluster-chain", {"cluster": "轨道装备产业"}, [(STAR, "上游 supplied by", "云州钢铁厂"), (STAR, "永磁牵引电机")]),
    ("new-companies", {"year": "2032"}, [(FAR, "2032-06-01", "101_yunzhou")]),
    ("inspections", {"person": "单仲行"}, [("单仲行", "2031-03-12", STAR)]),
    ("event-attendees", {"event": "装备博览会"}, [("曾长乐", "2032-06-01"), ("乐正雅", "2032-06-01")]),
    ("meetings", {"person": "柳如松"}, [("柳如松", "单仲行"), ("柳如松", "乐正雅")]),
    ("single-source", {"page": "102_yunzhou"}, [(FAR, "foundedBy", "云州大学", "102_yunzhou")]),
    ("single-source", {}, [(FAR, "foundedBy", "云州大学", "102_yunzhou")]),
    (
        "facts",
        {"name": "云州大学"},
        [("云州大学", "awarded", "国家科技进步奖二等奖", "云州大学获国家科技进步奖二等奖。")],
    ),
    ("products", {"company": FAR}, [(FAR, "碳纤维预浸料")]),
    ("makers", {"product": "永磁牵引电机"}, [("永磁牵引电机", STAR, "云州高新区")]),
    ("suppliers", {"company": "云钢"}, [("云州钢铁厂", STAR)]),
    ("subsidiaries", {"company": STAR}, [(STAR, "东江电机分公司")]),
    ("founders", {"founder": "云州大学"}, [("云州大学", FAR)]),
    ("cooperation", {"name": FAR}, [(FAR, STAR)]),
    ("honours", {}, [("国家科技进步奖二等奖", "云州大学")]),
    ("events", {}, [("第三届云州装备博览会", "云州会展中心", "云州市人民政府")]),
    ("listed-companies", {}, [(STAR, "东陵证券交易所")]),
    ("companies-in-place", {"place": "重阳路"}, [("重阳路", FAR, "新材料产业链")]),
    ("clusters", {}, [("轨道装备产业集群", "1", "云州市")]),
    ("best-connected", {"class": "Company"}, [(STAR, "9")]),
    ("near", {"name": FAR}, [(FAR, STAR)]),
    ("doubtful", {"below": "0.6"}, [("0.55",)]),
    ("articles", {"author": "李实"}, [("星河动力登陆东交所", "李实")]),
    ("articles", {}, [("新材料产业链添新军", "")]),
    ("overview", {}, [("entity", "Company", "4"), ("statement", "metWith", "2")]),
    ("pages", {}, [("102_yunzhou", "东陵晚报", "2033-10", "1")]),
    ("shortest-link", {"from": "柳如松", "to": "碳纤维预浸料"}, [("2", STAR, "cooperatesWith", FAR)]),
]


@pytest.mark.parametrize(("name", "values", "expected"), ANSWERS, ids=[a[0] for a in ANSWERS])
def test_answers(
    name: str, values: dict[str, str], expected: list[tuple[str, ...]], store: ox.Store, questions: dict[str, Question]
) -> None:
    _, lines = rows(ask(store, prepare(store, name, values, questions)))
    for row in expected:
        assert any(set(row) <= set(line) for line in lines), (row, lines)


def test_each_question_is_answered_by_a_test() -> None:
    assert len(NAMES) >= 20
    assert {name for name, _, _ in ANSWERS} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_file_as_it_stands_is_sparql_for_others_too(name: str, questions: dict[str, Question]) -> None:
    rdflib.plugins.sparql.prepareQuery(questions[name].sparql)
    ask(ox.Store(), questions[name].sparql)


@pytest.mark.parametrize(("name", "values", "_"), ANSWERS, ids=[a[0] for a in ANSWERS])
def test_a_value_narrows_the_answer(
    name: str, values: dict[str, str], _: object, store: ox.Store, questions: dict[str, Question]
) -> None:
    if set(values) - {"year", "below", "class"} and not questions[name].path:
        whole = rows(ask(store, prepare(store, name, {}, questions)))[1]
        part = rows(ask(store, prepare(store, name, values, questions)))[1]
        assert 0 < len(part) <= len(whole)


def test_unknown_name_has_no_answer(store: ox.Store, questions: dict[str, Question]) -> None:
    assert rows(ask(store, prepare(store, "posts", {"person": "查无此人"}, questions)))[1] == []


@given(st.text(max_size=30))
def test_no_value_escapes_its_quotes(value: str) -> None:
    if value.isprintable() or value.isspace():
        answer = ask(ox.Store(), f"SELECT ?x {{ VALUES ?x {{ {PERSON.literal(value)} }} }}")
        assert rows(answer)[1] == [[value]]


@pytest.mark.parametrize(
    ("kind", "value"), [("date", "last week"), ("number", "1} { ?s ?p ?o"), ("number", "many"), ("count", "5 } #")]
)
def test_value_of_another_kind_is_refused(kind: str, value: str) -> None:
    with pytest.raises(QueryError, match="must be a"):
        Parameter("x", kind, "某", "some").literal(value)


#: Questions whose answer is as long as the ontology, however large the graph is.
BOUNDED = {"overview", "shortest-link"}


def test_no_answer_grows_with_the_graph(store: ox.Store, questions: dict[str, Question]) -> None:
    for name in set(NAMES) - BOUNDED:
        question = questions[name]
        counts = [p.name for p in question.parameters if p.kind == "count"]
        assert "most" in counts, name
        whole = rows(ask(store, question.sparql))[1]
        one = rows(ask(store, question.bound({"most": "1"})))[1]
        more = rows(ask(store, question.bound(dict.fromkeys(counts, "100000"))))[1]
        assert len(one) <= len(whole) <= len(more) and (len(one) < len(whole) or len(whole) < 3), name


def test_overview_counts_every_class_of_things(questions: dict[str, Question]) -> None:
    counted = set(re.findall(r"\?thing a kg:(\w+)", questions["overview"].sparql))
    assert counted == set(load_ontology(FOLDER).types) - {"Agent"}  # which nothing is called without more


def test_unknown_question_names_the_nearest(questions: dict[str, Question]) -> None:
    with pytest.raises(QueryError, match="did you mean post"):
        find_question(questions, "post")


def test_unknown_parameter_names_those_there_are(questions: dict[str, Question]) -> None:
    with pytest.raises(QueryError, match="person, body, from, to, most"):
        questions["posts"].bound({"who": "甲"})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT * {}", "lacks a title"),
        ("# zh: 甲\n# en: A\n# param x (text): 某 | some\nSELECT * {}", "has no VALUES"),
        ("# zh: 甲\n# en: A\n# param most (count): 几 | how many\nSELECT * {} LIMIT 5", "has no LIMIT"),
    ],
)
def test_malformed_file_is_named(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "a.rq").write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=rf"a\.rq: {problem}"):
        load_questions(tmp_path)
