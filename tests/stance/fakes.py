"""Stand-ins: a scorer that says what it was told to, and an index that counts common words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from argmap.model import Stance
from argmap.stance.cache import ScoreCache
from argmap.stance.calibration import Calibration
from argmap.stance.candidates import Retriever
from argmap.stance.claims import questions
from argmap.stance.scores import Pair, Score, Scorer
from argmap.stance.suggest import Options, Outcome, Suggester
from argmap.workspace import Workspace


class WordScorer:
    """Support where the passage holds ``yes``, opposition where ``no``; counts its work."""

    window = 1000

    def __init__(self, name: str = "argmap-stance", version: str = "1") -> None:
        self.id, self.version = name, version
        self.asked: list[Pair] = []

    def score(self, pairs: Sequence[Pair]) -> list[Score]:
        self.asked += pairs
        return [self._one(pair.passage.casefold()) for pair in pairs]

    def _one(self, passage: str) -> Score:
        words = re.findall(r"\w+", passage)
        yes, no = words.count("yes"), words.count("no")
        if yes > no:
            return Score(0.9, 0.04, 0.06)
        if no > yes:
            return Score(0.03, 0.8, 0.17)
        if "perhaps" in words:
            return Score(0.42, 0.2, 0.38)
        return Score(0.1, 0.1, 0.8)


class WordIndex:
    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [set(re.findall(r"\w+", t.casefold())) for t in texts]

    def candidates(self, claim: str, k: int) -> list[tuple[int, float]]:
        words = set(re.findall(r"\w+", claim.casefold()))
        scored = [(i, float(len(words & text))) for i, text in enumerate(self._texts)]
        return sorted(scored, key=lambda item: -item[1])[:k]


class WordRetriever(Retriever):
    def __init__(self) -> None:
        super().__init__(None)

    def index(self, texts: Sequence[str], vectors: Any = None) -> WordIndex:
        return WordIndex(texts)


def run_here(scorer: Scorer, batches: Iterable[Sequence[Pair]]) -> Iterator[Sequence[Score]]:
    return (scorer.score(batch) for batch in batches)


def foreign(text: str) -> tuple[str, ...]:
    return ("not English",) if "ñ" in text else ()


def suggest(
    workspace: Workspace,
    scorer: Scorer | None = None,
    *,
    claims: Sequence[str] = (),
    sources: Sequence[str] = (),
    calibration: Calibration | None = None,
    cache: Path | None = None,
    run: Any = run_here,
    **options: Any,
) -> list[Outcome]:
    chosen = [workspace.sources[s] for s in sources] or list(workspace.sources.values())
    suggester = Suggester(
        workspace,
        chosen,
        scorer or WordScorer(),
        run=run,
        calibration=calibration or Calibration(),
        retriever=WordRetriever(),
        cache=ScoreCache(cache),
        unfamiliar=foreign,
        options=Options(**options),
    )
    return list(suggester.run(questions(workspace, claims)))


def sides(outcome: Outcome) -> list[tuple[str, Stance]]:
    return [(f.container.id, f.suggestion.stance) for f in outcome.found]
