"""Slips of text recognition."""

import pytest

from kg.model import Correction, Graph, Page, Source
from kg.ontology import find_ontology
from kg.read.joints import Joints
from kg.read.lexicon import load_lexicon
from kg.read.page import page_of
from kg.read.slips import Slips
from kg.report import Report
from kg.settings import Settings

NONE = Joints.parse("的\t1\n")


def read(raw: str) -> Page:
    return page_of(raw, Source("p", date="2022-03-05"), Settings())


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("国家发展和改草委员会", "国家发展和改革委员会"),
        ("湖南省株州市", "湖南省株洲市"),
        ("炎陆县人民政府", "炎陵县人民政府"),
    ],
)
def test_a_slip_that_a_dictionary_leaves_no_doubt_of_is_read_right_and_kept_as_printed(
    printed: str, meant: str
) -> None:
    page = read(f"昨日，{printed}召开会议。\n")
    assert page.text == f"昨日，{printed}召开会议。"
    assert page.folded == f"昨日,{meant}召开会议。"
    ((start, was, now),) = [(c.start, c.printed, c.read) for c in page.corrections]
    assert (page.text[start], page.folded[start]) == (was, now)


@pytest.mark.parametrize("text", ["昨日，大原市场开业。", "国家发展和改革委员会在湖南省株洲市开会。", "他为人大方。"])
def test_what_may_be_meant_as_printed_stays(text: str) -> None:
    assert read(text).corrections == ()


def test_a_form_that_two_names_may_have_become_stays() -> None:
    slips = Slips(["甲由申"], ["南江甲局", "南江申局", "北山甲局"])
    assert slips.find("南江由局", NONE) == []
    assert slips.find("南江甲局", NONE) == []
    assert slips.find("在北山由局", NONE) == [Correction(3, "由", "甲")]


def test_characters_that_were_seen_in_this_order_are_no_slip() -> None:
    slips = Slips(["甲由"], ["北山甲局"])
    assert slips.find("北山由局", Joints.parse("北山由\t5\n")) == []


def test_no_known_name_is_a_slip_of_another() -> None:
    lexicon = load_lexicon(find_ontology(None))
    text = "\n".join(sorted({"湖南省株洲市", "国务院国有资产监督管理委员会", "湘潭市委", "漳州市委", "太原市委"}))
    assert lexicon.slips.find(text, NONE) == []


def test_the_report_names_each_correction() -> None:
    page = read("昨日，湖南省株州市召开会议。\n")
    report = Report(dropped={}).as_dict(Graph((page,), (), (), {}))
    assert report["corrections"] == {"p": [{"place": 7, "printed": "州", "read": "洲"}]}
