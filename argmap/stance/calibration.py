"""From a scorer's raw figures to probabilities that mean what they say.

Vector scaling (Guo, Pleiss, Sun and Weinberger 2017, “On calibration of modern neural networks”):
the logarithms of the three figures are divided by a temperature and shifted by one bias a class.
The shipped values were fitted on development texts that the model was not trained on; from
:data:`ENOUGH` decisions of a person on, a map gets values of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from argmap.model import Stance
from argmap.stance.scores import Score

__all__ = ["ENOUGH", "Calibration"]

ENOUGH = 50
"""Decisions from which a map's own calibration is fitted."""

_PRIOR = 12.0
"""How many decisions the shipped values weigh against a person's, when refitting."""

_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Calibration:
    """Temperature and biases (supports, opposes, neutral) for one scorer."""

    temperature: float = 1.0
    bias: tuple[float, float, float] = (0.0, 0.0, 0.0)
    threshold: float = 0.5
    """Calibrated probability of a side below which nothing is proposed."""
    experimental: frozenset[str] = field(default_factory=frozenset)
    """Kinds of text (``comment``, ``paragraph``) for which the scorer missed its gate."""
    decisions: int = 0
    """How many decisions of a person it was fitted on; 0 for the shipped values."""

    @staticmethod
    def shipped(scorer_id: str) -> Calibration:
        """The values that come with the model; for other scorers, none, and all experimental."""
        from argmap.stance.runtime import BrokenModel, manifest

        try:
            found: dict[str, Any] = manifest()
        except BrokenModel:
            found = {}
        if found.get("id") != scorer_id or "calibration" not in found:
            return Calibration(experimental=frozenset(("comment", "paragraph")))
        return Calibration.of(found["calibration"])

    @staticmethod
    def of(values: Mapping[str, Any]) -> Calibration:
        """The values as they stand in ``manifest.json``."""
        supports, opposes, neutral = values["bias"]
        return Calibration(
            temperature=float(values["temperature"]),
            bias=(float(supports), float(opposes), float(neutral)),
            threshold=float(values["threshold"]),
            experimental=frozenset(values["experimental"]),
        )

    def experimental_for(self, kind: str) -> bool:
        """Whether the scorer's order is not to be trusted on this kind of text."""
        return kind in self.experimental

    def apply(self, score: Score) -> Score:
        """The calibrated score; a void one stays void."""
        if score.void:
            return score
        raw = (score.supports, score.opposes, score.neutral)
        scaled = [
            math.log(max(p, _LEAST)) / self.temperature + b
            for p, b in zip(raw, self.bias, strict=True)
        ]
        top = max(scaled)
        powers = [math.exp(value - top) for value in scaled]
        total = sum(powers)
        return Score(powers[0] / total, powers[1] / total, powers[2] / total)

    def refit(self, decisions: Sequence[tuple[Score, Stance | None]]) -> Calibration:
        """Values fitted on a person's decisions, drawn towards the present ones.

        A decision is the raw score of a suggestion with the side the person gave it, ``None`` for
        neither. With fewer than :data:`ENOUGH`, or with answers of one kind only, the present
        values stay.
        """
        used = [(s, stance) for s, stance in decisions if not s.void]
        if len(used) < ENOUGH or len({stance for _, stance in used}) < 2:
            return self
        import numpy as np

        logs = np.log(np.maximum([[s.supports, s.opposes, s.neutral] for s, _ in used], _LEAST))
        place = {Stance.SUPPORTS: 0, Stance.OPPOSES: 1, None: 2}
        truth = np.array([place[stance] for _, stance in used])
        start = np.array([1.0 / self.temperature, *self.bias])
        slope, *bias = _fit(logs, truth, start, _PRIOR)
        return replace(
            self,
            temperature=1.0 / float(slope),
            bias=(float(bias[0]), float(bias[1]), float(bias[2])),
            decisions=len(used),
        )


def _fit(logs: Any, truth: Any, start: Any, prior: float) -> Any:
    """Minimise cross-entropy plus ``prior`` × squared distance from ``start``, by gradient.

    Four unknowns and a convex function: plain steps with backtracking find the place.
    """
    import numpy as np

    def loss(values: Any) -> tuple[float, Any]:
        scaled = logs * values[0] + values[1:]
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        shares = np.exp(scaled)
        shares /= shares.sum(axis=1, keepdims=True)
        away = values - start
        cost = -np.log(np.maximum(shares[np.arange(len(truth)), truth], 1e-12)).sum()
        errors = shares.copy()
        errors[np.arange(len(truth)), truth] -= 1.0
        slope = np.concatenate([[(errors * logs).sum()], errors.sum(axis=0)])
        return float(cost + prior * (away**2).sum()), slope + 2 * prior * away

    values, step = start.copy(), 1.0 / (prior + len(truth))
    cost, slope = loss(values)
    for _ in range(2000):
        trial = values - step * slope
        trial[0] = max(trial[0], 0.05)
        new_cost, new_slope = loss(trial)
        if new_cost > cost:
            step /= 2
            if step < 1e-12:
                break
            continue
        settled = cost - new_cost < 1e-10 * (1 + cost)
        values, cost, slope = trial, new_cost, new_slope
        step *= 1.3
        if settled:
            break
    return values
