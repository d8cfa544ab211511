from __future__ import annotations

import pytest

from argmap.model import Stance
from argmap.stance.lexical import LexicalScorer
from argmap.stance.scores import Pair, Scorer

CLAIM = "The town should close the old bridge to cars."


def stance(passage: str, claim: str = CLAIM) -> Stance | None:
    [score] = LexicalScorer().score([Pair(claim, passage)])
    assert score.supports + score.opposes + score.neutral == pytest.approx(1)
    return score.stance


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("The town should close the old bridge to cars.", Stance.SUPPORTS),
        ("Yes, close that old bridge to cars, the town needs it.", Stance.SUPPORTS),
        ("The town should not close the old bridge to cars.", Stance.OPPOSES),
        ("It is wrong to close the bridge to cars, the town lives by it.", Stance.OPPOSES),
        ("I had fish for lunch.", None),
        ("Bridges are old everywhere.", None),
        ("", None),
        ("桥应该关闭。", None),
    ],
)
def test_what_words_alone_tell(passage: str, expected: Stance | None) -> None:
    assert stance(passage) is expected


def test_a_claim_that_says_not_is_met_by_a_passage_that_says_not() -> None:
    claim = "The town should not close the old bridge to cars."
    assert stance("The town should not close the old bridge to cars, I say.", claim) is (
        Stance.SUPPORTS
    )
    assert stance("The town should close the old bridge to cars.", claim) is Stance.OPPOSES


def test_odd_input_gets_an_answer_each() -> None:
    pairs = [Pair("", ""), Pair("", "x"), Pair("x", ""), Pair("a\ud800", "\x00" * 10)]
    pairs.append(Pair("word " * 1000, "word " * 200_000))
    assert isinstance(LexicalScorer(), Scorer)
    assert len(LexicalScorer().score(pairs)) == len(pairs)
