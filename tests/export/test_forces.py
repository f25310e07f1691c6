import numpy as np
import pytest

from kg.export.viewer.forces import BLOCK, settle, settle_small

SIZES = (1, 2, 5, BLOCK)


@pytest.fixture
def apart():
    """Components in a row, each a ring: places, ends, and the component of each node."""
    component = np.repeat(np.arange(len(SIZES)), SIZES)
    first = np.cumsum(SIZES) - SIZES
    ends = [(a + i, a + (i + 1) % n) for a, n in zip(first, SIZES, strict=True) for i in range(n) if n > 1]
    return np.random.default_rng(3).random((len(component), 2)) * 400, np.array(ends), component


def test_small_components_settle_together_as_they_do_alone(apart):
    places, ends, component = apart
    together = settle_small(places, ends, component, steps=40)
    for number, size in enumerate(SIZES):
        inside = component == number
        inner = ends[inside[ends[:, 0]]] - np.flatnonzero(inside)[0]
        alone = settle(places[inside], inner.reshape(-1, 2), np.zeros(size, bool), steps=40)
        assert (together[inside] == alone).all()


def test_larger_components_are_left_where_they_are(apart):
    places, ends, component = apart
    moved = settle_small(places, ends, np.zeros_like(component), steps=3)
    assert (moved == places).all()


def test_held_nodes_stay_and_the_others_come_apart():
    places = np.zeros((3, 2)) + np.arange(3)[:, None]
    settled = settle(places, np.array([[0, 1]]), np.array([True, False, False]), steps=60)
    assert (settled[0] == places[0]).all()
    assert np.hypot(*(settled[2] - settled[1])) > 20
