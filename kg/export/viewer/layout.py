"""Places of the nodes on the plane: a force layout that gives the same bytes on every machine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.export.viewer.forces import BLOCK, SPACING, Floats, Ints, settle, settle_small

_SEED = 7
#: Height of a name and the air around it, in units of the canvas.
_LINE = 34.0
#: Part of the plane that names may cover before they are pushed apart.
_COVERED = 0.34
#: How much wider than high a picture should be; pushing names apart makes it higher again.
_WIDER = 1.7
#: From one node without edges to the next in its row: room for the longest name.
_CELL = 134.0


def lay_out(n: int, edges: Sequence[tuple[int, int]], core: int, widths: Sequence[float]) -> list[tuple[int, int]]:
    """Places for ``n`` nodes, of which the first ``core`` are laid out first and then hold still.

    The last nodes, if they have no edges, stand in rows below the others.

    Args:
        edges: distinct pairs of node numbers. widths: room that each name takes, in units of the canvas.
    """
    if not n:
        return []
    ends = np.array(edges or [(0, 0)], dtype=np.intp).reshape(-1, 2)
    joined = max(core, int(ends.max()) + 1 if edges else 0)
    places = _start(joined)
    if core:
        places[:core] = _core(places[:core], ends[(ends < core).all(axis=1)], np.asarray(widths[:core], np.float64))
    if joined > core:
        places = _beside_neighbours(places, ends, core)
        held = np.arange(joined) < core
        places = settle(places, ends, held, steps=max(15, min(60, 300_000 // joined)), heat=SPACING)
    places = np.concatenate([places, _in_rows(n - joined, float(places[:, 1].max(initial=0.0)))])
    x, y = np.rint(places).astype(int).T.tolist()
    return list(zip(x, y, strict=True))


def _in_rows(n: int, above: float) -> Floats:
    """``n`` places in rows below what ends at ``above``, together a little wider than high."""
    columns = max(1, int(np.sqrt(np.float64(n) * _WIDER * _LINE / _CELL)))
    at = np.arange(n)
    x = (at % columns - (columns - 1) / 2.0) * _CELL
    return np.stack([x, above + (2 + at // columns) * _LINE], axis=1)


def _core(places: Floats, ends: Ints, widths: Floats) -> Floats:
    """Each component by itself, its names kept apart, then all side by side."""
    component = _components(len(places), ends)
    boxes = [np.flatnonzero(component == number) for number in range(int(component.max()) + 1)]
    steps = 400 if len(places) <= 400 else 150
    places = settle_small(places, ends, component, steps=steps)
    for number, members in enumerate(boxes):
        settled = places[members]
        if len(members) > BLOCK:
            inner = np.searchsorted(members, ends[component[ends[:, 0]] == number])
            settled = settle(settled, inner, np.zeros(len(members), bool), steps=steps)
        places[members] = _spread(_to_scale(settled, widths[members]), widths[members])
    return _side_by_side(places, boxes, widths)


def _components(n: int, ends: Ints) -> Ints:
    """Number of each node's connected component; the one that holds the lowest node comes first."""
    lowest = np.arange(n)
    while True:
        least = lowest.copy()
        np.minimum.at(least, ends[:, 0], lowest[ends[:, 1]])
        np.minimum.at(least, ends[:, 1], lowest[ends[:, 0]])
        if (least == lowest).all():
            number: Ints = np.unique(lowest, return_inverse=True)[1]
            return number
        lowest = least


def _to_scale(places: Floats, widths: Floats) -> Floats:
    """The places so drawn in or out that the names would cover a given part of a plane wider than high."""
    places = places * np.array([_WIDER, 1.0])
    size = np.maximum(places.max(axis=0) - places.min(axis=0), SPACING)
    needed = float((widths * _LINE).sum()) / _COVERED
    scaled: Floats = (places - places.mean(axis=0)) * np.sqrt(needed / float(size[0] * size[1]))
    return scaled


