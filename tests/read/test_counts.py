from kg.read.counts import Counts

TEXT = "# how often\n的\t50\n的人\t7\n人\t30\n# 5\n人们说\t3\n的话\t2\n\\\t9\n1\t4\n"


def test_rows_of_one_character_may_stand_apart() -> None:
    counts = Counts(TEXT)
    asked = {form: counts.of(form) for form in ("的", "的人", "的话", "人们说", "人们", "\\", "1", "", "无")}
    assert asked == {"的": 50, "的人": 7, "的话": 2, "人们说": 3, "人们": 0, "\\": 9, "1": 4, "": 0, "无": 0}


def test_followers_and_total() -> None:
    counts = Counts(TEXT)
    assert counts.followers("的") == {"人", "话"}
    assert counts.followers("人") == counts.followers("无") == frozenset()
    assert counts.total == 50 + 30 + 9 + 4
