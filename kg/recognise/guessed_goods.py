"""Products that the tagger guessed, where the text says that somebody makes or uses them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.goods import Goods
from kg.recognise.made import proved
from kg.recognise.wordlists import any_of, load_wordlists

#: How many of it, behind its name: 离心泵500台.
_AMOUNT = re.compile("[0-9.,]+[万亿千百余多]*[一-龥]{1,2}$")


class GuessedGoods:
    """Takes the tagger's products over, without how many of them and without praise in front (高性能)."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "products", ("not_in",))
        self._goods = Goods(ontology, edges)
        self._before = re.compile(f"(?:{any_of(w for w in lists['not_in'] if len(w) > 1)})+(?=..)")

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Products of the article's sentences that have a maker in them, or before and called the company there."""
        guessed = draft.guesses.spans.get("Product", ())
        makers = {start for start, _ in draft.makers()}
        if not guessed or not makers:
            return []
        said = list(proved(draft, sorted(makers)))
        spans = [self._trimmed(draft.text, span) for span in guessed if any(a <= span[0] < b for a, b in said)]
        return [
            Candidate(start, end, "Product", "built:product-guessed", 0.71)
            for start, end in spans
            if self._goods.may_be(draft.text[start:end]) and draft.context.words.is_edge(end)
        ]

    def _trimmed(self, text: str, span: tuple[int, int]) -> tuple[int, int]:
        before, amount = self._before.match(text, *span), _AMOUNT.search(text, *span)
        return before.end() if before else span[0], amount.start() if amount else span[1]
