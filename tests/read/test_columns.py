"""Reading order from where print stands."""

from hypothesis import given
from hypothesis import strategies as st

from kg.read.formats.columns import Box, page_text


def column(left: float, top: float, lines: list[str], size: float = 10) -> list[Box]:
    return [
        Box(left, top + 1.5 * size * i, left + size * len(line), top + 1.5 * size * i + size, size, line)
        for i, line in enumerate(lines)
    ]


def test_a_headline_over_two_columns_parts_what_is_above_from_what_is_below() -> None:
    above = [*column(0, 0, ["上左一上左一", "上左二上左二"]), *column(100, 0, ["上右一上右一", "上右二上右二"])]
    head = column(0, 50, ["横贯两栏的大标题"], size=20)
    below = [*column(0, 90, ["下左一下左一", "下左二下左二"]), *column(100, 90, ["下右一下右一", "下右二下右二"])]
    assert page_text([*below, *head, *above]).split() == [
        *("上左一上左一", "上左二上左二", "上右一上右一", "上右二上右二", "##", "横贯两栏的大标题"),
        *("下左一下左一", "下左二下左二", "下右一下右一", "下右二下右二"),
    ]


def test_a_column_beside_two_articles_is_read_after_both() -> None:
    left = [*column(0, 0, ["甲文甲文甲文"]), *column(0, 40, ["乙题乙题"], size=15), *column(0, 80, ["乙文乙文乙文"])]
    assert page_text([*column(100, 0, ["丙文丙文丙文"] * 7), *left]).split("\n\n")[-1].startswith("丙文")


def test_an_indented_line_begins_a_paragraph() -> None:
    boxes = column(0, 0, ["第一段第一段。", "第二段第二段", "第二段完。"])
    boxes[1] = Box(20, boxes[1].top, 80, boxes[1].bottom, 10, boxes[1].text)
    assert page_text(boxes) == "第一段第一段。\n\n第二段第二段\n第二段完。"


def test_a_line_printed_downwards_is_one_line() -> None:
    assert page_text(column(0, 0, list("市长调研高新区"))) == "市长调研高新区"


@given(
    st.lists(
        st.builds(lambda x, y, w, s: Box(x, y, x + w, y + s, s, "字" * 3), *[st.floats(1, 500)] * 3, st.floats(5, 40)),
        max_size=25,
    )
)
def test_every_box_is_read_once(boxes: list[Box]) -> None:
    assert page_text(boxes).count("字") == 3 * len(boxes)
