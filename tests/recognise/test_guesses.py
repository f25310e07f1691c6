"""Where the tagger's guess moves the edge of a name, over invented companies."""

from array import array
from dataclasses import replace

import pytest

from kg.model import Article, Page, Source
from kg.ontology import Entry, find_ontology, load_ontology
from kg.recognise.bodies import BodyFinder
from kg.recognise.built import BuiltNameFinder
from kg.recognise.candidate import Candidate, Context, Reading
from kg.recognise.names import NameReader
from kg.recognise.persons import PersonFinder
from kg.recognise.places import Spot
from kg.recognise.recall import PersonRecaller
from kg.recognise.titles import TitleReader
from kg.recognise.words import Segmenter
from tests.recognise.test_built import context_of


@pytest.fixture(scope="module")
def finder() -> BuiltNameFinder:
    return BuiltNameFinder(load_ontology(find_ontology(None)))


@pytest.fixture(scope="module")
def people() -> PersonFinder:
    folder = find_ontology(None)
    return PersonFinder(
        TitleReader(folder / "titles.yml"), NameReader(folder, Segmenter()), BodyFinder(folder / "bodies.yml")
    )


def found(finder: BuiltNameFinder, text: str, guess: str, type_: str) -> list[str]:
    page = Page(Source("p"), text, text, text, array("I", range(len(text))), ())
    context = Context(page, Article("p.a1", "p", "", (), 0, len(text), ()), text, ((0, len(text)),), None)
    at = text.index(guess)
    given = [Candidate(at, at + len(guess), type_, "model", 0.9)]
    return [text[c.start : c.end] for c in finder.find_after(context, given) if c.type == type_]


@pytest.mark.parametrize(
    ("text", "guess", "name"),
    [
        ("大学与腾飞信息技术有限公司合作。", "腾飞信息技术有限公司", "腾飞信息技术有限公司"),
        ("链主丰禾集团是龙头。", "丰禾集团", "丰禾集团"),
        ("宁波丰禾集团是龙头。", "丰禾集团", "宁波丰禾集团"),
        ("由银柏大众文化有限公司引进。", "文化有限公司", "银柏大众文化有限公司"),
        ("丰禾(绵阳)集团是龙头。", "绵阳)集团", "丰禾(绵阳)集团"),
    ],
)
def test_a_guess_moves_the_edge_of_a_company_for_a_reason(
    finder: BuiltNameFinder, text: str, guess: str, name: str
) -> None:
    assert name in found(finder, text, guess, "Company")
    assert guess == name or guess not in found(finder, text, guess, "Company")


def test_a_guess_does_not_reach_over_what_bounds_names(finder: BuiltNameFinder) -> None:
    text = "绵阳学院共建特种胺工程技术研究中心。"
    assert found(finder, text, text[:-1], "Organization") == ["绵阳学院", "特种胺工程技术研究中心"]


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("大学教授邱观周等参加。", "邱观周"),
        ("董事安娜·贝尔克一行来访。", "安娜·贝尔克"),
        ("大使馆参赞南菲斯发言。", "南菲斯"),
    ],
)
def test_a_guess_says_where_a_name_beside_a_title_ends(people: PersonFinder, text: str, guess: str) -> None:
    at = text.index(guess)
    given = [Candidate(at, at + len(guess), "Person", "model", 0.9)]
    found = [c for c in people.find_after(context_of(text), given) if c.type == "Person"]
    assert [(text[c.start : c.end], c.source) for c in found] == [(guess, "person:titled")]


def test_a_guessed_zone_keeps_the_brand_before_its_place(finder: BuiltNameFinder) -> None:
    assert found(finder, "考察比亚迪绵阳产业园。", "绵阳产业园", "IndustrialPark") == ["比亚迪绵阳产业园"]


def test_a_guessed_office_of_a_place_is_one() -> None:
    text = "宜宾市渔商局牵头,宜宾市统揽全局。"
    places = (Spot(0, 3, Entry("宜宾市", "Place", "宜宾市", "places", {"level": "city"})),)
    context = replace(context_of(text), places=places)
    guesses = [Candidate(0, 6, "GovernmentBody", "model", 0.9), Candidate(9, 16, "GovernmentBody", "model", 0.9)]
    bodies = BodyFinder(find_ontology(None) / "bodies.yml").find_after(context, guesses)
    assert [body.name for body in bodies] == ["宜宾市渔商局"]


def test_a_leader_who_is_called_like_a_city_acts_and_a_city_does_not() -> None:
    text = "市委书记宁波带队考察。宁波感谢企业的厚爱,宁波还拜访了商会。企业在宁波有工厂。"
    reading = Reading(context_of(text), [Candidate(4, 6, "Person", "person:titled", 0.95)])
    recalled = PersonRecaller(NameReader(find_ontology(None), Segmenter())).recall([reading])
    sure = {candidate.start: candidate.score > 0.9 for _, candidate in recalled}
    starts = [at for at in range(len(text)) if text.startswith("宁波", at)]
    assert [sure.get(at, False) for at in starts] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "guess", "whole"),
    [
        ("日前闭幕的德国科隆春季灯具展览会上,12家企业集体亮相。", "德国科隆春季灯具展览会", True),
        ("让第三届中国云杉创业大赛北斗专业赛也落户。", "第三届中国云杉创业大赛北斗专业赛", True),
        ("在本届展览会上,12家企业亮相。", "本届展览会", False),
        ("在国际学术研讨会上,12家企业亮相。", "国际学术研讨会", False),
        ("协会与校企联姻研讨会召集了代表。", "校企联姻研讨会", False),
    ],
)
def test_an_event_is_taken_over_that_ends_as_events_do(
    finder: BuiltNameFinder, text: str, guess: str, whole: bool
) -> None:
    assert (guess in found(finder, text, guess, "Event")) == whole


def test_a_brand_that_ends_a_guess_is_a_part_of_it(finder: BuiltNameFinder) -> None:
    assert found(finder, "在鼎奔重汽总装车间里。", "鼎奔重汽", "Company") == ["鼎奔重汽"]
    assert "重汽" in found(finder, "来到重汽的总装车间。", "重汽", "Company")


def test_a_name_behind_two_places_is_short_for_the_full_one_where_it_is_guessed(finder: BuiltNameFinder) -> None:
    text = "湖南攸县天缘食品有限公司投产。工人在天缘食品车间分装。"
    context = context_of(text)
    at = text.index("天缘食品车间")
    guess = Candidate(at, at + 4, "Company", "model", 0.9)
    assert [c.name for c in finder.find_after(context, [guess]) if c.start == at] == ["湖南攸县天缘食品有限公司"]


def test_two_brands_that_a_guess_runs_together_stay_two(finder: BuiltNameFinder) -> None:
    assert {"中海油", "比亚迪"} <= set(found(finder, "它与中海油比亚迪收购案相对比。", "中海油比亚迪", "Company"))


def test_who_meets_somebody_is_no_summit(finder: BuiltNameFinder) -> None:
    assert not found(finder, "签约前,丁云峰会见了客人。", "丁云峰会", "Event")
