"""Bodies below the centre, named in full by the city that the page is of."""

import pytest
from yaml import safe_load

from kg.model import Mention
from tests.recognise.test_recogniser import ONTOLOGY, RECOGNISER, page

EXAMPLES = safe_load((ONTOLOGY.folder / "bodies.yml").read_text(encoding="utf-8"))["examples"]


def bodies(*texts: str, city: str) -> list[Mention]:
    found = RECOGNISER.recognise_page(page(*texts, city=city))
    return [m for _, mentions, _ in found for m in mentions if m.type == "GovernmentBody"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"])
def test_examples_of_the_table(example: dict[str, str]) -> None:
    names = {m.name for m in bodies(example["text"], city=example["city"])}
    assert example["body"] in names if example["body"] else not names


def test_a_city_without_a_profile_is_made_from_the_divisions() -> None:
    assert [m.name for m in bodies("市委、省政府研究了此事。", city="宜昌")] == ["宜昌市委", "湖北省人民政府"]


def test_the_paper_of_a_countys_city_means_that_city() -> None:
    assert {m.name for m in bodies("市委、省政府研究了此事。", city="醴陵")} == {"醴陵市委", "湖南省人民政府"}
    assert "醴陵市委" in {m.name for m in bodies("醴陵日报讯", "市委书记李大为到醴陵市板杉镇调研。", city="")}
    assert "新民市委" not in {m.name for m in bodies("新民晚报讯", "市委书记李大为调研。", city="")}


def test_without_a_city_the_page_itself_says_it() -> None:
    assert "岳阳市财政局" in {m.name for m in bodies("岳阳日报讯", "市财政局下发通知。", city="")}


def test_a_level_means_the_division_that_the_article_is_about() -> None:
    found = bodies("醴陵市今年发展很快。醴陵市有企业778家,该市市委高度重视,县委也是。", city="株洲")
    assert [m.name for m in found if m.surface == "市委"] == ["醴陵市委"]
    found = bodies("攸县地处湘东。县委、县政府高度重视。", city="株洲")
    assert [m.name for m in found] == ["攸县县委", "攸县人民政府"]


def test_our_city_stays_the_papers_city() -> None:
    found = bodies("我市与宜昌市签约。宜昌市代表团到访,宜昌市、市政府均表示欢迎。", city="株洲")
    assert [m.name for m in found if m.surface == "市政府"] == ["株洲市人民政府"]


def test_a_paper_called_after_no_city_is_of_the_city_that_most_of_its_articles_name() -> None:
    texts = ["宜昌新港开工。市长李大为率队赴上海,走进上海的工厂,又到上海浦东。", "宜昌造的船下水。", "会议在宜昌举行。"]
    assert {m.name for m in bodies(*texts, city="")} == {"宜昌市人民政府"}
    led = "上海市委研究了此事。市长王小明到会。"
    assert "上海市人民政府" in {m.name for m in bodies(*texts, led, city="")}


def test_bodies_abroad_stand_behind_their_country() -> None:
    found = bodies("泰国工贸部官员、越南驻华大使馆、老挝国会代表与泰国队、中国队到会。", city="长沙")
    assert [m.name for m in found] == ["泰国工贸部", "越南驻华大使馆", "老挝国会"]


def test_the_head_of_a_banner_is_of_the_banner_as_printed() -> None:
    assert "土右旗人民政府" in {m.name for m in bodies("土右旗旗长张三丰说,土右旗委已有方案。", city="包头")}


def test_a_committee_of_a_congress_is_a_body_of_its_own() -> None:
    [found] = bodies("任命李大为为市人大常委会法制工作委员会副主任。", city="株洲")
    assert found.name == "株洲市人大常委会法制工作委员会"
