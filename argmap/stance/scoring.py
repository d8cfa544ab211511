"""Scores for many pairs: from the cache where they are known, else from the scorer, in batches."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from argmap.stance.cache import ScoreCache, pair_key
from argmap.stance.candidates import SHORTEST, Candidate
from argmap.stance.judge import Judgement, judge
from argmap.stance.scores import Pair, Score, Scorer

__all__ = ["WINDOWS", "Judged", "Runner", "Scoring"]

Runner = Callable[[Scorer, Iterable[Sequence[Pair]]], Iterable[Sequence[Score]]]
"""Takes a scorer and batches of pairs, gives the scores of each batch in order."""

_BATCH = 64
WINDOWS = 256
"""Windows whose pairs are scored together: enough to fill a machine, few enough to wait for."""


class Judged(NamedTuple):
    """A window with what it says to the claim; ``judgement`` is ``None`` if it was not asked."""

    candidate: Candidate
    judgement: Judgement | None


class Scoring:
    """A scorer with its cache. What was scored stays known when a run is stopped."""

    def __init__(
        self, scorer: Scorer, run: Runner, cache: ScoreCache, windows: int = WINDOWS
    ) -> None:
        """``windows``: how many are scored together; many where starting the work costs much."""
        self.scorer = scorer
        self._windows = windows
        self._run = run
        self._cache = cache

    def scores(self, pairs: Sequence[Pair]) -> list[Score]:
        """One raw score a pair, in order."""
        scorer = self.scorer
        keys = [pair_key(scorer.id, scorer.version, pair) for pair in pairs]
        known = self._cache.get(list(dict.fromkeys(keys)))
        missing = {k: p for k, p in zip(keys, pairs, strict=True) if k not in known}
        # Like lengths together: a batch is as slow as its longest pair.
        rows = sorted(missing.items(), key=lambda row: len(row[1].passage))
        batches = [rows[i : i + _BATCH] for i in range(0, len(rows), _BATCH)]
        if batches:
            answers = self._run(scorer, ([pair for _, pair in batch] for batch in batches))
            for batch, scores in zip(batches, answers, strict=True):
                fresh = {key: score for (key, _), score in zip(batch, scores, strict=True)}
                self._cache.put(fresh)
                known.update(fresh)
        return [known[key] for key in keys]

    def judged(
        self, claim: str, candidates: Iterable[Candidate], readable: Callable[[str], bool]
    ) -> Iterator[Judged]:
        """Each window judged, in order; those that are not ``readable`` are passed through."""
        windows = iter(candidates)
        while block := list(itertools.islice(windows, self._windows)):
            pairs: list[Pair] = []
            asked: list[tuple[int, list[int]] | None] = []
            for candidate in block:
                window = candidate.window
                if not readable(window.text):
                    asked.append(None)
                    continue
                first = len(pairs)
                pairs.append(Pair(claim, window.text))
                parts: list[int] = []
                if len(window.sentences) > 1:
                    parts = [i for i, s in enumerate(window.sentences) if len(s.text) >= SHORTEST]
                    pairs += [Pair(claim, window.sentences[i].text) for i in parts]
                asked.append((first, parts))
            scores = self.scores(pairs)
            for candidate, places in zip(block, asked, strict=True):
                if places is None:
                    yield Judged(candidate, None)
                    continue
                first, parts = places
                found = judge(scores[first], scores[first + 1 : first + 1 + len(parts)])
                if found.sentence is not None:
                    found = found._replace(sentence=parts[found.sentence])
                yield Judged(candidate, found)
