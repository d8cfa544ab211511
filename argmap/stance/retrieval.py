"""Which texts are about a claim: words (BM25) and meaning (vectors), meaning first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import bm25s
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DENSE_SHARE", "LIMIT", "SHORTLIST", "Embedder", "Index"]

DENSE_SHARE = 0.8
"""Weight of the cosine against the BM25 score, each scaled to the claim's best. Equal weights (or
reciprocal rank fusion) find less than the cosine alone; see ``benchmarks/README.md``."""

LIMIT = 20_000
"""Texts up to which all are embedded; of more, each claim's best :data:`SHORTLIST` by words."""

SHORTLIST = 1_500


class Embedder(Protocol):
    """What :class:`argmap.stance.encoder.Encoder` does."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows of length 1, one a text."""


class Index:
    """Texts ready to be asked for; made once for all claims of a run.

    ``encoder`` of ``None`` leaves the words alone to decide. ``vectors`` are the texts' rows where
    the caller has kept them.
    """

    def __init__(
        self,
        texts: Sequence[str],
        *,
        encoder: Embedder | None,
        vectors: NDArray[np.float32] | None = None,
    ) -> None:
        self._texts = texts
        self._encoder = encoder
        self._vectors = vectors
        self._kept: dict[int, NDArray[np.float32]] = {}
        if vectors is None and encoder is not None and 0 < len(texts) <= LIMIT:
            self._vectors = encoder.embed(texts)
        self._words = _words(texts)

    def candidates(self, claim: str, k: int) -> list[tuple[int, float]]:
        """The ``k`` texts most likely to bear on the claim as (index, score), best first.

        Scores lie between 0 and about 1 and compare texts for one claim only.
        """
        import numpy as np

        k = min(k, len(self._texts))
        if k <= 0 or not claim.strip():
            return []
        lexical = self._lexical(claim)
        if self._encoder is None:
            return _best(lexical, np.arange(len(lexical)), k)
        question = self._encoder.embed([claim])[0]
        if self._vectors is not None:
            places = np.arange(len(self._texts))
            cosine = self._vectors @ question
        else:
            places = np.argsort(-lexical, kind="stable")[: max(SHORTLIST, 3 * k)]
            cosine = self._rows(places) @ question
        top = max(float(cosine.max()), 1e-6)
        mixed = DENSE_SHARE * np.maximum(cosine, 0) / top + (1 - DENSE_SHARE) * lexical[places]
        return _best(mixed, places, k)

    def _rows(self, places: NDArray[np.intp]) -> NDArray[np.float32]:
        """Vectors of some texts, made when first needed: claims of one map share many."""
        import numpy as np

        assert self._encoder is not None
        missing = [int(i) for i in places if int(i) not in self._kept]
        if missing:
            rows = self._encoder.embed([self._texts[i] for i in missing])
            self._kept.update(zip(missing, rows, strict=True))
        return np.stack([self._kept[int(i)] for i in places])

    def _lexical(self, claim: str) -> NDArray[np.float32]:
        """BM25 scores of all texts, scaled so that the best is 1."""
        import numpy as np

        if self._words is None:
            return np.zeros(len(self._texts), dtype=np.float32)
        tokens = _tokens([claim])[0]
        known = [t for t in tokens if t in self._words.vocab_dict]
        if not known:
            return np.zeros(len(self._texts), dtype=np.float32)
        scores = np.asarray(self._words.get_scores(known), dtype=np.float32)
        top = float(scores.max())
        return scores / top if top > 0 else scores


def _words(texts: Sequence[str]) -> bm25s.BM25 | None:
    """The BM25 index; ``None`` where there is no word in any text."""
    import bm25s

    tokens = _tokens(texts)
    if not any(tokens):
        return None
    index = bm25s.BM25(method="lucene")
    index.index(tokens, show_progress=False)
    return index


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    """Stems without the commonest English words."""
    import bm25s
    import Stemmer

    found = bm25s.tokenize(
        list(texts),
        stopwords="en",
        stemmer=Stemmer.Stemmer("english"),
        return_ids=False,
        show_progress=False,
    )
    return [list(row) for row in found]


def _best(scores: NDArray[np.float32], places: NDArray[np.intp], k: int) -> list[tuple[int, float]]:
    import numpy as np

    order = np.argsort(-scores, kind="stable")[:k]
    return [(int(places[i]), float(scores[i])) for i in order]
