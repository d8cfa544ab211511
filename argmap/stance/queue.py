"""The order in which a person meets suggestions: both sides in turn, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from argmap.model import Evidence, Stance

__all__ = ["alternating", "review_order"]

T = TypeVar("T")


def alternating(items: Sequence[T], side: Callable[[T], Stance]) -> list[T]:
    """The items one of each side in turn, each side in its own order; the longer one's rest last.

    Who sees ten passages for a claim in a row believes the eleventh before reading it.
    """
    one = [item for item in items if side(item) is Stance.SUPPORTS]
    two = [item for item in items if side(item) is Stance.OPPOSES]
    if items and side(items[0]) is Stance.OPPOSES:
        one, two = two, one
    mixed: list[T] = []
    for place in range(max(len(one), len(two))):
        mixed += one[place : place + 1] + two[place : place + 1]
    return mixed


def review_order(suggestions: Iterable[Evidence], titles: Sequence[str]) -> list[Evidence]:
    """Claim by claim in the order of ``titles``; within a claim the sides alternate.

    Each side goes by confidence or, where the scorer is experimental for one of the texts, in the
    order in which the suggestions were written, which is then that of relevance.
    """
    groups: dict[str, list[Evidence]] = {title: [] for title in titles}
    for suggestion in suggestions:
        groups.setdefault(suggestion.claim, []).append(suggestion)
    ordered: list[Evidence] = []
    for group in groups.values():
        known = [s.proposal for s in group]
        if all(p is not None and not p.experimental for p in known):
            group = sorted(group, key=lambda s: -(s.proposal.confidence if s.proposal else 0.0))
        ordered += alternating(group, lambda s: s.stance)
    return ordered
