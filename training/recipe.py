"""Which pairs the network sees, stage by stage. The figures were chosen on development sets."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from training.augment import reformed, rough, unrelated, with_negated_claims
from training.labelled import Example, read_jsonl
from training.metrics import CLASSES
from training.patterns import Patterns
from training.sets import OWN, PUBLIC, read_set

__all__ = ["Mix", "load"]

_NEUTRAL = CLASSES.index("neutral")
_DEBATE = ("perspectrum", "argkp", "ibm_claim_stance")
_HARD = frozenset(("mention", "report", "both", "middle", "praise"))
"""Voices that speak of the claim and take no side."""

_FIRST = {
    "perspectrum": 1.0,
    "argkp": 0.85,
    "ibm_claim_stance": 3.0,
    "mnli_dev": 0.45,
    "snli_dev": 0.34,
}
"""Share of each public set in an epoch of the first stage."""

_SECOND = {
    "perspectrum": 0.48,
    "argkp": 0.25,
    "ibm_claim_stance": 1.0,
    "mnli_dev": 0.085,
    "snli_dev": 0.08,
}
"""The same for the second, where our own set leads and the others keep what was learnt."""


_THIRD = {"perspectrum": 0.38, "argkp": 0.13, "ibm_claim_stance": 1.0, "mnli_dev": 0.04}
"""The same for the third, where made pairs teach the mechanics."""

_MADE = 15_000


class Mix:
    """The pairs of all sets; :meth:`first` to :meth:`third` draw the epochs of a stage."""

    def __init__(self, public: dict[str, list[Example]], own: Sequence[Example]) -> None:
        self._public = public
        self._patterns = Patterns(own)
        self._sided = [e for e in own if e.label != _NEUTRAL]
        self._hard = [e for e in own if e.label == _NEUTRAL and e.voice in _HARD]
        self._soft = [e for e in own if e.label == _NEUTRAL and e.voice not in _HARD]

    def first(self, rng: random.Random) -> list[Example]:
        """Public sets only: what supporting and opposing a claim means at all."""
        return _rough(self._from_public(_FIRST, 0.25, 0.08, rng), rng)

    def second(self, rng: random.Random) -> list[Example]:
        """Our own set, with some of the public ones."""
        sided = len(self._sided)
        own = [
            *self._sided,
            *rng.sample(self._hard, min(len(self._hard), int(0.35 * sided))),
            *rng.sample(self._soft, min(len(self._soft), int(0.25 * sided))),
        ]
        pairs = [reformed(example, rng) for example in own]
        pairs += with_negated_claims(self._sided, 0.12, rng)
        pairs += unrelated(self._sided, 0.10, rng)
        return _rough(pairs + self._from_public(_SECOND, 0.2, 0.06, rng), rng)

    def third(self, rng: random.Random) -> list[Example]:
        """Made pairs and our own set, in about equal parts, with some of the public ones."""
        pairs = self._patterns.epoch(_MADE, rng)
        pairs += [reformed(example, rng) for example in self._sided]
        pairs += rng.sample(self._hard, min(len(self._hard), 2500))
        pairs += unrelated(self._sided, 0.06, rng)
        return _rough(pairs + self._from_public(_THIRD, 0.2, 0.06, rng), rng)

    def _from_public(
        self, shares: dict[str, float], turned: float, strange: float, rng: random.Random
    ) -> list[Example]:
        found: list[Example] = []
        for name, share in shares.items():
            pairs = self._public[name] * int(share)
            pairs += rng.sample(self._public[name], int((share % 1) * len(self._public[name])))
            if name in _DEBATE:
                # Claims of one source must occur with all three labels, or the words that begin
                # them ("This house believes") are learnt as a label.
                far = 4 * strange if name == "ibm_claim_stance" else strange
                pairs = pairs + with_negated_claims(pairs, turned, rng) + unrelated(pairs, far, rng)
            found += pairs
        return found


def _rough(pairs: Sequence[Example], rng: random.Random) -> list[Example]:
    return [replace(pair, passage=rough(pair.passage, rng)) for pair in pairs]


def load(folder: Path) -> tuple[Mix, dict[str, list[Example]]]:
    """The training pairs, and held-out ones by set, of the public sets and of our own."""
    public, kept = {}, {}
    for name in PUBLIC:
        public[name], kept[name] = read_set(folder, name)
    kept["own"] = list(read_jsonl(OWN / "develop.jsonl"))
    return Mix(public, list(read_jsonl(OWN / "train.jsonl"))), kept
