"""Temperature, biases, threshold and gates of a trained network, from development texts alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from argmap.model import Stance
from argmap.stance.calibration import Calibration
from argmap.stance.onnx_scorer import OnnxScorer
from argmap.stance.scores import Pair
from training import metrics
from training.labelled import Example, read_rows
from training.measure import Reader
from training.sets import OWN

__all__ = ["GATES", "calibrate"]

GATES = {"comment": ("vast_dev", 0.62), "paragraph": ("iam_dev", 0.77)}
"""Kind of text → the development set that stands for it, and the macro-F1 over the two sides below
which the scorer is experimental for it."""

_PRECISION = 0.5
_SIDES = (Stance.SUPPORTS, Stance.OPPOSES, None)


def calibrate(weights: Path, develop: Path) -> dict[str, Any]:
    """What goes into ``manifest.json`` under ``calibration``.

    Fitted on the readers' comments in ``develop``, the worst of the development sets; how well it
    fits comments that it was not fitted on is measured by ``training.measure``, in halves that
    share no passage. The threshold is the least probability of a side from which on that side was
    right in :data:`_PRECISION` of those comments and of our own development part.
    """
    reader = Reader(OnnxScorer(weights), Calibration())
    comments = read_rows(develop / "vast_dev.jsonl")[0]
    raw = reader.raw([Pair(row.claim, row.passage) for row in comments])
    decisions = [(score, _SIDES[row.label]) for score, row in zip(raw, comments, strict=True)]
    fitted = Calibration().refit(decisions)
    own = read_rows(OWN / "develop.jsonl")[0]
    raw_own = reader.raw([Pair(row.claim, row.passage) for row in own])
    shares = metrics.as_shares([fitted.apply(score) for score in [*raw, *raw_own]])
    threshold = _threshold(shares, [*comments, *own])
    experimental = []
    for kind, (name, gate) in GATES.items():
        rows = read_rows(develop / f"{name}.jsonl")[0]
        scores = metrics.as_shares(reader.raw([Pair(row.claim, row.passage) for row in rows]))
        gold = np.array([row.label for row in rows])
        if metrics.macro_f1_sides(gold, scores) < gate:
            experimental.append(kind)
    return {
        "temperature": round(fitted.temperature, 4),
        "bias": [round(value, 4) for value in fitted.bias],
        "threshold": threshold,
        "experimental": experimental,
    }


def _threshold(shares: np.ndarray, rows: Sequence[Example]) -> float:
    gold = np.array([row.label for row in rows])
    side = shares[:, :2].argmax(axis=1)
    sure = shares[:, :2].max(axis=1)
    for hundredths in range(34, 90):
        kept = sure >= hundredths / 100
        if kept.sum() < 30:
            break
        if (side[kept] == gold[kept]).mean() >= _PRECISION:
            return hundredths / 100
    return 0.6
