"""Shares with their uncertainty: how far “3 of 5 people” may be from what many more would say.

The interval is Jeffreys' for a binomial share, the 95 % equal-tailed posterior interval of
Beta(k + ½, n − k + ½), with the lower end 0 where nobody does and the upper end 1 where everybody
does (L. D. Brown, T. T. Cai, A. DasGupta, “Interval Estimation for a Binomial Proportion”,
Statistical Science 16, 2001). The beta quantile is found by halving from the regularised
incomplete beta function, that by its continued fraction (modified Lentz's method; NIST Digital
Library of Mathematical Functions, 8.17.22), so that no statistics library is needed.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

__all__ = ["LEVEL", "Share", "beta_cdf", "beta_quantile", "division"]

LEVEL = 0.95
"""Probability that the interval is made for."""
_TINY = 1e-300
_PRECISION = 1e-15


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function; quick for x < (a+1)/(a+b+2)."""
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1.0)
    d = 1.0 / (d if abs(d) > _TINY else _TINY)
    result = d
    # About the square root of the larger of a and b steps are needed.
    for m in range(1, 400 + 5 * math.isqrt(int(max(a, b)))):
        even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        step = 1.0
        for term in (even, odd):
            d = 1.0 + term * d
            d = 1.0 / (d if abs(d) > _TINY else _TINY)
            c = 1.0 + term / c
            c = c if abs(c) > _TINY else _TINY
            step = c * d
            result *= step
        if abs(step - 1.0) < _PRECISION:
            break
    return result


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b): P(X ≤ x) for X ~ Beta(a, b).

    Raises :class:`ValueError` unless ``a`` and ``b`` are more than 0.
    """
    if not (a > 0 and b > 0):
        raise ValueError(f"a beta distribution needs two parameters above 0, not {a} and {b}")
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    log_front = (
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    front = math.exp(log_front)
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _fraction(x, a, b) / a
    return 1.0 - front * _fraction(1.0 - x, b, a) / b


def beta_quantile(p: float, a: float, b: float) -> float:
    """The x with I_x(a, b) = ``p``, to 12 decimals.

    Raises :class:`ValueError` where ``p`` is no probability or ``a`` or ``b`` not above 0.
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"not a probability: {p}")
    low, high = 0.0, 1.0
    while high - low > 1e-13:
        middle = (low + high) / 2
        if beta_cdf(middle, a, b) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``total``, and the interval in which the share of all may lie."""

    count: int
    total: int
    low: float
    """Ends of the 95 % interval, 0 to 1."""
    high: float

    @staticmethod
    @functools.lru_cache(maxsize=4096)
    def of(count: int, total: int) -> Share:
        """The share ``count / total``. Raises :class:`ValueError` unless 0 ≤ count ≤ total > 0."""
        if not (0 <= count <= total and total > 0):
            raise ValueError(f"no share: {count} of {total}")
        tail, a, b = (1.0 - LEVEL) / 2, count + 0.5, total - count + 0.5
        low = beta_quantile(tail, a, b) if count else 0.0
        high = beta_quantile(1.0 - tail, a, b) if count < total else 1.0
        return Share(count, total, low, high)

    @property
    def interval(self) -> str:
        """``23–88 %``. The ends are rounded outwards, so that it never looks surer than it is."""
        # The small allowance undoes what binary fractions add: 7 % is not 8 %.
        low, high = math.floor(self.low * 100 + 1e-9), math.ceil(self.high * 100 - 1e-9)
        return f"{low}–{high} %"


def division(supports: int, opposes: int) -> float:
    """How divided people are, 0 (of one mind) to 1 (half and half among very many).

    Twice the probability that two people drawn at random take different sides, averaged over what
    the shares may be (Jeffreys' prior): 1 to 1 counts less than 20 to 20.
    """
    a, b = supports + 0.5, opposes + 0.5
    return 4.0 * a * b / ((a + b) * (a + b + 1.0))
