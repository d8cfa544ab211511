"""What a passage's words give away of its side without the claim: a baseline and an alarm.

TF-IDF of words and pairs of words, multinomial logistic regression. A labelled set on which this
does well can be answered without reading the claim, and a good score there proves little.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["WordsOnly", "cross_validated"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MOST_FEATURES = 4000
_STEPS = 150
_STRENGTH = 1e-3
"""Of the pull of all weights towards zero."""

Floats = NDArray[np.float64]


def _features(text: str) -> list[str]:
    words = _WORD.findall(text[:20_000].casefold())
    return words + [f"{one} {two}" for one, two in itertools.pairwise(words)]


class _Sparse(NamedTuple):
    """Rows of few figures each; every row ends with a 1 in the last column."""

    columns: NDArray[np.int64]
    values: Floats
    rows: NDArray[np.int64]
    starts: NDArray[np.int64]
    width: int

    def times(self, weights: Floats) -> Floats:
        """The rows times a matrix ``(width, 3)``."""
        parts = weights[self.columns] * self.values[:, None]
        return np.asarray(np.add.reduceat(parts, self.starts, axis=0), dtype=np.float64)

    def transposed_times(self, errors: Floats) -> Floats:
        """The columns times a matrix ``(rows, 3)``."""
        parts = errors[self.rows] * self.values[:, None]
        return np.stack(
            [np.bincount(self.columns, parts[:, c], self.width) for c in range(3)], axis=1
        )


class WordsOnly:
    """Three classes from words; ``fit`` before ``shares``."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._rarity: Floats = np.zeros(0)
        self._weights: Floats = np.zeros((1, 3))

    def fit(self, texts: Sequence[str], labels: Sequence[int]) -> WordsOnly:
        """Learn from texts and their classes (0 to 2), classes weighted evenly."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(set(_features(text)))
        kept = sorted(((n, f) for f, n in counts.items() if n > 1), key=lambda c: (-c[0], c[1]))
        self._places = {feature: i for i, (_, feature) in enumerate(kept[:_MOST_FEATURES])}
        documents = np.array([n for n, _ in kept[:_MOST_FEATURES]], dtype=np.float64)
        self._rarity = np.log((1 + len(texts)) / (1 + documents)) + 1
        x, gold = self._matrix(texts), np.array(labels)
        there = np.bincount(gold, minlength=3)
        weight = (len(gold) / np.maximum(1, there) / (there > 0).sum())[gold]
        truth = np.eye(3)[gold]
        before = self._weights = np.zeros((x.width, 3))
        # Nesterov 1983: gradient steps with momentum. Rows have length √2 and weights mean 1, so
        # the slope changes by at most 1 a step of 1: that step is safe.
        for step in range(1, _STEPS + 1):
            ahead = self._weights + (step - 1) / (step + 2) * (self._weights - before)
            error = (_softmax(x.times(ahead)) - truth) * weight[:, None]
            slope = x.transposed_times(error) / len(gold) + _STRENGTH * ahead
            before, self._weights = self._weights, ahead - slope
        return self

    def shares(self, texts: Sequence[str]) -> Floats:
        """Probabilities ``(n, 3)``."""
        return _softmax(self._matrix(texts).times(self._weights))

    def _matrix(self, texts: Sequence[str]) -> _Sparse:
        columns: list[int] = []
        values: list[float] = []
        starts: list[int] = []
        last = len(self._places)
        for text in texts:
            starts.append(len(columns))
            counts = Counter(f for f in _features(text) if f in self._places)
            places = np.array([self._places[f] for f in counts], dtype=np.int64)
            row = (1 + np.log(np.array([*counts.values()], dtype=np.float64))) * self._rarity[
                places
            ]
            length = float(np.linalg.norm(row)) or 1.0
            columns += [*places, last]
            values += [*(value / length for value in row), 1.0]
        lengths = np.diff([*starts, len(columns)])
        rows = np.repeat(np.arange(len(texts)), lengths)
        return _Sparse(
            np.array(columns), np.array(values), rows, np.array(starts, dtype=np.int64), last + 1
        )


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)


def cross_validated(
    texts: Sequence[str], labels: Sequence[int], folds: int = 5, seed: int = 0
) -> Floats:
    """Probabilities ``(n, 3)`` of each text from a model that did not see it.

    Equal texts are in one fold. With fewer than ``folds`` different texts nothing can be learnt,
    and every class gets a third.
    """
    names: list[str] = sorted(set(texts))
    random.Random(seed).shuffle(names)
    fold = {name: i % folds for i, name in enumerate(names)}
    places = np.array([fold[text] for text in texts])
    out = np.full((len(texts), 3), 1 / 3)
    if len(names) < folds:
        return out
    for held in range(folds):
        inside = np.flatnonzero(places != held).tolist()
        outside = np.flatnonzero(places == held).tolist()
        model = WordsOnly().fit([texts[i] for i in inside], [labels[i] for i in inside])
        out[outside] = model.shares([texts[i] for i in outside])
    return out
