"""Whether a stretch names a thing that somebody makes: by its end, or, where a verb says so, by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Context
from kg.recognise.edges import Edges
from kg.recognise.nouns import Word, joined
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("verbs", "strong", "heads", "tails", "goods", "abstract", "unmade", "unmade_in", "generic", "false_tails")
#: Characters of the longest name.
LONGEST = 22
#: Parts of speech by jieba of words that no thing is named with, whatever stands beside them.
_ALIEN = tuple("rpcuydetfosizl")
#: What a name is left of on its left side, where nothing else says where it begins.
_HARD = re.compile(
    "[,。;:!?、()“”《》\\s]|的|了|(?<=[产研制推开造])出|[是为](?!主)|[0-9.]+(?:余|多)?[万亿]?(?:余|多)?(?:吨|台|套|款|件|辆|只|条|种|片|颗|枚|艘|架|块|支|根|把|道|批|次|级)"
    "|全国|国内|国产|全球|世界|我国|行业|业内|亚洲|省内|首[台款套条个列架艘批]|一[台款套条个列架艘批种块道件项]|[该这]款|新型|新一代|第[一二三四五]大|[0-9一二三四五两多几]家|主要|重要|和|与|及|等|最大|知名|著名|领先"
)
#: What kind of thing it is, before its name: 其核心动力装备乙电机.
_LABEL = re.compile("其[^,。;:、]{0,6}?(?:装备|设备|部件|元件|组件|产品|材料)(?=[^,。;:、]{3})")
_HAN = re.compile("[一-龥]")


class Goods:
    """Judges names of things; what ends them, and what they are not, is data (``names/products.toml``)."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "products", _KEYS)
        self._edges = edges
        self._tail = re.compile(f".*{any_of([*lists['heads'], *lists['tails'], *lists['goods']])}$")
        self._goods = frozenset(lists["goods"])
        self._making = frozenset({*lists["verbs"], *lists["strong"]})
        self._abstract = frozenset(lists["abstract"])
        self._unmade = frozenset(lists["unmade"]) - self._goods
        self._kinds = frozenset(lists["generic"])
        self._false = tuple(lists["false_tails"])
        self._alien = re.compile(any_of(lists["unmade_in"]))

    def is_made(self, name: str) -> bool:
        """Whether it ends as what is made does, and is more than a common word for it."""
        return self.may_be(name) and bool(self._tail.match(name)) and not name.endswith(self._false)

    def is_open(self, context: Context, start: int, end: int) -> bool:
        """Whether the words of the stretch may name any thing at all; only a verb of making proves that they do."""
        name = context.text[start:end]
        words = self._words(context, start, end)
        if not words or not self.may_be(name) or len(_HAN.findall(name)) < 2:
            return False
        last = words[-1]
        if last.text in self._abstract or last.text[-1] in self._abstract or not last.pos.startswith(("n", "x", "q")):
            return False
        return last.pos not in {"nr", "ns", "nt"} and not any(self._is_alien(word) for word in words)

    def is_whole(self, context: Context, start: int, end: int) -> bool:
        """Whether words begin and end there, and no pronoun, preposition or verb of making begins it."""
        words = self._words(context, start, end)
        return bool(words) and not words[0].pos.startswith(("r", "p", "c", "d", "u")) and not self._leads(words[0])

    def is_plain(self, context: Context, start: int, end: int) -> bool:
        """Whether words begin and end there that names are made of, the last left aside."""
        words = self._words(context, start, end)
        return len(words) > 1 and not any(self._is_alien(word) or self._leads(word) for word in words[:-1])

    def front(self, context: Context, floor: int, end: int) -> int:
        """Where the name of a thing begins that ends at ``end``: behind the last mark, number, 的 or 国产, behind
        words that stand before names of things, and behind a place."""
        low = max(floor, end - LONGEST - 4)
        at = max((edge.end() for edge in _HARD.finditer(context.text, low, end)), default=low)
        label = _LABEL.match(context.text, at, end)
        at = label.end() if label else at
        words = self._edges.read(context, at, end)
        for word in words:
            if self._leads(word) or (word.start == at and self._edges.is_place(word)):
                at = word.end
        return at

    def _words(self, context: Context, start: int, end: int) -> Sequence[Word]:
        """The words of the stretch; none where its end cuts a word in two."""
        words = self._edges.read(context, start, min(end + 3, len(context.text)))
        whole = [word for word in words if word.end <= end]
        return whole if joined(whole) == context.text[start:end] else []

    def _leads(self, word: Word) -> bool:
        return word.text in self._making or (len(word.text) > 1 and self._edges.bounds(word))

    def _is_alien(self, word: Word) -> bool:
        if word.pos.startswith("v") and len(word.text) > 1:
            return not self._edges.goes_inside(word)
        return word.pos.startswith(_ALIEN) or (len(word.text) > 1 and self._edges.bounds(word))

    def may_be(self, name: str) -> bool:
        """Whether nothing in it speaks against a thing's name, and it is no word for goods of all kinds."""
        core = name
        while kind := next((k for k in self._kinds if core.startswith(k) and len(core) > len(k)), ""):
            core = core[len(kind) :]
        return 2 <= len(name) <= LONGEST and not {name, core} & self._unmade and not self._alien.search(name)
