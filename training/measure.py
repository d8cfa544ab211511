"""Measures a stance scorer on labelled pairs, the way argmap reads them.

A passage is cut as ``suggest`` cuts a paragraph: into windows, of which the surest speaks, and a
window's score is joined with those of its sentences. Beside every figure stand those that warn of
artefacts: words only, claims blanked, claims shuffled.
"""

from __future__ import annotations

import math
import random
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from argmap.model import Block, BlockKind, Field, Source, Span, Stance
from argmap.stance.calibration import Calibration
from argmap.stance.candidates import SHORTEST
from argmap.stance.judge import judge
from argmap.stance.runtime import manifest
from argmap.stance.scores import Pair, Score, Scorer
from argmap.stance.units import Window, cut
from training import metrics
from training.labelled import Example
from training.wordsonly import cross_validated

__all__ = ["Reader", "calibration_of", "measure", "rounded"]

_PROBED = 1000
"""Rows for which blanked and shuffled claims are tried, evenly taken from the set."""
_WORDS_ROWS = 3000
"""Rows that the words-only baseline is cross-validated on."""
_BLOCK = 2048

Said = Callable[[int, int], None]


def calibration_of(folder: Path) -> Calibration:
    """The calibration beside the networks in ``folder``; none at all where it has none.

    Raises :class:`~argmap.stance.runtime.BrokenModel`.
    """
    values = manifest(folder).get("calibration")
    return Calibration.of(values) if values else Calibration()


class _Asked(NamedTuple):
    """Which pairs stand for one window: the whole, and its sentences."""

    whole: Pair
    sentences: list[Pair]


class Reader:
    """Reads pairs with a scorer: raw figures of the window that speaks, and calibrated ones."""

    def __init__(
        self, scorer: Scorer, calibration: Calibration, *, by_sentence: bool = True
    ) -> None:
        self.scorer = scorer
        self.calibration = calibration
        self._by_sentence = by_sentence

    def raw(self, pairs: Sequence[Pair], progress: Said = lambda _done, _all: None) -> list[Score]:
        """One uncalibrated score a pair. A passage without words says nothing."""
        plans = [
            [self._asked(pair.claim, w) for w in _windows(pair, self.scorer)] for pair in pairs
        ]
        wanted = {p: None for plan in plans for a in plan for p in (a.whole, *a.sentences)}
        # Like lengths together: a batch is as slow as its longest pair.
        order = sorted(wanted, key=lambda p: len(p.claim) + len(p.passage))
        known: dict[Pair, Score] = {}
        for start in range(0, len(order), _BLOCK):
            part = order[start : start + _BLOCK]
            known.update(zip(part, self.scorer.score(part), strict=True))
            progress(len(known), len(order))
        return [self._speaking(plan, known) for plan in plans]

    def shares(self, raw: Sequence[Score]) -> NDArray[np.float64]:
        """Calibrated probabilities ``(n, 3)`` of raw scores."""
        return metrics.as_shares([self.calibration.apply(score) for score in raw])

    def _asked(self, claim: str, window: Window) -> _Asked:
        parts: list[Pair] = []
        if self._by_sentence and len(window.sentences) > 1:
            parts = [Pair(claim, s.text) for s in window.sentences if len(s.text) >= SHORTEST]
        return _Asked(Pair(claim, window.text), parts)

    def _speaking(self, plan: Sequence[_Asked], known: dict[Pair, Score]) -> Score:
        judged = [judge(known[a.whole], [known[p] for p in a.sentences]).score for a in plan]
        if not judged:
            return Score.nothing("no words")

        def sure(score: Score) -> tuple[bool, float]:
            said = self.calibration.apply(score)
            return said.stance is not None, said.confidence

        return max(judged, key=sure)


def _windows(pair: Pair, scorer: Scorer) -> list[Window]:
    text = pair.passage
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
    return list(cut(Source("passage", text, "", Field("", ""), blocks=(block,)), scorer.window))


def measure(
    rows: Sequence[Example],
    reader: Reader,
    *,
    probes: bool = True,
    intervals: bool = False,
    curves: bool = False,
    progress: Said = lambda _done, _all: None,
) -> dict[str, Any]:
    """Every figure of one labelled set, ready for JSON; ``None`` where there is none.

    ``text_only``, ``claim_blanked`` and ``claim_shuffled`` are left out without ``probes``;
    ``intervals`` adds 95 % bootstrap intervals of the two averages, ``curves`` what the pictures
    show and the figures of a cross-fitted calibration.
    """
    start = time.perf_counter()
    raw = reader.raw([Pair(row.claim, row.passage) for row in rows], progress)
    seconds = time.perf_counter() - start
    gold, shares = np.array([row.label for row in rows], dtype=np.int64), reader.shares(raw)
    said = metrics.decided(shares)
    classes = metrics.per_class(gold, said)
    uncalibrated = metrics.as_shares(raw)
    result: dict[str, Any] = {
        "n": len(rows),
        "macro_f1": metrics.macro_f1(gold, said),
        "macro_f1_sides": metrics.macro_f1_sides(gold, shares),
        "recall_opposes": classes[1].recall if 1 in classes else math.nan,
        "classes_present": [metrics.CLASSES[c] for c in classes],
        "per_class": {metrics.CLASSES[c]: f._asdict() for c, f in classes.items()},
        "said": {name: int((said == c).sum()) for c, name in enumerate(metrics.CLASSES)},
        "accuracy": metrics.accuracy(gold, said),
        "ece": metrics.calibration_error(gold, shares),
        "ece_raw": metrics.calibration_error(gold, uncalibrated),
        "accuracy_at": metrics.accuracy_at(gold, shares),
        "edge_precision_at": metrics.edge_precision_at(gold, shares),
        "aurc": metrics.area_under_risk(gold, shares),
        "void": sum(bool(score.void) for score in raw),
        "seconds": seconds,
    }
    if intervals:
        result["interval"] = {
            "macro_f1": metrics.interval(lambda i: metrics.macro_f1(gold[i], said[i]), len(rows)),
            "macro_f1_sides": metrics.interval(
                lambda i: metrics.macro_f1_sides(gold[i], shares[i]), len(rows)
            ),
        }
    if len({row.voice for row in rows} - {""}) > 1:
        result["by_voice"] = _by_voice(rows, gold, shares)
    if curves:
        confidence, right = shares.max(axis=1), said == gold
        before = metrics.decided(uncalibrated) == gold
        result["curves"] = {
            "calibrated": metrics.reliability(confidence, right),
            "raw": metrics.reliability(uncalibrated.max(axis=1), before),
            "risk": _thinned(metrics.risk_coverage(gold, shares)),
        }
        result["cross_fitted"] = _cross_fitted(rows, raw, gold)
    if probes:
        result |= _probes(rows, reader)
    return result


