"""People's names of one article agree, over invented people."""

import pytest

from tests.recognise.test_persons import mentions, people


@pytest.mark.parametrize(
    "text",
    [
        "市长张锐作推介。张锐说,产值翻了一番。张锐现场连线。",
        "张锐说,产值翻了一番。市长张锐利用两天时间走访。",
        "市委书记张锐算过账:运到总装线只要半小时。",
        "市商务局局长张锐同13个城市的代表一道参加。",
    ],
)
def test_a_name_gives_back_the_first_character_of_the_next_word(text: str) -> None:
    assert people(mentions(text)) == {"张锐": "Official"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市长张锐明参加会议。张锐明参加座谈。", "张锐明"),
        ("市长张锐参加会议。市政协主席张锐国,区长李明参加。", "张锐国"),
        ("市委书记张锐国过问此事。", "张锐国"),
    ],
)
def test_a_longer_name_that_is_whole_stays(text: str, name: str) -> None:
    assert name in people(mentions(text))
