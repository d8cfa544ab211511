from __future__ import annotations

import pytest

from argmap.model import Stance
from argmap.stance.judge import judge
from argmap.stance.scores import Score

FOR = Score(0.9, 0.02, 0.08)
AGAINST = Score(0.02, 0.9, 0.08)
NEITHER = Score(0.1, 0.1, 0.8)


def test_a_single_sentence_is_the_whole() -> None:
    assert judge(FOR, []) == (FOR, None, False)


def test_the_sentence_that_decides() -> None:
    found = judge(FOR, [NEITHER, FOR, NEITHER])
    assert (found.score.stance, found.sentence, found.mixed) == (Stance.SUPPORTS, 1, False)
    assert found.score.supports + found.score.opposes + found.score.neutral == pytest.approx(1)


def test_the_whole_decides_where_no_sentence_does() -> None:
    found = judge(AGAINST, [NEITHER, NEITHER])
    assert (found.score.stance, found.sentence) == (Stance.OPPOSES, None)
    assert found.score.opposes < AGAINST.opposes


def test_a_loud_sentence_alone_does_not_turn_a_comment() -> None:
    assert judge(NEITHER, [NEITHER, FOR]).score.stance is None


def test_two_ways_are_told() -> None:
    found = judge(FOR, [AGAINST, NEITHER])
    assert found.mixed


def test_the_first_of_equal_sentences() -> None:
    assert judge(FOR, [FOR, FOR]).sentence == 0


def test_void_scores() -> None:
    void = Score.nothing("no answer")
    assert judge(void, []).score.void
    assert judge(void, [void]).score.void
    assert judge(void, [void, FOR]).score == FOR
    assert judge(FOR, [void]) == (FOR, None, False)
