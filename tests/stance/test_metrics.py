"""Figures against what can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.stance.scores import Score
from training import metrics

GOLD = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2, 2])
SAID = np.array([0, 0, 1, 1, 2, 2, 2, 2, 2, 0])


def _shares(said: list[int], sure: list[float]) -> np.ndarray:
    rows = np.zeros((len(said), 3))
    for row, (label, p) in enumerate(zip(said, sure, strict=True)):
        rows[row] = (1 - p) / 2
        rows[row, label] = p
    return rows


def test_each_class_by_hand() -> None:
    found = metrics.per_class(GOLD, SAID)
    assert found[0] == pytest.approx((2 / 3, 2 / 3, 2 / 3, 3))
    assert found[1] == pytest.approx((1 / 2, 1 / 2, 1 / 2, 2))
    assert found[2] == pytest.approx((4 / 5, 4 / 5, 4 / 5, 5))
    assert metrics.macro_f1(GOLD, SAID) == pytest.approx((2 / 3 + 1 / 2 + 4 / 5) / 3)
    assert metrics.accuracy(GOLD, SAID) == pytest.approx(0.7)


def test_a_class_that_is_not_there_does_not_count() -> None:
    gold, said = np.array([0, 0, 1, 1]), np.array([0, 2, 1, 1])
    assert metrics.macro_f1(gold, said) == pytest.approx((2 / 3 + 1) / 2)
    assert set(metrics.per_class(gold, said)) == {0, 1}


def test_two_sides_ignore_neutral_rows_and_neutral_answers() -> None:
    shares = np.array([[0.3, 0.1, 0.6], [0.1, 0.2, 0.7], [0.9, 0.0, 0.1], [0.4, 0.5, 0.1]])
    gold = np.array([0, 1, 2, 1])
    assert metrics.macro_f1_sides(gold, shares) == 1.0
    assert math.isnan(metrics.macro_f1_sides(np.array([2, 2]), shares[:2]))


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=1, max_size=20))
def test_the_answer_is_the_scores_own(rows: list[tuple[float, float, float]]) -> None:
    names = {"supports": 0, "opposes": 1, None: 2}
    scores = [Score(*row) for row in rows]
    wanted = [names[s.stance and s.stance.value] for s in scores]
    assert metrics.decided(metrics.as_shares(scores)).tolist() == wanted


def test_calibration_error_of_one_bin_is_the_gap() -> None:
    shares = _shares([0, 0, 0, 0], [0.8] * 4)
    assert metrics.calibration_error(np.array([0, 0, 1, 1]), shares) == pytest.approx(0.3)


def test_the_surest_answers_come_first() -> None:
    gold = np.array([0, 1, 0, 1, 2])
    shares = _shares([0, 1, 1, 0, 2], [0.95, 0.9, 0.6, 0.55, 0.99])
    assert metrics.accuracy_at(gold, shares) == pytest.approx(
        {20: 1.0, 50: 1.0, 80: 0.75, 100: 0.6}
    )
    edges = metrics.edge_precision_at(gold, shares)
    assert edges == pytest.approx({20: 1.0, 50: 1.0, 80: 0.5, 100: 0.5})
    coverage, risk = zip(*metrics.risk_coverage(gold, shares), strict=True)
    assert coverage == pytest.approx((0.25, 0.5, 0.75, 1.0))
    assert risk == pytest.approx((0.0, 0.0, 1 / 3, 0.5))
    assert metrics.area_under_risk(gold, shares) == pytest.approx((1 / 3 + 1 / 2) / 4)


def test_equally_sure_answers_share_their_mean_whatever_their_order() -> None:
    shares = _shares([0, 0, 0, 0], [0.7] * 4)
    for gold in ([0, 0, 1, 1], [1, 1, 0, 0]):
        assert set(metrics.edge_precision_at(np.array(gold), shares).values()) == {0.5}


def test_no_edges_have_no_precision() -> None:
    shares = _shares([2, 2], [0.9, 0.8])
    assert all(math.isnan(v) for v in metrics.edge_precision_at(np.array([0, 1]), shares).values())
    assert metrics.risk_coverage(np.array([0, 1]), shares) == []


def test_reliability_leaves_empty_bins_out() -> None:
    bins = metrics.reliability(
        np.array([0.05, 0.95, 0.95, 1.0]), np.array([True, True, False, True])
    )
    assert [b.n for b in bins] == [1, 3]
    assert bins[1].accuracy == pytest.approx(2 / 3)
    assert bins[1].confidence == pytest.approx(2.9 / 3)


def test_the_interval_holds_the_figure_and_shrinks_with_rows() -> None:
    rng = np.random.default_rng(1)
    widths = []
    for count in (60, 2000):
        right = rng.random(count) < 0.7
        low, high = metrics.interval(lambda i, right=right: float(right[i].mean()), count)
        assert low < right.mean() < high
        widths.append(high - low)
    assert widths[1] < widths[0] / 3
    assert math.isnan(metrics.interval(lambda i: 1.0, 0)[0])
