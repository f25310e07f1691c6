"""The measure of agreement with marked pages."""

import pytest

from benchmarks.resolution import b_cubed


def test_mentions_joined_as_marked_agree_wholly() -> None:
    assert b_cubed([("a", "x"), ("a", "x"), ("b", "y")]) == (1.0, 1.0)


def test_two_things_in_one_node_cost_precision_alone() -> None:
    precision, recall = b_cubed([("a", "x"), ("a", "x"), ("a", "x"), ("a", "y")])
    assert precision == pytest.approx((3 * 3 / 4 + 1 / 4) / 4) and recall == 1.0


def test_one_thing_in_two_nodes_costs_recall_alone() -> None:
    precision, recall = b_cubed([("a", "x"), ("a", "x"), ("b", "x")])
    assert precision == 1.0 and recall == pytest.approx((2 * 2 / 3 + 1 / 3) / 3)
