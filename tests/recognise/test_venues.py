"""Venues by what the text says of them."""

import pytest

from tests.recognise.test_persons import mentions


def places(text: str) -> list[str]:
    return [m.surface for m in mentions(text) if m.type == "Place"]


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("11月3日晚,诗歌音乐会在江油市的太白碑林举行。", "太白碑林"),
        ("下个月参加在北京首钢园举行的展会。", "北京首钢园"),
        ("发车活动分别在回声电声园、乙集团举行。", "回声电声园"),
        ("风筝会将在滨海国际风筝放飞场举行。", "滨海国际风筝放飞场"),
    ],
)
def test_where_something_is_held_is_a_place(text: str, venue: str) -> None:
    assert venue in places(text)


@pytest.mark.parametrize(
    "text", ["座谈会在校园举行。", "比赛在下半场开赛时停了。", "论坛在一家酒店举行。", "典礼在会场举行。"]
)
def test_a_general_word_is_no_venue(text: str) -> None:
    assert not places(text)
