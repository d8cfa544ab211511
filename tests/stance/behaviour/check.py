"""Puts the behaviour suite to a reader and counts what passes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from argmap.stance.scores import Pair, Score
from tests.stance.behaviour.suite import TITLES, Item, items
from training import metrics

__all__ = ["behaviour"]


class _Reads(Protocol):
    def raw(self, pairs: Sequence[Pair]) -> list[Score]: ...

    def shares(self, raw: Sequence[Score]) -> np.ndarray[Any, np.dtype[np.float64]]: ...


def behaviour(
    reader: _Reads, suite: Sequence[Item] | None = None
) -> tuple[dict[str, dict[str, Any]], list[tuple[Item, list[list[float]]]]]:
    """Figures of each test, and the items that failed with the probabilities they got.

    ``rate`` is the share of items that pass. ``right`` is the share whose answers are also the
    right ones: a model that says *neutral* to everything keeps every answer the same. ``sides``
    counts answers right between the two sides alone, ``plain`` and ``implied`` are the rates of
    passages that say in plain words what they are for and of those that have to be understood;
    ``worst`` names the wording that fails most.
    """
    suite = items() if suite is None else suite
    pairs = list(dict.fromkeys(Pair(*pair) for item in suite for pair in item.pairs))
    shares = dict(zip(pairs, reader.shares(reader.raw(pairs)), strict=True))
    figures: dict[str, dict[str, Any]] = {}
    failed: list[tuple[Item, list[list[float]]]] = []
    for test in TITLES:
        rows = [item for item in suite if item.test == test]
        if not rows:
            continue
        passed, right, leaning, sides = 0, 0, 0, 0
        by_kind: dict[bool, list[bool]] = {True: [], False: []}
        forms: dict[str, list[bool]] = {}
        for item in rows:
            got = np.array([shares[Pair(*pair)] for pair in item.pairs])
            said = metrics.decided(got)
            lean = np.where(got[:, 0] >= got[:, 1], 0, 1)
            good = _passes(item, got, said)
            passed += good
            right += bool((said == item.gold).all())
            if 2 not in item.gold:
                sides += 1
                leaning += bool((lean == item.gold).all())
            forms.setdefault(item.form, []).append(good)
            by_kind[item.plain].append(good)
            if not good:
                failed.append((item, got.tolist()))
        figures[test] = {
            "kind": rows[0].kind,
            "n": len(rows),
            "passed": passed,
            "rate": passed / len(rows),
            "right": right / len(rows),
            "sides": leaning / sides if sides else None,
            "plain": _share(by_kind[True]),
            "implied": _share(by_kind[False]),
            "worst": min(forms, key=lambda f: sum(forms[f]) / len(forms[f])),
            "forms_failing": sum(not any(v) for v in forms.values()),
            "forms": len(forms),
        }
    return figures, failed


def _share(passed: Sequence[bool]) -> float | None:
    return sum(passed) / len(passed) if passed else None


def _passes(item: Item, got: Any, said: Any) -> bool:
    if item.kind == "answer":
        return bool(said[0] == item.gold[0])
    if item.kind == "same":
        return bool(said[0] == said[1])
    leans = got[:, 0] - got[:, 1]
    return bool(leans[0] * leans[1] < 0)
