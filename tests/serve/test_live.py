"""The page of a large graph gets everything's names once, and facts with their evidence as it asks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg.model import CO_OCCURS
from kg.ontology import find_ontology, load_ontology
from kg.serve.app import Options, create_app
from kg.serve.disk import on_disk
from tests.export.invented import yunzhou
from tests.query.conftest import yunzhou_ttl

__all__ = ["yunzhou_ttl"]
GRAPH = yunzhou()
Answer = dict[str, Any]


@pytest.fixture(scope="module")
def client(yunzhou_ttl: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = on_disk(yunzhou_ttl, tmp_path_factory.mktemp("live") / "store")
    options = Options(store, yunzhou_ttl, ("testserver",), workers=1)
    with TestClient(create_app(options, load_ontology(find_ontology(None)))) as client:
        yield client


@pytest.fixture(scope="module")
def start(client: TestClient) -> Answer:
    return client.get("/graph/start").json()


def number(start: Answer, name: str) -> int:
    return start["entities"]["name"].index(name)


def claims(start: Answer, answer: Answer) -> set[tuple[str, str, str]]:
    names = start["entities"]["name"]
    return {(names[row[1]], row[2], names[row[3]]) for row in answer["facts"]}


def test_the_page_asks_its_own_server_and_nothing_else(client: TestClient) -> None:
    page = client.get("/graph?live=1").text
    assert "connect-src 'self'" in page and "http" not in page.partition("<script")[0].replace("http-equiv", "")


def test_the_start_names_everything_by_rank(start: Answer) -> None:
    assert sorted(start["entities"]["name"]) == sorted(e.name for e in GRAPH.entities)
    degree = start["entities"]["degree"]
    assert degree == sorted(degree, reverse=True) and start["live"]


def test_what_is_near_a_thing_comes_with_its_evidence(client: TestClient, start: Answer) -> None:
    i = number(start, "乐正雅")
    answer = client.get(f"/graph/near?of={i}").json()
    ids = {e.name: e.id for e in GRAPH.entities}
    told = {
        (GRAPH.by_id[GRAPH.canonical[s.subject]].name, s.predicate, GRAPH.by_id[GRAPH.canonical[s.object]].name)
        for s in GRAPH.relations()
        if ids["乐正雅"] in (GRAPH.canonical[s.subject], GRAPH.canonical[s.object])
        and s.predicate not in {"metWith", CO_OCCURS}
    }
    assert told <= claims(start, answer)
    for row in answer["facts"]:
        text = answer["articles"][row[4]][5]
        sentence, subject = text[row[12] :][: row[13]], text[row[14] :][: row[15]]
        assert sentence in {s.sentence for s in GRAPH.statements} and subject in sentence
    assert {(row[2], row[4]) for row in answer["posts"] if row[0] == i} == {
        (m.title, m.first) for m in GRAPH.memberships if m.person == ids["乐正雅"]
    }


def test_the_first_facts_come_at_once_and_the_rest_when_asked(
    client: TestClient, start: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    i = number(start, "云州星河动力股份有限公司")
    every = client.get(f"/graph/near?of={i}").json()
    monkeypatch.setattr("kg.serve.live.FIRST", 2)
    first, rest = (client.get(f"/graph/near?of={i}{more}").json() for more in ("", "&rest=1"))
    keys = [[row[0] for row in answer["facts"]] for answer in (first, rest, every)]
    assert sorted(keys[0] + keys[1]) == sorted(keys[2]) and first["left"] == len(keys[1]) > len(keys[0])
    assert (every["left"], rest["left"]) == (0, 0) and rest["posts"] == every["posts"]


def test_ways_are_found_where_the_page_has_not_looked(client: TestClient, start: Answer) -> None:
    a, b = number(start, "单仲行"), number(start, "乐正雅")
    one = client.get(f"/graph/ways?from={a}&to={b}&all=0").json()
    every = client.get(f"/graph/ways?from={a}&to={b}&all=1").json()
    assert one["facts"] and claims(start, one) <= claims(start, every)
    assert client.get(f"/graph/ways?from={a}&to=99999&all=0").json()["facts"] == []


@pytest.mark.parametrize("path", ["near?of=x", "ways?from=1", "near?of="])
def test_what_is_no_number_is_refused(client: TestClient, path: str) -> None:
    assert client.get(f"/graph/{path}").status_code == 400
    assert client.get("/graph/other").status_code == 404
