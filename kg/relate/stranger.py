"""Clauses whose subject is a name that nothing recognised: what was carried into them is not said of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.relate.line import ANY_CARRIED, EDGES
from kg.relate.rules import Vocabulary

#: Cuts a text into words, each with its part of speech as jieba has them (``n``, ``v``, ``ns`` ...).
Tag = Callable[[str], Sequence[tuple[str, str]]]
#: Tags of adverbs, times, conjunctions and counts, which may stand before a subject or none.
_BEFORE = ("d", "t", "c", "m", "f")
_CARRIED = re.compile(ANY_CARRIED)
_WORDS = re.compile(f"[^{EDGES}\ue000-\ue1ff]*")
#: What begins an example, and so a subject: 像某某研制的.
_LIKE = frozenset({"像", "如", "比如", "例如", "连", "就连"})
#: Several who did something at a place that is named next: 张三、李四兄弟在.
_SEVERAL_AT = re.compile("^[^、在]{2,6}、[^、在]{2,8}[在于从]$")
#: What begins a subject of several that nobody names: 各位会长.
_ALL = frozenset({"各位", "诸位", "全体", "与会", "参会", "部分", "一些", "许多", "不少"})
#: What was talked about is no subject: 就零部件项目与.
_ABOUT = re.compile("(?:就|围绕|针对|聚焦)[^,]{2,24}?(?:与|和|同)$")
#: A clause that begins so goes on with a visit: what follows the verb is no subject.
_VISIT = re.compile(
    "(?:首先|先后|随后|依次|分别|接着|之后|还|又|一行|并|也|来|到)*(?:深入|走进|来到|前往|走访|考察|调研|参观|察看|赴)"
)
#: A clause with a name in it that only describes what ends it.
_DESCRIBED = re.compile(
    f"[^{EDGES}\ue000-\ue1ff]{{1,6}}[\ue000-\ue0ff][^{EDGES}]{{0,24}}的([^{EDGES}\ue000-\ue1ff的“”、了]{{3,5}})(?=,)"
)
#: Adverbs that the dictionary takes for nouns.
_ADVERBS = frozenset({"全面"})
_MANY = re.compile("[0-9一二三四五六七八九十百千两多余]+(?:人|名|个|家|项|户|件|所|条|座|处|种|款|位|村|镇)")


_DIVISION = re.compile("[省市县区州旗镇乡]$")
#: Of single characters, tags of adverbs, prepositions, particles and pronouns; and those that a name has one of.
_LINK, _NOMINAL = ("d", "c", "p", "u", "r", "f"), ("n", "zg", "j", "b")
_QUOTES = frozenset("“”")
#: Parts of speech that no part of a firm's name has, where a word is longer than a character.
_NO_NAME = ("v", "d", "p", "c", "m", "r", "t", "f")


def _starts(text: str, end: int) -> list[int]:
    """Where the clauses begin whose subject was carried there, up to ``end``."""
    return [found.end() for found in _CARRIED.finditer(text, 0, end)]


class Strangers:
    """Tells whether a clause begins with a subject of its own that is plain text.

    Args:
        tag: cuts and tags words. vocabulary: nouns that speak of a part of what was carried (总部, 产品), and how
            firms are called for short.
    """

    def __init__(self, tag: Tag, vocabulary: Vocabulary) -> None:
        self._tag, self._inner = tag, frozenset(vocabulary.inner)
        self._firm, self._caption = vocabulary.firm, vocabulary.caption
        self._planning = vocabulary.planning

    def begin(self, text: str, start: int) -> bool:
        """Whether the clause at ``start`` speaks of a firm that nothing recognised, or of a picture."""
        if self._caption.match(text, start) or self._ends_in_name(text, start):
            return True
        found = self._firm.match(text, start)
        words = self._tag(found["name"]) if found else ()
        return bool(words) and not any(tag.startswith(_NO_NAME) and len(word) > 1 for word, tag in words[:-1])

    def _ends_in_name(self, text: str, start: int) -> bool:
        """Whether a clause is only about what ends it, a name that makes no word (给乙公司供缸盖的长源东谷,)."""
        found = _DESCRIBED.match(text, start)
        return found is not None and self._is_coined(found[1])

    def head(self, text: str, start: int, triggers: frozenset[str]) -> bool:
        """Whether a noun stands between a name that ends at ``start`` and those words: it is the subject then."""
        front = self._front(text, start, triggers)
        words = [(word, tag) for word, tag in self._tag(front) if word not in _QUOTES] if front else []
        while words and words[-1][1].startswith((*_BEFORE, "a", "q", "u")):
            words.pop()
        noun = "".join(word for word, _ in words[-2:])  # of a long noun the dictionary may know the last character only
        return bool(words) and words[-1][1].startswith("n") and len(noun) > 1

    def extends(self, place: str, text: str, start: int) -> bool:
        """Whether a noun begins at ``start``, right after the name of a district or city (not of a building)."""
        if not _DIVISION.search(place):
            return False
        clause = _WORDS.match(text, start)
        words = list(self._tag(clause[0])) if clause and clause[0] else [("", "")]
        return words[0][1].startswith("n") and len(clause[0] if clause else "") > 1

    def reports(self, text: str, end: int) -> bool:
        """Whether a sentence, up to ``end``, is of who reports or plans, not of what was spoken of before: it begins
        with what is done (加快某某建设), or has a clause about something else (教育事业加快发展)."""
        fronts = [front for at in _starts(text, end) if (front := _WORDS.match(text, at)) and front[0]]
        if fronts and fronts[0][0].startswith(self._planning):
            return True
        whole = [front[0] for front in fronts if text[front.end() : front.end() + 1] in EDGES]
        return any(map(self._is_noun, whole)) or any(_SEVERAL_AT.search(front[0]) for front in fronts)

    def stand(self, text: str, start: int, triggers: frozenset[str]) -> bool:
        """Whether one stands between ``start`` and the first of the words that the pattern is about."""
        front = self._front(text, start, triggers)
        if len(front) > 1 and self.begin(text, start):
            return True
        if _VISIT.match(front) or _ABOUT.match(front):
            return False
        return len(front) > 1 and (
            "、" in front
            or self._is_count(text, start, front)
            or any(is_one(front) for is_one in (self._is_noun, self._is_quoted, self._is_coined))
        )

    def _is_count(self, text: str, start: int, front: str) -> bool:
        """Whether a clause begins with so many of something, other than of what is named next (4款某某)."""
        found, after = _MANY.match(front), start + len(front)
        return bool(found) and not (found and found.end() == len(front) and text[after : after + 1] >= "\ue000")

    def _front(self, text: str, start: int, triggers: frozenset[str]) -> str:
        """The plain text from ``start`` up to the first of the words, or to the next name."""
        clause = _WORDS.match(text, start)
        words = clause[0] if clause else ""
        ends = [at for at in (words.find(word) for word in triggers) if at >= 0]
        return words[: min(ends)] if ends else words

    def _is_coined(self, front: str) -> bool:
        """Whether a clause begins with characters that make no word, a noun among them: a name (五冶, 创辉达)."""
        run: list[str] = []
        for word, tag in self._tag(front):
            if len(word) > 1 or tag.startswith(_LINK):
                if run or not tag.startswith(_BEFORE):
                    break
            else:
                run.append(tag)
        return len(run) > 1 and not run[0].startswith("v") and any(tag.startswith(_NOMINAL) for tag in run)

    def _is_quoted(self, front: str) -> bool:
        """Whether a clause begins with the quoted name of something: “某某”牌茶油."""
        return front.startswith("“") and any(tag.startswith("n") and len(word) > 1 for word, tag in self._tag(front))

    def _is_noun(self, front: str) -> bool:
        for word, tag in self._tag(front):
            if word in self._inner or word in _ADVERBS:
                return False
            if not tag.startswith(_BEFORE) and word not in _LIKE | _ALL:
                return tag.startswith("n") and len(word) > 1
        return False