def _by_voice(
    rows: Sequence[Example], gold: NDArray[np.int64], shares: NDArray[np.float64]
) -> dict[str, Any]:
    """Accuracy by the manner of the passage (irony, concession …)."""
    right = metrics.decided(shares) == gold
    found = {}
    for voice in sorted({row.voice for row in rows}):
        places = np.array([row.voice == voice for row in rows])
        sides = metrics.macro_f1_sides(gold[places], shares[places])
        found[voice or "other"] = {
            "n": int(places.sum()),
            "accuracy": float(right[places].mean()),
            "macro_f1_sides": sides,
        }
    return found


def _thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """About a hundred of the points, from the twentieth on: before that a curve is mere chance."""
    kept = points[19:]
    step = max(1, len(kept) // 100)
    return kept[::-1][::step][::-1]


def _cross_fitted(
    rows: Sequence[Example], raw: Sequence[Score], gold: NDArray[np.int64]
) -> dict[str, Any]:
    """The figures with a calibration fitted on one half of the passages and used on the other.

    Both ways; a passage is in one half only. What calibration is worth on texts of this kind,
    without the flattery of fitting and measuring on the same rows.
    """
    half = np.array([zlib.crc32(row.passage.encode("utf-8", "replace")) % 2 for row in rows])
    stances = (Stance.SUPPORTS, Stance.OPPOSES, None)
    shares = np.zeros((len(rows), 3))
    for side in (0, 1):
        fitted = Calibration().refit(
            [(s, stances[g]) for s, g, h in zip(raw, gold, half, strict=True) if h != side]
        )
        places = np.flatnonzero(half == side).tolist()
        shares[places] = metrics.as_shares([fitted.apply(raw[i]) for i in places])
    confidence, right = shares.max(axis=1), metrics.decided(shares) == gold
    return {
        "ece": metrics.calibration_error(gold, shares),
        "macro_f1": metrics.macro_f1(gold, metrics.decided(shares)),
        "macro_f1_sides": metrics.macro_f1_sides(gold, shares),
        "edge_precision_at": metrics.edge_precision_at(gold, shares),
        "reliability": metrics.reliability(confidence, right),
    }


def _spread(rows: Sequence[Example], most: int) -> list[Example]:
    """At most ``most`` rows, evenly taken."""
    if len(rows) <= most:
        return list(rows)
    return [rows[i * len(rows) // most] for i in range(most)]


def _probes(rows: Sequence[Example], reader: Reader) -> dict[str, Any]:
    some = _spread(rows, _WORDS_ROWS)
    gold = np.array([row.label for row in some])
    words = cross_validated([row.passage for row in some], gold.tolist())
    result: dict[str, Any] = {"text_only": _both(gold, words)}
    some = _spread(rows, _PROBED)
    gold = np.array([row.label for row in some])
    blank = reader.shares(reader.raw([Pair("", row.passage) for row in some]))
    result["claim_blanked"] = _both(gold, blank)
    other = reader.shares(reader.raw(_shuffled(some)))
    neutral = float((metrics.decided(other) == 2).mean())
    result["claim_shuffled"] = {"neutral": neutral, **_both(gold, other)}
    return result


def _both(gold: NDArray[np.int64], shares: NDArray[np.float64]) -> dict[str, Any]:
    return {
        "macro_f1": metrics.macro_f1(gold, metrics.decided(shares)),
        "macro_f1_sides": metrics.macro_f1_sides(gold, shares),
        "n": len(gold),
    }


def _shuffled(rows: Sequence[Example]) -> list[Pair]:
    """Each passage with another claim of the set; its own where the set has one claim only."""
    claims = sorted({row.claim for row in rows})
    place = {claim: i for i, claim in enumerate(claims)}
    rng = random.Random(0)
    steps = [rng.randrange(1, len(claims)) if len(claims) > 1 else 0 for _ in rows]
    return [
        Pair(claims[(place[row.claim] + step) % len(claims)], row.passage)
        for row, step in zip(rows, steps, strict=True)
    ]


def rounded(value: Any) -> Any:
    """The same with four decimals, text keys, and ``None`` for what is not a number."""
    if isinstance(value, float):
        return round(value, 4) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return value
