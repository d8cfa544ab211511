"""Annotators who disagree: error rates are recovered, two settle nothing, a good one is heard."""

from __future__ import annotations

import numpy as np
import pytest

from argmap.analysis.annotators import ENOUGH, SURE, Answer, Opinion, dawid_skene, settle
from argmap.model import Stance

FOR, AGAINST = (1.0, 0.0), (0.0, 1.0)


def _answers(
    items: int, rates: list[tuple[float, float]], seed: int = 5
) -> tuple[list[Answer], list[int]]:
    """Answers of annotators who are right so often on either side, and the truth."""
    dice = np.random.default_rng(seed)
    truth = [int(x) for x in dice.integers(0, 2, items)]
    answers = [
        (item, who, side if dice.random() < right[side] else 1 - side, 1.0)
        for item, side in enumerate(truth)
        for who, right in enumerate(rates)
    ]
    return answers, truth


@pytest.mark.parametrize(("smoothing", "even"), [(0.0, False), (1.0, True)])
def test_error_rates_are_recovered(smoothing: float, even: bool) -> None:
    given = [(0.95, 0.9), (0.85, 0.7), (0.6, 0.9), (0.75, 0.75)]
    answers, truth = _answers(3000, given)
    found, rates = dawid_skene(answers, 3000, 4, smoothing=smoothing, even=even)
    for who, (first, second) in enumerate(given):
        assert rates[who, 0, 0] == pytest.approx(first, abs=0.04)
        assert rates[who, 1, 1] == pytest.approx(second, abs=0.04)
    assert np.allclose(found.sum(axis=1), 1)
    right = float(np.mean(found.argmax(axis=1) == np.array(truth)))
    votes = np.zeros((3000, 2))
    for item, _, side, _ in answers:
        votes[item, side] += 1
    majority = float(np.mean(votes.argmax(axis=1) == np.array(truth)))
    assert right > majority


def test_one_good_annotator_outweighs_two_who_guess() -> None:
    answers, truth = _answers(400, [(0.97, 0.97), (0.95, 0.95), (0.52, 0.52), (0.5, 0.5)])
    by_item: dict[int, dict[int, int]] = {}
    for item, who, side, _ in answers:
        by_item.setdefault(item, {})[who] = side
    found, _ = dawid_skene(answers, 400, 4)
    outvoted = [i for i, said in by_item.items() if said[0] == said[1] != said[2] == said[3]]
    assert len(outvoted) > 50
    assert np.mean([found[i].argmax() == truth[i] for i in outvoted]) > 0.95


def test_items_without_answers_and_unsure_answers() -> None:
    found, _ = dawid_skene([(0, 0, 0, 0.9), (0, 0, 1, 0.1), (0, 1, 0, 1.0)], 2, 2)
    assert found[1] == pytest.approx([0.5, 0.5])
    sure, _ = dawid_skene([(0, 0, 0, 1.0), (0, 1, 0, 1.0)], 1, 2)
    assert 0.5 < found[0, 0] < sure[0, 0]


def test_three_labels() -> None:
    answers = [(i, who, i % 3, 1.0) for i in range(30) for who in range(3)]
    answers[0] = (0, 0, 2, 1.0)
    found, rates = dawid_skene(answers, 30, 3, labels=3)
    assert [int(x) for x in found.argmax(axis=1)] == [i % 3 for i in range(30)]
    assert rates.shape == (3, 3, 3)


def test_agreement_is_no_dispute() -> None:
    assert settle([]) == ({}, False)
    assert settle([{"a": FOR, "b": FOR}, {"a": AGAINST}]) == ({}, False)
    assert settle([{"a": FOR, "b": (0.5, 0.5)}]) == ({}, False)


def test_two_annotators_settle_nothing_however_lopsided_the_rest_is() -> None:
    votes = [{"a": FOR, "b": FOR} for _ in range(50)] + [{"a": FOR, "b": AGAINST}]
    opinions, by_rates = settle(votes)
    assert list(opinions) == [50] and not by_rates
    assert opinions[50].stance is None


def test_majority_where_error_rates_cannot_be_told() -> None:
    opinions, by_rates = settle([{"a": FOR, "b": FOR, "c": AGAINST}, {"a": FOR, "b": AGAINST}])
    assert not by_rates
    assert opinions[0].stance is Stance.SUPPORTS
    assert opinions[1].stance is None


def test_error_rates_from_enough_shared_passages_on() -> None:
    # c is wrong half of the time, so a tie between b and c goes to b.
    votes = [
        {"a": side, "b": side, "c": FOR if number % 2 else AGAINST}
        for number in range(4 * ENOUGH)
        for side in (FOR, AGAINST)
    ]
    votes.append({"b": AGAINST, "c": FOR})
    opinions, by_rates = settle(votes)
    assert by_rates
    assert opinions[len(votes) - 1].stance is Stance.OPPOSES


def test_an_opinion_is_sure_or_none() -> None:
    assert Opinion(SURE).stance is Stance.SUPPORTS
    assert Opinion(1 - SURE).stance is Stance.OPPOSES
    assert Opinion(0.6).stance is None
