"""Texts as vectors, to find passages that are about a claim whatever words they use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.stance.runtime import WEIGHTS, Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Encoder"]


class Encoder:
    """all-MiniLM-L6-v2 in eight bits (Apache-2.0): 384 figures a text, of length 1.

    The dot product of two rows is their cosine. It tells what a text is about, not which side it
    takes: support and opposition look alike to it.

    Raises :class:`~argmap.stance.runtime.BrokenModel`.
    """

    id = "all-MiniLM-L6-v2-int8"

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self._network = Network("encoder.onnx", 128, folder)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows ``(n, 384)``; an empty text gets a row like any other."""
        return self._network(texts)
