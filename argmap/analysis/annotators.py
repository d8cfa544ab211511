"""What several annotators who disagree say together.

A. P. Dawid and A. M. Skene, “Maximum Likelihood Estimation of Observer Error-Rates Using the EM
Algorithm”, Applied Statistics 28 (1979): every annotator has error rates of his or her own, one
for each true side; they and the true sides are estimated in turn until nothing changes. Marks are
few, so two things are added, and ``smoothing=0`` takes the first away again: each annotator starts
with a few imagined answers, most of them right, so that two who meet once are not declared
infallible and blind; and both sides are held to be equally likely beforehand, because how many
passages support a claim should not decide what one disputed passage says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.model import Stance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

__all__ = ["ENOUGH", "SURE", "Answer", "Opinion", "dawid_skene", "settle"]

SURE = 0.75
"""Probability from which on a disputed passage is counted for a side."""
ENOUGH = 5
"""Passages that an annotator must have judged with others before the error rates are believed."""
_RIGHT, _WRONG = 2.0, 0.5
"""Imagined answers of every annotator on each true side."""
_STEPS, _STILL = 500, 1e-7

Answer = tuple[int, int, int, float]
"""Item, annotator, label (each counted from 0) and weight: 1, or less where it is unsure."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the annotators of one passage say together."""

    supports: float
    """Probability that the passage supports the claim."""

    @property
    def stance(self) -> Stance | None:
        """The side, if it is sure enough."""
        if self.supports >= SURE:
            return Stance.SUPPORTS
        return Stance.OPPOSES if self.supports <= 1 - SURE else None


def dawid_skene(
    answers: Sequence[Answer],
    items: int,
    annotators: int,
    labels: int = 2,
    smoothing: float = 1.0,
    even: bool = True,
) -> tuple[Floats, Floats]:
    """Estimate the true labels and the annotators' error rates.

    ``answers`` may hold several of one annotator for one item. ``smoothing`` multiplies the
    imagined answers, ``even`` holds all labels equally likely beforehand; with 0 and ``False`` it
    is the method of 1979. Returns the probabilities of the labels (items × labels; an item
    without answers gets the ones from beforehand) and the error rates (annotators × true label ×
    label given).
    """
    import numpy as np

    table = np.array(answers, dtype=np.float64).reshape(-1, 4)
    item, who, said = (table[:, column].astype(np.intp) for column in range(3))
    weight = table[:, 3]
    imagined = np.full((labels, labels), _WRONG) + np.eye(labels) * (_RIGHT - _WRONG)
    # The first guess is the vote.
    votes: Floats = np.bincount(item * labels + said, weight, items * labels).astype(np.float64)
    truth = votes.reshape(items, labels)
    given = truth.sum(axis=1) > 0
    truth = np.where(given[:, None], truth, 1.0)
    truth = truth / truth.sum(axis=1, keepdims=True)
    for _ in range(_STEPS):
        rates = _rates(item, who, said, weight, truth, annotators, imagined * smoothing)
        before = np.full(labels, 1.0 / labels)
        if not even and given.any():
            before = truth[given].mean(axis=0)
        with np.errstate(divide="ignore"):
            # A rate of 0 forbids the label; -1e9 stands for minus infinity, which spoils 0 × ∞.
            logs = np.maximum(np.log(rates), -1e9)
            score = np.tile(np.maximum(np.log(before), -1e9), (items, 1))
        for label in range(labels):
            score[:, label] += np.bincount(item, weight * logs[who, label, said], items)
        score -= score.max(axis=1, keepdims=True)
        new = np.exp(score)
        new /= new.sum(axis=1, keepdims=True)
        moved = float(np.abs(new - truth).max(initial=0.0))
        truth = new
        if moved < _STILL:
            break
    return truth, rates


def _rates(
    item: Ints,
    who: Ints,
    said: Ints,
    weight: Floats,
    truth: Floats,
    annotators: int,
    imagined: Floats,
) -> Floats:
    """Each annotator's error rates, given what is held true."""
    import numpy as np

    labels = truth.shape[1]
    rates = np.empty((annotators, labels, labels))
    for label in range(labels):
        counts = np.bincount(who * labels + said, weight * truth[item, label], annotators * labels)
        rates[:, label, :] = counts.reshape(annotators, labels) + imagined[label]
    totals = rates.sum(axis=2, keepdims=True)
    filled: Floats = np.where(totals > 0, rates / np.where(totals > 0, totals, 1), 1 / labels)
    return filled


def settle(
    votes: Sequence[Mapping[str, tuple[float, float]]],
) -> tuple[dict[int, Opinion], bool]:
    """What to make of the passages about which annotators disagree.

    ``votes[i]`` gives for passage ``i`` how much each annotator says for and against, 1 in all.
    Returns an opinion of each disputed passage, and whether error rates were used. They cannot be
    told from two annotators alone: unless three have judged :data:`ENOUGH` passages with others,
    the majority decides, and a tie stays open.
    """
    disputed = [i for i, vote in enumerate(votes) if _is_disputed(vote.values())]
    if not disputed:
        return {}, False
    # What one alone has judged would only confirm that one.
    shared = [i for i, vote in enumerate(votes) if len(vote) > 1]
    often = Counter(name for i in shared for name in votes[i])
    if sum(1 for number in often.values() if number >= ENOUGH) < 3:
        return {i: Opinion(_majority(votes[i].values())) for i in disputed}, False
    numbers = {name: number for number, name in enumerate(sorted(often))}
    answers = [
        (row, numbers[name], label, weight)
        for row, i in enumerate(shared)
        for name, pair in votes[i].items()
        for label, weight in enumerate(pair)
        if weight > 0
    ]
    truth, _ = dawid_skene(answers, len(shared), len(numbers))
    rows = {i: row for row, i in enumerate(shared)}
    return {i: Opinion(float(truth[rows[i], 0])) for i in disputed}, True


def _is_disputed(votes: Iterable[tuple[float, float]]) -> bool:
    """Whether one annotator says for and another against; one who says both agrees with all."""
    pairs = list(votes)
    return any(s > o for s, o in pairs) and any(o > s for s, o in pairs)


def _majority(votes: Iterable[tuple[float, float]]) -> float:
    """1 or 0 where more annotators are on one side, ½ at a tie."""
    supports = opposes = 0
    for s, o in votes:
        supports += s > o
        opposes += o > s
    return 0.5 if supports == opposes else float(supports > opposes)