def _side_by_side(places: Floats, members: Sequence[Ints], widths: Floats) -> Floats:
    """Components as blocks with their names, the largest first, packed into a picture a little wider than high."""
    ordered = sorted(members, key=lambda m: (-len(m), m[0]))
    boxes = []
    for nodes in ordered:
        half = widths[nodes, None] / 2.0 * np.array([1.0, 0.0]) + np.array([14.0, _LINE * 0.8])
        boxes.append(((places[nodes] - half).min(axis=0), (places[nodes] + half).max(axis=0)))
    sizes = np.array([high - low for low, high in boxes])
    width = max(float(sizes[:, 0].max()), float(np.sqrt((sizes[:, 0] * sizes[:, 1]).sum() * 1.35)))
    for nodes, corner, (low, _) in zip(ordered, _pack(sizes, width), boxes, strict=True):
        places[nodes] += corner - low
    middle: Floats = (places.min(axis=0) + places.max(axis=0)) / 2.0
    return places - middle


def _pack(sizes: Floats, width: float) -> Floats:
    """Corners of blocks that do not overlap: each goes, in turn, where its lower edge is highest, then leftmost."""
    corners = np.zeros_like(sizes)
    for i in range(1, len(sizes)):
        low, high = corners[:i], corners[:i] + sizes[:i]
        tries = np.concatenate([np.stack(at, axis=1) for at in ((high[:, 0], low[:, 1]), (low[:, 0], high[:, 1]))])
        tries = np.concatenate([tries, [[0.0, high[:, 1].max()]]])
        clash = ((tries[:, None] < high - 1e-6) & (tries[:, None] + sizes[i] > low + 1e-6)).all(axis=2).any(axis=1)
        tries = tries[~clash & (tries[:, 0] + sizes[i, 0] <= width + 1e-6)]
        corners[i] = tries[np.lexsort((tries[:, 0], tries[:, 1]))[0]]
    return corners


def _start(n: int) -> Floats:
    side = SPACING * float(np.sqrt(np.float64(n)))
    return (np.random.default_rng(_SEED).random((n, 2)) - 0.5) * side


def _beside_neighbours(places: Floats, ends: Ints, core: int) -> Floats:
    """Nodes outside the core start where their placed neighbours are; two rounds reach neighbours' neighbours."""
    n = len(places)
    placed = np.arange(n) < core
    jitter = places / (1.0 + float(np.sqrt(np.float64(n)))) * 4.0
    for _ in range(3):
        both = np.concatenate([ends, ends[:, ::-1]])
        both = both[placed[both[:, 1]] & ~placed[both[:, 0]]]
        count = np.bincount(both[:, 0], minlength=n)
        new = count > 0
        for axis in (0, 1):
            total = np.bincount(both[:, 0], weights=places[both[:, 1], axis], minlength=n)
            places[new, axis] = total[new] / count[new] + jitter[new, axis]
        placed = placed | new
    return places


def _spread(places: Floats, widths: Floats, rounds: int = 300) -> Floats:
    """Push apart names that overlap, each by the shorter way out."""
    one, other = np.triu_indices(len(places), 1)
    half, x, y = (widths[one] + widths[other]) / 2.0 + 8.0, places[:, 0].copy(), places[:, 1].copy()
    for _ in range(rounds):
        near = np.flatnonzero(np.abs(y[one] - y[other]) < _LINE)
        a, b = one[near], other[near]
        wide, high = x[a] - x[b], y[a] - y[b]
        over = half[near] - np.abs(wide), _LINE - np.abs(high)
        hit = over[0] > 0
        if not hit.any():
            break
        sideways = over[0] < over[1]
        x += _pushed(a, b, np.where(hit & sideways, over[0] * np.where(wide < 0, -0.25, 0.25), 0.0), len(places))
        y += _pushed(a, b, np.where(hit & ~sideways, over[1] * np.where(high < 0, -0.25, 0.25), 0.0), len(places))
    return np.stack([x, y], axis=1)


def _pushed(one: Ints, other: Ints, by: Floats, n: int) -> Floats:
    """How far each of ``n`` moves where the ones go this far and the others as far back."""
    there, back = (np.bincount(ends, weights=by, minlength=n) for ends in (one, other))
    moved: Floats = np.subtract(there, back, dtype=np.float64)
    return moved
