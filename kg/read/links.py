"""Articles that go on on another page of their issue: what 下转 and 上接 say, and which part goes with which."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.model import Article, Page

#: A link as it is printed; the white space of a torn line may stand anywhere in it.
LINK = re.compile(
    r"(?P<kind>下\s*转|上\s*接|紧\s*接|转)\s*第?\s*(?P<page>[A-Z]?\s*\d{1,3}|[一二三四五六七八九十]{1,3})?\s*版?\s*(?P<mark>[①-⑩])?"
)
#: The same within a line of text: only where a bracket or a mark stands before it.
WITHIN = re.compile(
    r"[（(【\[►▶▷→■●◆]{1,4}\s*(?:下\s*转|上\s*接|紧\s*接)\s*第?\s*(?:[A-Z]?\s*\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
    r"\s*[①-⑩]?\s*[）)】\]]?"
)
DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九十", 1)}


class Link(NamedTuple):
    """What a link says: does the article go on there (or come from there), on which page, under which mark."""

    onward: bool
    page: str
    mark: str

    def __str__(self) -> str:
        return f"{'下转' if self.onward else '上接'}{self.page}版{self.mark}"


def link(text: str) -> Link | None:
    """The link in a line, or None where there is none."""
    found = LINK.search(text)
    if not found:
        return None
    onward = found["kind"].endswith("转")
    return Link(onward, page_number(found["page"] or ""), found["mark"] or "")


def page_number(printed: str) -> str:
    """A page's number in one form: ``A02版``, ``a2`` -> ``A2``; ``第二版``, ``02`` -> ``2``; "" for anything else."""
    text = "".join(printed.split()).upper().removeprefix("第").removesuffix("版")
    if found := re.fullmatch(r"([A-Z]?)0*(\d{1,3})", text):
        return found[1] + found[2]
    if not text or not set(text) <= set(DIGITS):
        return ""
    tens, _, ones = text.rpartition("十")
    return str(("十" in text) * 10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0))


class End(NamedTuple):
    """One half of a link: the page and the article that it stands in, and what it says."""

    page: Page
    article: Article
    link: Link

    def __str__(self) -> str:
        return f"{self.article.id} ({self.link})"


def continuations(pages: Sequence[Page]) -> tuple[dict[str, str], list[str]]:
    """Which articles are parts of others.

    In come the pages of any number of issues; pages of one paper and day are one issue, and where the paper is not
    known, those of one city and day.

    Returns:
        id of a part -> id of the article that begins it; and for each link a line that says what became of it.
    """
    issues: dict[tuple[str, str], list[Page]] = defaultdict(list)
    for page in pages:
        issues[page.source.publication or page.source.city, page.source.date].append(page)
    found: dict[str, str] = {}
    told: list[str] = []
    for (_, date), issue in sorted(issues.items(), key=lambda row: row[0]):
        ends = [End(page, article, said) for page in issue for article in page.articles for said in _said(article)]
        pairs = dict(_pairs(ends)) if len(date) == len("2021-09-06") else {}
        found |= {ends[b].article.id: ends[a].article.id for a, b in pairs.items()}
        told += [f"{ends[b]} joined to {ends[a]}" for a, b in pairs.items()]
        alone = set(range(len(ends))) - pairs.keys() - set(pairs.values())
        told += [f"{ends[i]}: the other half is not among the pages" for i in sorted(alone)]
    return {part: _first(found, part) for part in found}, told


def _said(article: Article) -> Iterator[Link]:
    yield from filter(None, (link(article.onward), link(article.back)))


def _pairs(ends: Sequence[End]) -> Iterator[tuple[int, int]]:
    """Places of (end, beginning) that can only be each other's."""
    fits = {a: [b for b in range(len(ends)) if _fit(ends[a], ends[b])] for a in range(len(ends))}
    back = {b: [a for a in fits if b in fits[a]] for b in range(len(ends))}
    yield from ((a, some[0]) for a, some in fits.items() if len(some) == 1 and len(back[some[0]]) == 1)


def _fit(end: End, begin: End) -> bool:
    if not end.link.onward or begin.link.onward or end.page.id == begin.page.id:
        return False
    to, from_ = page_number(begin.page.source.number), page_number(end.page.source.number)
    marks = end.link.mark == begin.link.mark or not (end.link.mark and begin.link.mark)
    return marks and _same(end.link.page, to) and _same(begin.link.page, from_)


def _same(said: str, number: str) -> bool:
    """Whether a page number may be meant; what is not known may be any."""
    return not said or not number or said == number


def _first(found: dict[str, str], part: str) -> str:
    seen = {part}
    while (before := found.get(part)) and before not in seen:
        seen.add(part := before)
    return part
