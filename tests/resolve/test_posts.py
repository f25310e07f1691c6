"""Who was seen in which post, and when that cannot be."""

import dataclasses

from kg.model import Contradiction, Membership, Statement
from kg.resolve.naming import load_naming
from kg.resolve.posts import contradictions, memberships, read_title, successions
from tests.resolve.said import ONTOLOGY, holder, resolved

STYLE = load_naming(ONTOLOGY).posts


def held(*sightings: tuple[str, str, str]) -> tuple[tuple[Membership, ...], tuple[Contradiction, ...], dict[str, str]]:
    """Memberships, contradictions and names of (name, title, date) seen at one government."""
    said: list[Statement] = []
    for number, (name, title, date) in enumerate(sightings):
        rows = holder(name, title, "株洲市人民政府", f"q{number}.a1")
        said += [dataclasses.replace(s, date=date) for s in rows]
    resolution = resolved(said)
    found = memberships(said, resolution.canonical, STYLE)
    return found, contradictions(found, STYLE), {e.id: e.name for e in resolution.entities}


def test_titles_say_how_a_post_is_held() -> None:
    assert read_title("代市长", STYLE) == ("市长", True, False)
    assert read_title("原副市长", STYLE) == ("副市长", False, True)
    assert read_title("市长", STYLE) == ("市长", False, False)


def test_a_post_is_held_from_the_first_to_the_last_sighting() -> None:
    found, wrong, names = held(
        ("陈恢清", "市长", "2023-05-19"), ("陈恢清", "代市长", "2021-09-06"), ("陈恢清", "市长", "2022-10")
    )
    assert [(names[m.person], m.title, m.acting, m.first, m.last) for m in found] == [
        ("陈恢清", "市长", True, "2021-09-06", "2021-09-06"),
        ("陈恢清", "市长", False, "2022-10", "2023-05-19"),
    ]
    assert wrong == ()


def test_a_succession_is_no_contradiction() -> None:
    _, wrong, _ = held(("李强", "市长", "2020-01-02"), ("李强", "市长", "2021-03"), ("王立", "市长", "2021-03-15"))
    assert wrong == ()


def test_another_between_two_sightings_is_a_contradiction() -> None:
    _, wrong, names = held(("李强", "市长", "2020-01"), ("李强", "市长", "2022-03"), ("王立", "代市长", "2021-05-01"))
    assert [{names[c.left.person], names[c.right.person]} for c in wrong] == [{"李强", "王立"}]


def test_who_was_seen_after_whom_is_said_where_the_dates_tell() -> None:
    found, _, names = held(
        ("李强", "市长", "2020-01-02"), ("李强", "市长", "2021-03"), ("王立", "代市长", "2021-05"),
        ("王立", "市长", "2022"), ("赵明", "市长", "2023-01"), ("钱进", "市长", "2023"), ("孙河", "副市长", "2024"),
        ("周山", "原市长", "2025"),
    )  # fmt: skip
    said = successions(found, STYLE)
    assert [(names[s.before.person], s.before.last, names[s.after.person], s.after.first) for s in said] == [
        ("李强", "2021-03", "王立", "2021-05"),
        ("王立", "2022", "钱进", "2023"),
    ]


def test_an_interval_of_a_sentence_counts_from_its_start_to_its_end() -> None:
    found, _, _ = held(("李强", "市长", "2020-03/2021-02"), ("李强", "市长", "2020-05"))
    assert [(m.first, m.last) for m in found] == [("2020-03", "2021-02")]


def test_a_post_of_several_seats_and_a_former_holder_contradict_nobody() -> None:
    _, wrong, _ = held(("李强", "副市长", "2020"), ("李强", "副市长", "2022"), ("王立", "副市长", "2021"))
    assert wrong == ()
    _, wrong, _ = held(("李强", "市长", "2020"), ("李强", "市长", "2022"), ("王立", "原市长", "2021"))
    assert wrong == ()
