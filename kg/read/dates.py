"""When something happened, as a sentence says it, resolved against the day of the issue."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

#: A month and day without a year this far after the issue is last year's, in days.
AHEAD = 92
RELATIVE = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
DAYS = {"前": -2, "昨": -1, "今": 0, "当": 0, "明": 1}
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
#: First year of each five-year plan by its name; each lasts five.
PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
PARTS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31)}

TO = r"(?:至|到|[-—~]{1,2})"
SAID = re.compile(
    rf"(?=[\d前去上今本明下第一二三四])(?:(?P<year>(?:19|20)\d\d)年(?:{TO}(?P<last>(?:19|20)\d\d)年)?(?P<since>以来|起|至今)?"
    rf"|(?P<relative>{'|'.join(RELATIVE)})(?![轻来])|(?<![\d.])(?=\d{{1,2}}(?:月|{TO}\d{{1,2}}月))"
    rf"|(?=[上下]半年|前三季度|第?[一二三四]季度))?"
    rf"(?:(?<![\d.])(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?:{TO}(?:(?P<month2>\d{{1,2}})月)?(?P<day2>\d{{1,2}})日)?"
    rf"|(?<![\d.])(?P<from>\d{{1,2}})月?份?{TO}(?P<to>\d{{1,2}})月"
    rf"|(?<![\d.])(?P<only>\d{{1,2}})月份?(?P<part>[上中下]旬|[初底末])?"
    rf"|(?P<half>[上下])半年|(?P<quarters>前三季度)|第?(?P<quarter>[一二三四])季度)?"
)
TOLD = re.compile(r"[年月日季]|五[”\"]?[期时]|[昨今明][天晚]")
NEAR = re.compile(
    r"(?P<which>[前昨当明]|(?<![的至到从])今(?!天的(?!会|座|活|比|仪|发)))[日天晚](?!报)|(?:^|[,。;,(])(?P<day>\d{1,2})日(?![元报])"
)
PLAN = re.compile(rf"[“\"]?(?P<plan>{'|'.join(PLANS)})[”\"]?(?:期间|时期|以来|末|规划)?")
DECADE = re.compile(r"(?:(?P<this>20)|(?P<past>上个?))世纪(?P<tens>[1-9]0)年代")
SPAN = re.compile(r"(?:近|过去|这)(?P<past>\d{1,2}|[两三五十])年(?!级)|(?P<since>\d{1,2}|[两三五十])(?:多|余)?年来")
COUNTS = {"两": 2, "三": 3, "五": 5, "十": 10}


@dataclass(frozen=True, slots=True)
class Interval:
    """A time as exact as it was said.

    Attributes:
        start, end: ISO dates of one granularity, both inclusive: ``2021``, ``2021-09`` or ``2021-09-04``.
    """

    start: str
    end: str

    @property
    def granularity(self) -> str:
        """``day``, ``month`` or ``year``: of the finer end."""
        return {4: "year", 7: "month", 10: "day"}[max(len(self.start), len(self.end))]

    def __str__(self) -> str:
        """``2021-09-04``, or where it lasts ``2022-01/2022-07`` (EDTF, ISO 8601-2)."""
        return self.start if self.start == self.end else f"{self.start}/{self.end}"


def sentence_date(folded: str, issue: str) -> Interval | None:
    """The time that a sentence says first, or None where it says none.

    Args:
        folded: the sentence's folded text.
        issue: ISO date of the issue, as exact as known (``2021-09-06``, ``2022-10``, ``2022`` or ""). What the sentence
            leaves out (the year of 9月4日, the day of 昨日) comes from it; where it does not know, nothing is said.
    """
    found = [(match.start(), interval) for match, interval in _all(folded, issue) if interval]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _all(folded: str, issue: str) -> Iterator[tuple[re.Match[str], Interval | None]]:
    if not TOLD.search(folded):
        return
    for match in SAID.finditer(folded):
        if match[0]:
            yield match, _said(match, issue)
    for match in NEAR.finditer(folded):
        yield match, _near(match, issue)
    for match in PLAN.finditer(folded) if "五" in folded else ():
        first = PLANS[match["plan"]]
        yield match, Interval(str(first), str(first + 4))
    for match in DECADE.finditer(folded) if "世纪" in folded else ():
        first = 1900 + int(match["tens"])
        yield match, Interval(str(first), str(first + 9))
    for match in SPAN.finditer(folded):
        yield match, _span(match, issue)


def _said(match: re.Match[str], issue: str) -> Interval | None:
    year = _year(match, issue)
    if year is None:
        return None
    if match["month"]:
        return _days(match, year, issue)
    if match["from"]:
        return _months(year, int(match["from"]), int(match["to"]))
    if match["only"]:
        return _part(year, int(match["only"]), match["part"])
    if match["half"]:
        return _months(year, *((1, 6) if match["half"] == "上" else (7, 12)))
    if match["quarters"] or match["quarter"]:
        last = 3 * QUARTERS[match["quarter"] or "三"]
        return _months(year, 1 if match["quarters"] else last - 2, last)
    if match["since"]:
        return Interval(str(year), issue[:4]) if issue and int(issue[:4]) > year else None
    return Interval(str(year), match["last"] or str(year))


def _year(match: re.Match[str], issue: str) -> int | None:
    if match["year"]:
        return int(match["year"])
    if not issue:
        return None
    year = int(issue[:4]) + RELATIVE.get(match["relative"] or "", 0)
    month, day = match["month"] or match["only"], match["day"] or "1"
    if match["relative"] or not month or len(issue) < 7:
        return year
    said, told = _date(year, int(month), int(day)), date.fromisoformat((issue + "-28")[:10])
    return year - 1 if said and said - told > timedelta(AHEAD) else year


def _days(match: re.Match[str], year: int, issue: str) -> Interval | None:
    first = _date(year, int(match["month"]), int(match["day"]))
    if first is None:
        return None
    if not match["day2"]:
        return Interval(str(first), str(first))
    month = int(match["month2"] or match["month"])
    last = _date(year + (month < first.month), month, int(match["day2"]))
    return Interval(str(first), str(last)) if last and last >= first else Interval(str(first), str(first))


def _date(year: int, month: int, day: int) -> date | None:
    known = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if known else None


def _months(year: int, first: int, last: int) -> Interval | None:
    if not 1 <= first <= last <= 12:
        return None
    return Interval(f"{year}-{first:02}", f"{year}-{last:02}")


def _part(year: int, month: int, part: str | None) -> Interval | None:
    if not 1 <= month <= 12:
        return None
    if part is None:
        return _months(year, month, month)
    first, last = PARTS[part]
    return Interval(f"{year}-{month:02}-{first:02}", f"{year}-{month:02}-{min(last, monthrange(year, month)[1]):02}")


def _near(match: re.Match[str], issue: str) -> Interval | None:
    """昨日, 今天, or a day of this month (of the last, where it has not come yet)."""
    if len(issue) < 10:
        return None
    today = date.fromisoformat(issue)
    if match["which"]:
        day = today + timedelta(DAYS[match["which"]])
        return Interval(str(day), str(day)) if match["which"] != "当" else None
    before = today.replace(day=1) - timedelta(1)
    month = today if int(match["day"]) <= today.day + 7 else before
    said = _date(month.year, month.month, int(match["day"]))
    return Interval(str(said), str(said)) if said else None


def _span(match: re.Match[str], issue: str) -> Interval | None:
    said = match["past"] or match["since"]
    count = COUNTS.get(said) or int(said)
    return Interval(str(int(issue[:4]) - count), issue[:4]) if issue else None
