"""What every scorer takes and gives: pairs of claim and passage in, three probabilities out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

from argmap.model import Stance

__all__ = ["Pair", "Score", "Scorer"]


class Pair(NamedTuple):
    """A claim and a passage that may bear on it."""

    claim: str
    passage: str


@dataclass(frozen=True, slots=True)
class Score:
    """Probabilities that the passage supports the claim, opposes it, or does neither; sum 1."""

    supports: float
    opposes: float
    neutral: float
    void: str = ""
    """Why the scorer has no answer (``remote model quoted words that are not there``); the three
    figures are then 0, 0, 1."""

    @property
    def stance(self) -> Stance | None:
        """The likeliest of the three; ``None`` for neither side."""
        if self.neutral >= self.supports and self.neutral >= self.opposes:
            return None
        return Stance.SUPPORTS if self.supports >= self.opposes else Stance.OPPOSES

    @property
    def side(self) -> Stance:
        """The likelier of the two sides, however unlikely."""
        return Stance.SUPPORTS if self.supports >= self.opposes else Stance.OPPOSES

    @property
    def confidence(self) -> float:
        """Probability of the likelier side."""
        return max(self.supports, self.opposes)

    @staticmethod
    def nothing(why: str) -> Score:
        """No answer."""
        return Score(0.0, 0.0, 1.0, why)


@runtime_checkable
class Scorer(Protocol):
    """Scores pairs. Implementations: the shipped model, words only, a local transformer, an API.

    ``score`` gives one :class:`Score` a pair, in order, whatever the text holds (empty, huge,
    any language). The same pair always gets the same answer, so that results can be cached
    under ``(id, version)``. Scores are raw: calibration is another step.
    """

    @property
    def id(self) -> str:
        """``argmap-stance``, ``lexical``, ``transformers:PATH``, ``openai:MODEL``."""

    @property
    def version(self) -> str:
        """Changes whenever answers may change."""

    @property
    def window(self) -> int:
        """Longest passage it reads in one piece, in characters; longer ones are cut before."""

    def score(self, pairs: Sequence[Pair]) -> list[Score]:
        """One score a pair."""
