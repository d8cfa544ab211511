"""One answer for a window out of the scores of the whole and of its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from argmap.model import Stance
from argmap.stance.scores import Score

__all__ = ["Judgement", "judge"]

_WHOLE = 0.6
"""Weight of the whole; the rest is its surest sentence's."""

_DECIDES = 0.8
"""A sentence decides where it is at least this share as sure as the whole."""


class Judgement(NamedTuple):
    """What a window says to a claim, and which sentence says it."""

    score: Score
    sentence: int | None
    """Index of the sentence that decides; ``None`` where only the whole does."""
    mixed: bool
    """Whether the whole and its surest sentence take different sides."""


def judge(whole: Score, sentences: Sequence[Score]) -> Judgement:
    """The whole decides together with the sentence that is surest of each side.

    A long comment rarely argues in every sentence, and a sentence alone lacks its context: either
    score by itself misses what the other sees. The figures stay raw; calibration comes after.
    """
    heard = [(i, s) for i, s in enumerate(sentences) if not s.void]
    if whole.void or not heard:
        if heard:
            whole = max((s for _, s in heard), key=lambda s: s.confidence)
        return Judgement(whole, None, False)
    part = 1 - _WHOLE
    supports = _WHOLE * whole.supports + part * max(s.supports for _, s in heard)
    opposes = _WHOLE * whole.opposes + part * max(s.opposes for _, s in heard)
    neutral = _WHOLE * whole.neutral + part * min(s.neutral for _, s in heard)
    total = supports + opposes + neutral or 1.0
    score = Score(supports / total, opposes / total, neutral / total)
    side = score.side
    best, surest = max(heard, key=lambda item: (_of(item[1], side), -item[0]))
    decides = _of(surest, side) >= _DECIDES * _of(whole, side) and surest.stance is side
    loudest = max((s for _, s in heard), key=lambda s: s.confidence)
    sides = {s.stance for s in (whole, loudest)} - {None}
    return Judgement(score, best if decides else None, len(sides) == 2)


def _of(score: Score, side: Stance) -> float:
    return score.supports if side is Stance.SUPPORTS else score.opposes
