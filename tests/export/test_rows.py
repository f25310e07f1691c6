import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from kg.export.rows import write_rows

FIELD = st.text(st.sampled_from("甲a,\"\r\n'; =") | st.characters(exclude_categories=["Cs"]), max_size=5)


@given(st.lists(st.lists(FIELD, min_size=2, max_size=4), max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_rows_are_written_as_the_library_writes_them(rows: list[list[str]], end: str) -> None:
    out, other = io.StringIO(newline=""), io.StringIO(newline="")
    write_rows(out, rows, end)
    csv.writer(other, lineterminator=end).writerows(rows)
    assert out.getvalue() == other.getvalue()


def test_only_what_needs_quotes_stands_in_them() -> None:
    out = io.StringIO(newline="")
    write_rows(out, [["甲", "", "乙 丙"], ["a,b", 'say "no"', "c"]], "\n")
    assert out.getvalue() == '甲,,乙 丙\n"a,b","say ""no""",c\n'
