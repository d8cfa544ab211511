"""How good a stance model is, in figures: pure functions of labels and probabilities.

Classes are 0 supports, 1 opposes, 2 neither; ``shares`` has a row of three probabilities a pair,
``gold`` the right class of each. Averages are taken over the classes that occur in ``gold``: a
class that a set does not have says nothing about a model.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from argmap.stance.scores import Score

__all__ = [
    "CLASSES",
    "COVERAGES",
    "Bin",
    "ClassFigures",
    "accuracy",
    "accuracy_at",
    "area_under_risk",
    "as_shares",
    "calibration_error",
    "decided",
    "edge_precision_at",
    "interval",
    "macro_f1",
    "macro_f1_sides",
    "per_class",
    "reliability",
    "risk_coverage",
]

CLASSES = ("supports", "opposes", "neutral")
"""Names of the classes, in the order of their numbers."""
COVERAGES = (20, 50, 80, 100)
"""Per cent of the surest answers at which precision is told."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class ClassFigures(NamedTuple):
    """One class: how often it was said rightly, how much of it was found, their harmonic mean."""

    precision: float
    recall: float
    f1: float
    n: int
    """How many there are in ``gold``."""


class Bin(NamedTuple):
    """Answers of about the same confidence."""

    confidence: float
    """Mean."""
    accuracy: float
    n: int


def as_shares(scores: Sequence[Score]) -> Floats:
    """The scores as an array ``(n, 3)``."""
    rows = [(s.supports, s.opposes, s.neutral) for s in scores]
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def decided(shares: Floats) -> Ints:
    """The class each row says. Ties fall as in :attr:`Score.stance`."""
    top = shares.max(axis=1, keepdims=True)
    neutral = shares[:, 2:] >= top
    side = np.where(shares[:, 0] >= shares[:, 1], 0, 1)
    return np.where(neutral[:, 0], 2, side).astype(np.int64)


def per_class(gold: Ints, said: Ints) -> dict[int, ClassFigures]:
    """Precision, recall and F1 of each class that occurs in ``gold``."""
    found = {}
    for number in sorted(set(gold.tolist())):
        hits = int(((gold == number) & (said == number)).sum())
        there, told = int((gold == number).sum()), int((said == number).sum())
        precision = hits / told if told else 0.0
        recall = hits / there
        f1 = 2 * hits / (there + told)
        found[number] = ClassFigures(precision, recall, f1, there)
    return found


def macro_f1(gold: Ints, said: Ints) -> float:
    """Mean F1 of the classes that occur in ``gold``; NaN without any."""
    figures = per_class(gold, said)
    return sum(f.f1 for f in figures.values()) / len(figures) if figures else math.nan


def macro_f1_sides(gold: Ints, shares: Floats) -> float:
    """Macro-F1 over the two sides: rows whose gold is a side, the likelier side as the answer.

    It tells what three-class scores hide: whether a model knows *for* from *against* at all
    (chance is about .5). NaN where no row takes a side.
    """
    sides = gold != 2
    said = np.where(shares[sides, 0] >= shares[sides, 1], 0, 1)
    return macro_f1(gold[sides], said)


def accuracy(gold: Ints, said: Ints) -> float:
    """Share of right answers; NaN without any rows."""
    return float((gold == said).mean()) if len(gold) else math.nan


def calibration_error(gold: Ints, shares: Floats, bins: int = 15) -> float:
    """Expected calibration error of the three-way answers: the mean distance between confidence
    and share of right answers, over equal-width bins (Naeini, Cooper and Hauskrecht 2015); NaN
    without any rows."""
    right = decided(shares) == gold
    found = reliability(shares.max(axis=1), right, bins)
    total = sum(bin_.n for bin_ in found)
    if not total:
        return math.nan
    return sum(bin_.n * abs(bin_.confidence - bin_.accuracy) for bin_ in found) / total


def reliability(confidence: Floats, right: NDArray[np.bool_], bins: int = 10) -> list[Bin]:
    """Confidence against share of right answers, in equal-width bins; empty bins left out."""
    place = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    found = []
    for number in range(bins):
        rows = place == number
        count = int(rows.sum())
        if count:
            found.append(Bin(float(confidence[rows].mean()), float(right[rows].mean()), count))
    return found


def _ranked(confidence: Floats, right: NDArray[np.bool_]) -> Floats:
    """Share of right answers among the surest 1, 2, … n; equals in one block share its mean."""
    order = np.argsort(-confidence, kind="stable")
    sure, hits = confidence[order], right[order].astype(np.float64)
    _, first, inverse, counts = np.unique(
        -sure, return_index=True, return_inverse=True, return_counts=True
    )
    means = np.add.reduceat(hits, first) / counts
    return np.asarray(np.cumsum(means[inverse]) / np.arange(1, len(hits) + 1), dtype=np.float64)


def _at(confidence: Floats, right: NDArray[np.bool_]) -> dict[int, float]:
    if not len(confidence):
        return dict.fromkeys(COVERAGES, math.nan)
    ranked = _ranked(confidence, right)
    return {share: float(ranked[math.ceil(share / 100 * len(right)) - 1]) for share in COVERAGES}


def accuracy_at(gold: Ints, shares: Floats) -> dict[int, float]:
    """Accuracy of the surest 20, 50, 80, 100 per cent of all answers."""
    return _at(shares.max(axis=1), decided(shares) == gold)


def _edges(gold: Ints, shares: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    said = decided(shares)
    edges = said != 2
    return shares[edges, :2].max(axis=1), (said == gold)[edges]


def edge_precision_at(gold: Ints, shares: Floats) -> dict[int, float]:
    """Share of right sides among the surest 20 … 100 per cent of the answers that take a side.

    This is what a person sees who goes through a list of suggestions; NaN where no answer takes
    a side.
    """
    return _at(*_edges(gold, shares))


def risk_coverage(gold: Ints, shares: Floats) -> list[tuple[float, float]]:
    """(coverage, share of wrong sides) of the answers that take a side, surest first.

    El-Yaniv and Wiener 2010, “On the foundations of noise-free selective classification”.
    """
    confidence, right = _edges(gold, shares)
    if not len(right):
        return []
    risk = 1 - _ranked(confidence, right)
    return [((n + 1) / len(risk), float(value)) for n, value in enumerate(risk)]


def area_under_risk(gold: Ints, shares: Floats) -> float:
    """Mean risk over all coverages (AURC, Geifman, Uziel and El-Yaniv 2019); NaN without edges."""
    curve = risk_coverage(gold, shares)
    return sum(risk for _, risk in curve) / len(curve) if curve else math.nan


def interval(
    measure: Callable[[Ints], float], count: int, rounds: int = 500, seed: int = 0
) -> tuple[float, float]:
    """A 95 % bootstrap interval (percentiles) of ``measure``, a function of row numbers.

    It tells how much a figure hangs on which rows are in the set, not on the seed of a training.
    """
    if not count:
        return math.nan, math.nan
    rng = np.random.default_rng(seed)
    found = [measure(rng.integers(0, count, count)) for _ in range(rounds)]
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)
