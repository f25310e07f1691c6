"""Words that stand for a name already given: 公司, 该院, 他, 双方, 本届年会, 开幕式."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.relate.carry import Discourse, latest
from kg.relate.line import EDGES, Alphabet, Line, Unit
from kg.relate.rules import Anaphor, Vocabulary

#: How many names back a word may point.
REACH = 40
#: What makes a common noun a certain one: 该研究所, 本届年会, 此次活动.
_THIS = "(?:[本此该这](?:次|届|场|项|个|家)?)?"
#: No sign of a single thing: 企业们, 公司级, 活动名录.
_NOT_ONE = "(?![^,:;。的、\ue000-\uf8ff]{0,2}(?:们|化|家|级|名录))"


class Anaphora:
    """Replaces words that stand for a name by the unit that they stand for; one for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._anaphors = vocabulary.anaphors
        words = sorted(self._anaphors, key=len, reverse=True)
        before = "".join(f"|(?<={word})" for word in vocabulary.before)
        start = f"(?:(?<![^{EDGES}由与和“”]){before})"
        self._anaphor = re.compile(f"{start}{_THIS}({'|'.join(map(re.escape, words))}){_NOT_ONE}")

    def resolve(self, line: Line, discourse: Discourse) -> None:
        """Put the unit in the place of each word that stands for one."""
        at = 0
        while self._anaphors and (found := self._anaphor.search(line.text, at)):
            unit = self._antecedent(line, found, discourse)
            at = found.start() + 1
            if unit:
                line.replace(found.span(), self._alphabet.char(unit.types), unit)

    def _antecedent(self, line: Line, found: re.Match[str], discourse: Discourse) -> Unit | None:
        anaphor = self._anaphors[found[1]]
        here = [unit for unit in line.units[: found.start()] if unit and not unit.posts]
        past = [*discourse.history[-REACH:], *here]
        if anaphor.both:
            return _both(past, anaphor.types)
        if unit := _named(past, found, anaphor):
            return unit.carry(1)
        if anaphor.named:
            return None
        if unit := latest(u for u in here if u.types & set(anaphor.types)):
            return unit.carry(1)
        unit = discourse.recall(anaphor.types)
        return unit.carry(2) if unit else None


def _named(past: Iterable[Unit], found: re.Match[str], anaphor: Anaphor) -> Unit | None:
    """The latest name that ends as the word does, where the word says that it is a certain one, or must be."""
    noun = found[1].removeprefix("该")
    if not anaphor.named and noun == found.group():
        return None
    return latest(u for u in past if noun in u.members[-1].name and (anaphor.named or _ends(u, noun)))


def _ends(unit: Unit, noun: str) -> bool:
    return unit.members[-1].name.endswith(noun)


def _both(units: Sequence[Unit], types: Sequence[str]) -> Unit | None:
    """双方: the last two different names of these types as one unit."""
    members = [m for unit in reversed(units) for m in reversed(unit.members) if m.type in types]
    other = next((m for m in members if m.name != members[0].name), None)
    return Unit((other, members[0]), carried=1) if other else None
