"""Scorers for a cluster: the same pair always gets the same figures, and some kill their worker."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from argmap.diagnostics import Refused
from argmap.stance.scores import Pair, Score


class SteadyScorer:
    """Figures out of a hash. Every pair scored is noted in ``folder``, by whom."""

    id = "steady"
    window = 1000

    def __init__(self, folder: Path, version: str = "1", pause: float = 0.0) -> None:
        self.folder, self.version, self.pause = folder, version, pause

    def score(self, pairs: Sequence[Pair]) -> list[Score]:
        with (self.folder / f"{os.getpid()}.log").open("a") as log:
            log.writelines(f"{pair.passage}\n" for pair in pairs)
        time.sleep(self.pause)
        return [self._one(pair) for pair in pairs]

    def _one(self, pair: Pair) -> Score:
        a, b, c = hashlib.sha256("\0".join(pair).encode()).digest()[:3]
        total = a + b + c + 1
        return Score(a / total, b / total, (c + 1) / total)


class FatalScorer(SteadyScorer):
    """Kills its own process over the passage ``fatal``: the first time only, or ``always``."""

    def __init__(self, folder: Path, always: bool = False) -> None:
        super().__init__(folder, version=f"fatal {always}")
        self.always = always

    def score(self, pairs: Sequence[Pair]) -> list[Score]:
        if any(pair.passage == "fatal" for pair in pairs):
            mark = self.folder / "killed"
            if self.always or not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return super().score(pairs)


class SlowScorer(SteadyScorer):
    """Takes its time over the passage ``slow``."""

    def score(self, pairs: Sequence[Pair]) -> list[Score]:
        if any(pair.passage == "slow" for pair in pairs):
            time.sleep(1.5)
        return super().score(pairs)


class RefusingScorer(SteadyScorer):
    def score(self, pairs: Sequence[Pair]) -> list[Score]:
        raise Refused("This scorer is out of order.", hint="argmap doctor")


class BrokenScorer(SteadyScorer):
    def score(self, pairs: Sequence[Pair]) -> list[Score]:
        raise KeyError("a mistake in the scorer")


class ShyScorer(SteadyScorer):
    """Is another one once it is on another machine."""

    def __reduce__(self) -> tuple[type[SteadyScorer], tuple[Path, str]]:
        return SteadyScorer, (self.folder, "elsewhere")


class AbsentScorer(SteadyScorer):
    """Cannot be made on another machine: its model is not there."""

    def __reduce__(self) -> tuple[object, tuple[()]]:
        return absent, ()


def absent() -> SteadyScorer:
    raise Refused("The model is not on this machine.", hint="Copy it there.")
