"""The forces that settle nodes on the plane, and the steps that follow them.

Fruchterman and Reingold's forces (1991), with repulsion of distant nodes taken block by block, so that one step costs
O(n·sqrt n). Only operations that IEEE 754 rounds exactly are used (+ - * / sqrt), in a fixed order: a force layout
amplifies the last bit of any other. Sums run over the first axis, which adds row after row.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

#: Length that an edge would like to have, in units of the canvas.
SPACING = 110.0
#: Nodes of the smallest block; a component of no more is one block.
BLOCK = 16
_PULL_TO_CENTRE = 0.4
#: Pairs that are looked at in one go: what is reckoned of them stays in the processor's cache.
_STRIP = 1 << 16


def settle(places: Floats, ends: Ints, held: NDArray[np.bool_], *, steps: int, heat: float = 0.0) -> Floats:
    """Move the nodes that are not held under the forces, by ever smaller steps.

    Args:
        places: one row (x, y) a node. ends: pairs of nodes with an edge.
        heat: longest first step; by the number of nodes where not given.
    """
    warmth = np.full((len(places), 1), heat or _heat(len(places)))
    blocks, free = _Blocks(len(places)), ~held[:, None]
    for step in range(steps):
        places = _moved(places, blocks.repulsion(places) + _attraction(places, ends), free, warmth, step / steps)
    return places


def settle_small(places: Floats, ends: Ints, component: Ints, *, steps: int) -> Floats:
    """The same for every component of at most BLOCK nodes by itself, all of them at once; the others stay.

    Args:
        component: number of each node's component.
    """
    sizes = np.bincount(component)
    small = sizes[component] <= BLOCK
    if not small.any():
        return places
    nodes = np.flatnonzero(small)
    number = np.unique(component[nodes], return_inverse=True)[1]
    at, inner = places[nodes], np.searchsorted(nodes, ends[small[ends[:, 0]]])
    warmth = np.array([_heat(int(size)) for size in sizes[component[nodes]]])[:, None]
    groups, free = _Groups(number), np.ones((len(nodes), 1), bool)
    for step in range(steps):
        at = _moved(at, groups.repulsion(at) + _attraction(at, inner), free, warmth, step / steps)
    settled = places.copy()
    settled[nodes] = at
    return settled


def _heat(n: int) -> float:
    return SPACING * float(np.sqrt(np.float64(n))) / 5.0


def _moved(places: Floats, force: Floats, free: NDArray[np.bool_], warmth: Floats, done: float) -> Floats:
    force = force - _PULL_TO_CENTRE * places
    size = np.sqrt(force[:, :1] * force[:, :1] + force[:, 1:] * force[:, 1:]) + 1e-9
    moved: Floats = places + np.where(free, force / size * np.minimum(size, warmth * (1.0 - done)), 0.0)
    return moved


def _attraction(places: Floats, ends: Ints) -> Floats:
    a, b = ends[:, 0], ends[:, 1]
    gap = places[b] - places[a]
    pull = gap * (np.sqrt(gap[:, :1] * gap[:, :1] + gap[:, 1:] * gap[:, 1:]) / SPACING)
    force = np.empty_like(places)
    for axis in (0, 1):
        there = np.bincount(a, weights=pull[:, axis], minlength=len(places))
        force[:, axis] = there - np.bincount(b, weights=pull[:, axis], minlength=len(places))
    return force


class _Blocks:
    """``n`` nodes in blocks of neighbours, of which each step makes new ones."""

    def __init__(self, n: int) -> None:
        self._n, self._size = n, max(BLOCK, int(np.sqrt(np.float64(n))))
        self._count = count = -(-n // self._size)
        mass = np.zeros(count * self._size)
        mass[:n] = 1.0
        self._mass = _columns(mass, count)
        self._total = self._mass.sum(axis=0)
        self._others = (np.ones((count, count)) - np.eye(count)) * self._total[:, None]

    def repulsion(self, places: Floats) -> Floats:
        """Push of every node on every other: one by one within a block, by its centre from other blocks."""
        order = _in_blocks(places, self._size)
        padded = np.concatenate([order, np.zeros(self._mass.size - self._n, dtype=np.intp)])
        x, y = (_columns(places[padded, axis], self._count) for axis in (0, 1))
        centre_x, centre_y = ((of * self._mass).sum(axis=0) / self._total for of in (x, y))
        near = _push((x, y), (x[:, None], y[:, None]), self._mass[:, None])
        far = _push((x, y), (centre_x[:, None, None], centre_y[:, None, None]), self._others[:, None])
        force = np.zeros_like(places)
        for axis in (0, 1):
            force[order, axis] = (near[axis] + far[axis]).T.ravel()[: self._n]
        return force


def _columns(values: Floats, count: int) -> Floats:
    """``count`` runs of values as the columns of a table whose rows lie together, so that it is summed row by row."""
    return np.ascontiguousarray(values.reshape(count, -1).T)


class _Groups:
    """Nodes by component, each of which is one block, its nodes in the order of their height."""

    def __init__(self, component: Ints) -> None:
        self._component = component
        owner = np.sort(component)
        self._seats = np.arange(len(owner)) - np.searchsorted(owner, owner), owner
        self._mass = np.zeros((BLOCK, int(component.max()) + 1))
        self._mass[self._seats] = 1.0

    def repulsion(self, places: Floats) -> Floats:
        """Push of every node on every other of its component."""
        order = np.lexsort((places[:, 1], self._component))
        x, y = np.zeros_like(self._mass), np.zeros_like(self._mass)
        x[self._seats], y[self._seats] = places[order, 0], places[order, 1]
        push = _push((x, y), (x[:, None], y[:, None]), self._mass[:, None])
        force = np.empty_like(places)
        for axis in (0, 1):
            force[order, axis] = push[axis][self._seats]
        return force


def _push(at: tuple[Floats, Floats], by: tuple[Floats, Floats], mass: Floats) -> tuple[Floats, Floats]:
    """What each of ``at`` feels, by axis, summed over the first axis of ``by``."""
    strength = mass * (SPACING * SPACING)
    force = np.empty_like(at[0]), np.empty_like(at[1])
    rows = max(1, _STRIP // (len(by[0]) * at[0].shape[1]))
    for start in range(0, len(at[0]), rows):
        strip = slice(start, start + rows)
        gap_x, gap_y = at[0][strip] - by[0], at[1][strip] - by[1]
        square = gap_x * gap_x
        square += gap_y * gap_y
        square += 0.01
        np.divide(strength, square, out=square)
        gap_x *= square
        gap_y *= square
        gap_x.sum(axis=0, out=force[0][strip])
        gap_y.sum(axis=0, out=force[1][strip])
    return force


def _in_blocks(places: Floats, block: int) -> Ints:
    """Node numbers so ordered that each run of ``block`` of them lies close together: strips of x, in each by y."""
    n = len(places)
    strips = max(1, int(np.sqrt(np.float64(n) / block)))
    by_x = np.argsort(places[:, 0], kind="stable")
    strip = np.empty(n, dtype=np.intp)
    strip[by_x] = np.arange(n) * strips // n
    order: Ints = np.lexsort((places[:, 1], strip))
    return order
