"""The windows that are worth scoring for each claim.

Whole comments and paragraphs and their single sentences are found alike. Vectors of the texts are
kept by content; of very many texts, only those are embedded that a claim's words bring up.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from argmap.stance.cache import VectorCache
from argmap.stance.units import Container, Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from argmap.stance.encoder import Encoder

__all__ = ["Candidate", "Progress", "Retriever", "entries_of", "shortlist"]

SHORTEST = 12
"""Characters below which a sentence is judged within its window only."""

_WINDOWS_EACH = 3
"""Windows of one comment or paragraph that are scored."""

_BLOCK = 1024
"""Texts that are embedded, and kept, together."""

Progress = Callable[[str, int, int], None]
"""Hears what is being done, how many are done, and of how many."""


class Candidate(NamedTuple):
    """A window and how much it is about the claim; larger is more."""

    relevance: float
    window: Window


class _Index(Protocol):
    def candidates(self, claim: str, k: int) -> list[tuple[int, float]]:
        """Places of the best texts with their scores, best first."""


class Retriever:
    """Makes indexes over texts; vectors that were made once are kept."""

    def __init__(self, encoder: Encoder | None, vectors: VectorCache | None = None) -> None:
        """``encoder`` of ``None``: by words alone."""
        self.encoder = encoder
        self.vectors = vectors or VectorCache(None)

    def embeds(self, count: int) -> bool:
        """Whether so many texts are embedded all."""
        from argmap.stance.retrieval import LIMIT

        return self.encoder is not None and 0 < count <= LIMIT

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of the texts, from the cache where they are known."""
        assert self.encoder is not None
        return self.vectors.get(self.encoder.id, texts, self.encoder.embed)

    def index(self, texts: Sequence[str], vectors: NDArray[np.float32] | None = None) -> _Index:
        """An index over ``texts``."""
        from argmap.stance.retrieval import Index

        return Index(texts, encoder=self if self.encoder else None, vectors=vectors)


def entries_of(window: Window) -> list[str]:
    """What of a window can be found: the whole, and each of its sentences."""
    if len(window.sentences) == 1:
        return [window.text]
    return [window.text, *(s.text for s in window.sentences if len(s.text) >= SHORTEST)]


def _blocks(windows: Sequence[Window]) -> Iterator[list[str]]:
    """The windows' entries, about :data:`_BLOCK` at a time, never of two sources."""
    for _, group in itertools.groupby(windows, key=lambda w: w.container.source):
        texts: list[str] = []
        for window in group:
            texts += entries_of(window)
            if len(texts) >= _BLOCK:
                yield texts
                texts = []
        if texts:
            yield texts


def shortlist(
    windows: Sequence[Window],
    claims: Sequence[str],
    wanted: int,
    retriever: Retriever,
    *,
    skip: Callable[[int, Container], bool],
    progress: Progress = lambda _what, _done, _all: None,
) -> Iterator[list[Candidate]]:
    """For each claim, one after the other, its ``wanted`` best windows, best first.

    ``skip`` tells (by index of the claim) what need not be found.
    """
    texts: list[str] = []
    vectors: list[Any] = []
    blocks = list(_blocks(windows))
    total = sum(map(len, blocks))
    for block in blocks:
        texts += block
        if retriever.embeds(total):
            vectors.append(retriever.embed(block))
            progress("indexing", len(texts), total)
    joined = None
    if vectors:
        import numpy as np

        joined = np.concatenate(vectors)
    index = retriever.index(texts, joined)
    owner = [i for i, window in enumerate(windows) for _ in entries_of(window)]
    for number, claim in enumerate(claims):
        yield _best(index, claim, wanted, windows, owner, functools.partial(skip, number))


def _best(
    index: _Index,
    claim: str,
    wanted: int,
    windows: Sequence[Window],
    owner: Sequence[int],
    skip: Callable[[Container], bool],
) -> list[Candidate]:
    """One claim's best windows; a window is as good as the best of its entries."""
    asked = 4 * wanted
    while True:
        scores: dict[int, float] = {}
        taken: Counter[tuple[str, str]] = Counter()
        found = index.candidates(claim, min(asked, len(owner)))
        for entry, score in found:
            window = owner[entry]
            where = windows[window].container
            # One endless comment must not crowd out all others.
            full = taken[where.source, where.id] >= _WINDOWS_EACH
            if window not in scores and not full and not skip(where):
                scores[window] = score
                taken[where.source, where.id] += 1
        # Where much is settled already, look further down.
        if len(scores) >= wanted or len(found) < asked or asked >= len(owner):
            return [Candidate(score, windows[i]) for i, score in scores.items()][:wanted]
        asked *= 4
