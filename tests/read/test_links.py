"""Articles that go on on another page of their issue."""

import pytest

from kg.model import Page, Source
from kg.read.links import Link, continuations, link, page_number
from kg.read.page import page_of
from kg.settings import Settings

FIRST = (
    "## 张志远到南江高新区调研新材料产业\n\n南江日报讯（记者/王小明）3月4日，市长张志远到南江高新区调研。"
    "他强调，要抓好项目建设，推动产业{link}\n\n## 北山县举行春茶开采节\n\n"
    "南江日报讯（记者/陈静）昨日，北山县举行春茶开采节。\n"
)
SECOND = "## 国内要闻一则\n\n据新华社电 昨日，会议在京召开。\n\n{link}集群发展。市领导李大为参加调研。\n"


def page(name: str, raw: str, number: str = "", date: str = "2022-03-05") -> Page:
    return page_of(raw, Source(name, publication="南江日报", date=date, number=number), Settings())


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("下转A2版③", Link(True, "A2", "③")),
        ("▶▶下转02版", Link(True, "2", "")),
        ("（上接第一版）", Link(False, "1", "")),
        ("上接十二版①", Link(False, "12", "①")),
        ("市长张志远", None),
    ],
)
def test_a_link_says_where(printed: str, said: Link | None) -> None:
    assert link(printed) == said


@pytest.mark.parametrize(
    ("printed", "number"), [("A02版", "A2"), ("第三版", "3"), ("02", "2"), ("二十一", "21"), ("要闻", ""), ("", "")]
)
def test_numbers_of_pages_have_one_form(printed: str, number: str) -> None:
    assert page_number(printed) == number


@pytest.mark.parametrize("onward", ["（下转02版）", "\n▶下转02版①\n", "（下转\n第二版）"])
@pytest.mark.parametrize("back", ["（上接01版）", "上接第一版\n\n", "【上接01版】\n"])
@pytest.mark.parametrize("numbers", [("01", "02"), ("", "")])
def test_a_part_is_joined_to_the_article_that_goes_on(onward: str, back: str, numbers: tuple[str, str]) -> None:
    first = page("a", FIRST.format(link=onward), numbers[0])
    second = page("b", SECOND.format(link=back), numbers[1])
    assert [len(p.articles) for p in (first, second)] == [2, 2]
    assert "下转" not in first.text and "上接" not in second.text
    parts, told = continuations([second, first])
    assert parts == {"b.a2": "a.a1"}
    assert len(told) == 1 and told[0].startswith("b.a2 (上接1版) joined to a.a1 (下转2版")


@pytest.mark.parametrize(
    "second",
    [
        page("b", SECOND.format(link="（上接01版）"), "02", "2022-03-06"),  # another day
        page("b", SECOND.format(link="（上接03版）"), "02"),  # from another page
        page("b", SECOND.format(link="（上接01版）"), "04"),  # not the page that was said
        page("b", SECOND.format(link=""), "02"),  # nothing
    ],
)
def test_a_link_without_its_other_half_is_said(second: Page) -> None:
    parts, told = continuations([page("a", FIRST.format(link="（下转02版）"), "01"), second])
    assert parts == {}
    assert "a.a1 (下转2版): the other half is not among the pages" in told


def test_where_the_paper_is_not_known_pages_of_two_cities_are_no_issue() -> None:
    printed = FIRST.format(link="（下转02版）"), SECOND.format(link="（上接01版）")
    for cities, joined in ((("南江", "南江"), True), (("南江", "北山"), False)):
        sources = [Source(name, date="2022-03-05", city=city) for name, city in zip("ab", cities, strict=True)]
        pages = [page_of(raw, source, Settings()) for raw, source in zip(printed, sources, strict=True)]
        assert bool(continuations(pages)[0]) is joined


def test_marks_tell_two_continuations_of_one_page_apart() -> None:
    first = page("a", FIRST.format(link="（下转02版②）").rstrip() + "（下转02版①）\n", "01")
    second = page("b", SECOND.format(link="（上接01版②）").rstrip() + "\n\n（上接01版①）客商签约。\n", "02")
    assert continuations([first, second])[0] == {"b.a2": "a.a1", "b.a3": "a.a2"}
    unmarked = page("c", SECOND.format(link="（上接01版）").rstrip() + "\n\n（上接01版）客商签约。\n", "02")
    assert continuations([first, unmarked])[0] == {}


def test_what_is_no_link_stays_text() -> None:
    text = "## 转型升级\n\n企业（转型升级的企业）加快发展，下转速度明显加快。\n"
    assert "（转型升级的企业）加快发展，下转速度明显加快。" in page("a", text).text


def test_a_page_of_nothing_but_brackets_is_read_at_once() -> None:
    assert page("a", "（" * 100_000).articles == ()
