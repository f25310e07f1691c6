"""Companies by who leads them: what stands before 董事长 or 总经理 and a name is one, however it is called."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate, Reading
from kg.recognise.company_lists import ItemJudge
from kg.recognise.edges import Edges
from kg.recognise.nouns import Word, joined

#: Posts that companies alone have.
_LED = re.compile(
    "(?:名誉|副)?董事长|董事局主席|(?:副|常务副)?总经理|(?:执行|高级)?(?:副)?总裁|CEO|首席执行官|(?:联合)?创始人"
)
#: Ends of parts of a company, of kinds of houses, and of what joins two posts.
_PART = re.compile(
    "[部区处室科组会党兼现原前系台所]$|(?:事业|业务|市场|营销|销售|技术|前任|现任|时任|集团|公司|酒店|超市|资源|战略|总部|家具城|企业|项目|基金|中心|电站|前)$|^(?:兼|前述|某|该|本|上市)"
)
_SIZE = range(2, 11)
#: Score of a post that a name follows, and of what counts as known.
_POSTED = 0.98
_SURE = 0.6


class EmployerFinder:
    """Looks left of posts whose company nothing found, once all finders have run."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        self._edges, self._judge = edges, ItemJudge(ontology, edges)

    def recall(self, readings: Sequence[Reading]) -> Iterator[tuple[Reading, Candidate]]:
        """The companies of the people whose posts each article names."""
        for reading in readings:
            posts = [c for c in reading.candidates if c.type == "Post" and c.score > _POSTED]
            known = _Known(reading) if posts else None
            for post in posts:
                found = self._company(reading, post) if known and post.start not in known.ends else None
                if found and known and known.taken.find(1, *found) < 0:
                    yield reading, Candidate(*found, "Company", "employer", 0.72)

    def _company(self, reading: Reading, post: Candidate) -> tuple[int, int] | None:
        """Half-open span of what may be the company before the post."""
        context = reading.context
        if not _LED.match(context.text, post.start):
            return None
        floor = context.spans[max(bisect_right(context.spans, (post.start, post.start)) - 1, 0)][0]
        words = self._edges.left(context, floor, post.start)
        return (words[0].start, post.start) if words and self._is_name(words) else None

    def _is_name(self, words: Sequence[Word]) -> bool:
        text = joined(words)
        if len(text) not in _SIZE or _PART.search(text) or not self._judge.may_be(words):
            return False
        return self._edges.is_specific(words) or self._judge.ends_in_trade(text)


class _Known:
    """Where the article's names end, and which characters those that are no places take."""

    def __init__(self, reading: Reading) -> None:
        names = [c for c in reading.candidates if c.type not in {"Post", "Place"} and c.score >= _SURE]
        self.ends = {c.end for c in names}
        self.taken = bytearray(len(reading.context.text))
        for name in names:
            if not name.implied:
                self.taken[name.start : name.end] = b"\1" * (name.end - name.start)
