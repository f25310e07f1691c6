"""Who is an official: posts and their bodies, weighed for each name over all articles of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.recognise.candidate import Candidate, Context
from kg.recognise.titles import STATE, TitleReader

PERSON, OFFICIAL, POST = "Person", "Official", "Post"
#: Bodies whose posts make an official, and those whose do not.
STATE_BODIES = frozenset({"GovernmentBody", "IndustrialPark"})
FIRMS = frozenset({"Company", "Organization"})


#: What stands between the posts of a person, and between the people of a list.
_NEAR = re.compile(r"(?:\([^()]{1,20}\))?[、兼,和及与暨:]?\s{0,4}")


#: Between a person and a post that a clause says is theirs.
_APPOINTED = re.compile(
    r"(?:\([^()]{1,9}\))?(?:(?:,[^,。;:!?]{1,10}){0,4},(?=现任|拟任))?(?:同志)?(?:现任|拟任|为|任|担任|出任|当选为?|(?:请求)?辞去|的)[^,。;:!?、]{0,24}"
)


@dataclass
class Chosen:
    """What selection chose in one article."""

    context: Context
    candidates: list[Candidate]


class Roles:
    """Tells officials from other people; ``titles`` has what titles.yml says of titles."""

    def __init__(self, titles: TitleReader) -> None:
        self._kinds = titles.kinds
        names = "|".join(map(re.escape, sorted(titles.departments, key=len, reverse=True)))
        self._department = re.compile(
            f"(?<![^{_FRONT}])(?:(?:本|该)?(?:公司|集团|企业))?(?P<name>(?:{names})[一-龥0-9]{{0,6}})\\Z"
        )

    def settle(self, articles: Sequence[Chosen]) -> None:
        """Give each person of a page one type, in place; posts take in the department before them."""
        votes: Counter[str] = Counter()
        for article in articles:
            article.candidates = list(self._bare_departments(article))
            for name, vote in [*self._votes(article), *self._appointed(article)]:
                votes[name] += vote
        for article in articles:
            article.candidates = [_typed(c, article.context, votes) for c in article.candidates]

    def _votes(self, article: Chosen) -> Iterator[tuple[str, int]]:
        """Name and what its posts here say: more than 0 for an official."""
        vote, at, body, named, last, among = 0, 0, "", False, "", False
        text = article.context.text
        for candidate in article.candidates:
            near = bool(_NEAR.fullmatch(text, at, max(at, candidate.start)))
            person = candidate.type in {PERSON, OFFICIAL}
            if not near or (named and not person):
                vote, body = 0, ""
            # 副主任张三主持会议,秘书长李四列席: a bare post behind an official's is of the same bodies.
            among = among and candidate.type not in FIRMS and "。" not in text[at : candidate.start]
            if candidate.type == POST:
                if last and at == candidate.start:
                    yield last, self._weight(candidate, "")  # 张三书记
                vote += self._weight(candidate, body) or int(among and not body)
            elif person:
                # A list of people shares the posts before its first: 副主席张三、李四.
                vote = vote or self._led(text, candidate.start)
                among = vote > 0
                yield _name(candidate, article.context), vote
            elif not (candidate.implied and body):
                body = candidate.type
            named, at = person, max(at, candidate.end)
            last = _name(candidate, article.context) if person else ""

    def _appointed(self, article: Chosen) -> Iterator[tuple[str, int]]:
        """What the posts say that a clause names behind a person: 张三为甲市副市长, 李四的甲市教育局局长职务."""
        name, end, body = "", 0, ""
        text = article.context.text
        for candidate in article.candidates:
            if candidate.type in {PERSON, OFFICIAL}:
                name, end, body = _name(candidate, article.context), candidate.end, ""
            elif candidate.type == POST and name and _APPOINTED.fullmatch(text, end, candidate.start):
                yield name, self._weight(candidate, body)
            elif not candidate.implied:
                body = candidate.type

    def _bare_departments(self, article: Chosen) -> Iterator[Candidate]:
        """A post that begins a clause has the name of the department before it: 工艺部经理."""
        end, text = 0, article.context.text
        for post in _departments(article):
            at = max(end, post.start - _WIDEST)
            said = None
            if post.type == POST and _LED.search(post.name):
                said = self._department.search(text, at, post.start)
            if said and not set(said["name"]) & _NOT_INSIDE:
                post = replace(post, start=said.start("name"), name=said["name"] + post.name)
            yield post
            end = max(end, post.end)

    def _weight(self, post: Candidate, body: str) -> int:
        if not body and self._department.match(post.name):
            return -2
        kind = self._kind(post.name)
        if kind in STATE:
            return 4
        if body in STATE_BODIES:
            return 4 if kind in {"party", "neutral"} else 1
        if body in FIRMS:
            return -2
        return {"party": 2, "neutral": 0, "executive": -3, "learned": -1, "worker": -1}.get(kind, 0)

    def _kind(self, title: str) -> str:
        return next((self._kinds[title[i:]] for i in range(len(title)) if title[i:] in self._kinds), "")

    def _led(self, text: str, start: int) -> int:
        return 4 if text.endswith("领导", max(0, start - 2), start) else 0


def _typed(candidate: Candidate, context: Context, votes: Mapping[str, int]) -> Candidate:
    if candidate.type not in {PERSON, OFFICIAL}:
        return candidate
    return replace(candidate, type=OFFICIAL if votes.get(_name(candidate, context), 0) > 0 else PERSON)


def _name(candidate: Candidate, context: Context) -> str:
    return candidate.name or context.text[candidate.start : candidate.end]


def _departments(article: Chosen) -> Iterator[Candidate]:
    """A post reaches back to its company over the department between them: 输电检修负责人."""
    end, body = -1, ""
    text = article.context.text
    for candidate in article.candidates:
        gap = text[end : candidate.start] if body in FIRMS and 0 <= end <= candidate.start else ""
        if candidate.type == POST and 2 <= len(gap) <= 16 and gap.isalnum() and not set(gap) & _NOT_INSIDE:
            candidate = replace(candidate, start=end, name=gap + candidate.name)
        yield candidate
        if not candidate.implied:
            end, body = candidate.end, candidate.type


#: Who leads a department; and what may stand before it, within so many characters.
_LED = re.compile("(?:总监|经理|部长|主任|负责人|主管|组长|班长|厂长|科长|处长|工段长)$")
_FRONT, _WIDEST = ",。;:!?“”\\s", 14
_NOT_INSIDE = frozenset("的了在是和与对向将由等为有被把从到说让使给以及其该这那也都就而或但")
