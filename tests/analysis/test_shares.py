"""Intervals of shares against closed forms, numerical integration and properties."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.analysis.shares import Share, beta_cdf, beta_quantile, division


@pytest.mark.parametrize("x", [0.001, 0.1, 0.37, 0.5, 0.9, 0.999])
def test_cdf_where_a_formula_is_known(x: float) -> None:
    assert beta_cdf(x, 1, 1) == pytest.approx(x, rel=1e-12)
    assert beta_cdf(x, 3.5, 1) == pytest.approx(x**3.5, rel=1e-12)
    assert beta_cdf(x, 1, 4) == pytest.approx(1 - (1 - x) ** 4, rel=1e-12)
    assert beta_cdf(x, 2, 2) == pytest.approx(3 * x**2 - 2 * x**3, rel=1e-12)
    arcsine = 2 / math.pi * math.asin(math.sqrt(x))
    assert beta_cdf(x, 0.5, 0.5) == pytest.approx(arcsine, rel=1e-12)


@pytest.mark.parametrize(("a", "b"), [(4.5, 2.5), (60.5, 140.5), (12_000.5, 9_000.5)])
def test_cdf_is_the_area_under_the_density(a: float, b: float) -> None:
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)

    def density(x: float) -> float:
        return math.exp(front + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x))

    mean, spread = a / (a + b), math.sqrt(a * b / (a + b) ** 2 / (a + b + 1))
    low, high = max(1e-12, mean - 9 * spread), min(1 - 1e-12, mean + 0.7 * spread)
    steps = 20_000
    width = (high - low) / steps
    area = sum(
        density(low + width * i) * (1 if i in (0, steps) else 4 if i % 2 else 2)
        for i in range(steps + 1)
    )
    assert beta_cdf(high, a, b) == pytest.approx(area * width / 3, abs=1e-7)


@settings(deadline=None)
@given(st.floats(0.001, 0.999), st.floats(0.5, 5_000), st.floats(0.5, 5_000))
def test_quantile_undoes_cdf(p: float, a: float, b: float) -> None:
    assert beta_cdf(beta_quantile(p, a, b), a, b) == pytest.approx(p, abs=1e-7)


def test_what_is_no_probability_or_no_beta_is_refused() -> None:
    with pytest.raises(ValueError, match="probability"):
        beta_quantile(1.5, 1, 1)
    with pytest.raises(ValueError, match="above 0"):
        beta_cdf(0.5, 0, 1)
    with pytest.raises(ValueError, match="no share"):
        Share.of(3, 2)
    with pytest.raises(ValueError, match="no share"):
        Share.of(0, 0)


def test_jeffreys_interval() -> None:
    nobody = Share.of(0, 10)
    assert nobody.low == 0
    # P(X ≤ x) for Beta(½, 10½) is .975 at .2172 (Brown, Cai and DasGupta 2001, table 5: .217).
    assert nobody.high == pytest.approx(0.217, abs=0.0005)
    everybody = Share.of(10, 10)
    assert (everybody.low, everybody.high) == (pytest.approx(1 - nobody.high, abs=1e-9), 1)
    half = Share.of(5, 10)
    assert half.low == pytest.approx(1 - half.high, abs=1e-9)


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(1, 60))
def test_interval_holds_the_share_and_narrows(count: int, total: int) -> None:
    count = min(count, total)
    share, tenfold = Share.of(count, total), Share.of(10 * count, 10 * total)
    assert share.low <= count / total <= share.high
    assert tenfold.high - tenfold.low < share.high - share.low


def test_interval_in_words_never_looks_surer_than_it_is() -> None:
    assert Share(3, 5, 0.2201, 0.8799).interval == "22–88 %"
    assert Share(3, 5, 0.07, 0.93).interval == "7–93 %"
    assert Share(0, 5, 0.0, 0.3801).interval == "0–39 %"


def test_division_weighs_evenness_and_number() -> None:
    assert division(20, 20) > division(2, 2) > division(1, 1) > division(9, 1) > division(10, 0)
    assert division(3, 8) == pytest.approx(division(8, 3))
