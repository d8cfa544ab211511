"""The behaviour suite: large and balanced enough to mean something, and able to fail."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from argmap.stance.scores import Pair, Score
from tests.conformance.stance import main
from tests.stance.behaviour.check import behaviour
from tests.stance.behaviour.suite import TITLES, items
from training.metrics import as_shares

OWN = Path(__file__).parents[2] / "training" / "data"
_SURE = {0: Score(0.9, 0.05, 0.05), 1: Score(0.05, 0.9, 0.05), 2: Score(0.05, 0.05, 0.9)}


class _Always:
    """Answers as told."""

    def __init__(self, answers: dict[Pair, Score] | Score) -> None:
        self._answers = answers

    def raw(self, pairs: Sequence[Pair]) -> list[Score]:
        if isinstance(self._answers, Score):
            return [self._answers] * len(pairs)
        return [self._answers[pair] for pair in pairs]

    def shares(self, raw: Sequence[Score]) -> np.ndarray:
        return as_shares(raw)


@pytest.mark.parametrize("test", TITLES)
def test_each_test_is_large_and_balanced(test: str) -> None:
    rows = [item for item in items() if item.test == test]
    assert len(rows) >= 60
    assert len({item.pairs for item in rows}) == len(rows)
    sides = Counter(item.gold[0] for item in rows)
    if set(sides) != {2}:
        assert sides[0] == sides[1]
        assert 2 not in sides


@pytest.mark.parametrize("test", ["explicit", "comparison", "concession", "quoted opponent"])
def test_no_wording_carries_a_test(test: str) -> None:
    forms = Counter(item.form for item in items() if item.test == test)
    assert len(forms) >= 20
    assert max(forms.values()) <= 12


def test_claims_are_of_many_matters_and_no_gap_is_left_open() -> None:
    assert len({item.pairs[0][0] for item in items() if item.test == "irony"}) >= 16
    for item in items():
        for claim, passage in item.pairs:
            assert not re.search(r"[{}]|  |\.\.$", passage + claim), passage
            assert passage.strip()
        if item.kind != "answer":
            assert item.pairs[0] != item.pairs[1]


def test_no_pair_has_two_answers() -> None:
    gold: dict[tuple[str, str], int] = {}
    for item in items():
        for pair, label in zip(item.pairs, item.gold, strict=True):
            assert gold.setdefault(pair, label) == label, pair


def test_every_comparison_is_told_both_ways() -> None:
    """The same sentence with the two things exchanged has the other side."""
    told: dict[tuple[str, str], list[int]] = {}
    for item in items():
        if item.test == "comparison":
            told.setdefault((item.pairs[0][0], item.form), []).append(item.gold[0])
    assert all(sorted(labels) == [0, 1] for labels in told.values())


def test_who_knows_all_answers_passes_all() -> None:
    known = {
        Pair(*pair): _SURE[label]
        for item in items()
        for pair, label in zip(item.pairs, item.gold, strict=True)
    }
    figures, failed = behaviour(_Always(known))
    assert failed == []
    assert {row["rate"] for row in figures.values()} == {1.0}
    assert {row["right"] for row in figures.values()} == {1.0}


@pytest.mark.parametrize("label", [0, 1, 2])
def test_who_always_says_the_same_is_found_out(label: int) -> None:
    figures, _ = behaviour(_Always(_SURE[label]))
    for test, row in figures.items():
        if row["kind"] == "same":
            assert row["rate"] == 1.0
            assert row["right"] <= 0.5
        elif test in ("mention", "unrelated"):
            assert row["rate"] == (label == 2)
        else:
            assert row["rate"] <= 0.5


def test_the_table_and_the_last_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--behaviour", "--scorer", "lexical", "--failures", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    found = json.loads(lines[-1])["behaviour"]
    assert list(found) == list(TITLES)
    assert all(row["passed"] <= row["n"] for row in found.values())
    assert any(line.startswith("irony, wanted") for line in lines)


@pytest.mark.skipif(not list(OWN.glob("*.jsonl")), reason="our own training set is not here")
def test_the_suite_and_the_training_set_share_no_sentence() -> None:
    def runs(text: str) -> set[str]:
        words = re.findall(r"\w+", text.casefold())
        return {" ".join(words[i : i + 7]) for i in range(len(words) - 6)}

    suite = {run for item in items() for pair in item.pairs for run in runs(" ".join(pair))}
    claims = {claim.casefold() for item in items() for claim, _ in item.pairs}
    seen: set[str] = set()
    for path in OWN.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert row["claim"].casefold() not in claims
            if row["passage"] not in seen:
                seen.add(row["passage"])
                assert not runs(row["passage"]) & suite, row["passage"]
