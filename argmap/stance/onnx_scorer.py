"""The scorer that comes with argmap: a small cross-encoder, offline, on any CPU."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from argmap.stance.runtime import WEIGHTS, Network, manifest
from argmap.stance.scores import Pair, Score

__all__ = ["OnnxScorer", "load_scorer"]


class OnnxScorer:
    """Reads claim and passage together; see ``docs/model-card.md`` for what it can and cannot do.

    English only. Raises :class:`~argmap.stance.runtime.BrokenModel` when made.
    """

    window = 1000

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self._folder = folder
        self._network = Network("stance.onnx", 256, folder)
        about = manifest(folder)
        self.id = str(about.get("id", "argmap-stance"))
        self.version = str(about.get("version", "0"))

    def __reduce__(self) -> tuple[object, tuple[Path, ...]]:
        """On another machine it is loaded from that machine's own copy of argmap."""
        return load_scorer, () if self._folder == WEIGHTS else (self._folder,)

    def score(self, pairs: Sequence[Pair]) -> list[Score]:
        """Probabilities as the network gives them, before calibration."""
        import numpy as np

        if not pairs:
            return []
        logits = self._network([(pair.claim, pair.passage) for pair in pairs]).astype(np.float64)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        return [Score(*row) for row in shares.tolist()]


def load_scorer(folder: Path = WEIGHTS) -> OnnxScorer:
    """The shipped scorer. Raises :class:`~argmap.stance.runtime.BrokenModel`."""
    return OnnxScorer(folder)
