"""Which names stand in which windows of text, and which pairs of them together, counted in whole arrays.

Entities are numbered in the order of their ids; a pair is one number, ``left * count of entities + right``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import Statement

Ints = NDArray[np.int64]

#: Pairs that are looked at together: enough for long arrays, few enough for little memory.
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Windows:
    """The names of each window, once each: rows sorted by window, then by entity.

    Attributes:
        entity, claim: of each row the entity, and the first claim of the window that names it.
        starts, sizes: of each window, in rows, in the order in which the windows were first seen.
        alone: windows that name each entity.
    """

    entity: Ints
    claim: Ints
    starts: Ints
    sizes: Ints
    alone: Ints

    @property
    def total(self) -> int:
        """How many windows there are."""
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Counted:
    """Pairs, sorted: how many windows name both, and the two claims of the first such window (parallel arrays)."""

    keys: Ints
    counts: Ints
    left: Ints
    right: Ints

    def of(self, keys: Ints) -> Ints:
        """The counts of pairs; 0 where one does not stand together."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.counts[at], 0)

    def first(self, keys: Ints) -> Ints:
        """The two claims (their numbers) of the first window with each pair, a row each; (0, 0) for one not counted."""
        if not len(self.keys):
            return np.zeros((len(keys), 2), np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        rows = np.stack([self.left[at], self.right[at]], axis=1)
        return np.where((self.keys[at] == keys)[:, None], rows, 0)


@dataclass(frozen=True, slots=True)
class Names:
    """Claims of type as numbers.

    Attributes:
        ids: entity ids, sorted. entity, type: of each claim. joined: which types may be paired, by number.
    """

    ids: Sequence[str]
    entity: Ints
    type: Ints
    joined: NDArray[np.bool_]

    @classmethod
    def of(cls, claims: Sequence[Statement], canonical: Mapping[str, str], joined: set[tuple[str, str]]) -> Names:
        """The numbers of these claims; ``joined`` has the pairs of types, both ways round."""
        ids = sorted({canonical[s.subject] for s in claims})
        types = sorted({s.subject_type for s in claims})
        number, kind = {id_: i for i, id_ in enumerate(ids)}, {type_: i for i, type_ in enumerate(types)}
        entity = np.array([number[canonical[s.subject]] for s in claims], np.int64)
        matrix = np.array([[(a, b) in joined for b in types] for a in types], np.bool_)
        return cls(ids, entity, np.array([kind[s.subject_type] for s in claims], np.int64), matrix)

    def windows(self, places: Sequence[Hashable]) -> Windows:
        """The windows that these are the places of, one for each claim."""
        seen: dict[Hashable, int] = {}
        window = np.array([seen.setdefault(place, len(seen)) for place in places], np.int64)
        rows, claim = np.unique(window * len(self.ids) + self.entity, return_index=True)
        window, entity = np.divmod(rows, len(self.ids))
        sizes = np.bincount(window, minlength=len(seen))
        alone = np.bincount(entity, minlength=len(self.ids))
        return Windows(entity, claim, np.cumsum(sizes) - sizes, sizes, alone)

    def count(self, windows: Windows, which: NDArray[np.bool_], least: int = 1, besides: Ints | None = None) -> Counted:
        """The pairs of the windows that ``which`` marks.

        Args:
            least: leaves out pairs that cannot stand in so many windows, but for those in ``besides`` (sorted keys).
        """
        kept = [np.zeros((3, 0), np.int64)]
        for left, right in _pairs(windows, which):
            keys = windows.entity[left] * len(self.ids) + windows.entity[right]
            fit = self.joined[self.type[windows.claim[left]], self.type[windows.claim[right]]]
            if least > 1:
                rare = np.minimum(windows.alone[windows.entity[left]], windows.alone[windows.entity[right]]) < least
                fit &= ~rare | _among(keys, besides)
            kept.append(np.stack([keys[fit], left[fit], right[fit]]))
        keys, left, right = np.concatenate(kept, axis=1)
        order = np.lexsort((left, keys))
        unique, first, counts = np.unique(keys[order], return_index=True, return_counts=True)
        return Counted(unique, counts, windows.claim[left[order][first]], windows.claim[right[order][first]])


def _among(keys: Ints, some: Ints | None) -> NDArray[np.bool_]:
    if some is None or not len(some):
        return np.zeros(len(keys), np.bool_)
    found: NDArray[np.bool_] = some[np.minimum(np.searchsorted(some, keys), len(some) - 1)] == keys
    return found


def _pairs(windows: Windows, which: NDArray[np.bool_]) -> Iterator[tuple[Ints, Ints]]:
    """Rows of the left and of the right names of all pairs, windows of one size together."""
    for size in np.unique(windows.sizes[which & (windows.sizes > 1)]).tolist():
        starts = windows.starts[which & (windows.sizes == size)]
        left, right = np.triu_indices(size, 1)
        step = max(1, _AT_ONCE // len(left))
        for at in range(0, len(starts), step):
            some = starts[at : at + step, None]
            yield (some + left).ravel(), (some + right).ravel()
