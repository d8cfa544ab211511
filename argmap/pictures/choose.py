"""Which passages a picture shows when it cannot show all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest

from argmap.model import Stance
from argmap.pictures.passages import Passage

__all__ = ["Sides", "choose"]

Sides = Mapping[Stance, tuple[Passage, ...]]
"""The passages for and against one claim, the strongest first."""


def choose(
    sides: Mapping[int, Sides], depth: Sequence[int], per_side: int, most: int | None
) -> dict[tuple[int, Stance], int]:
    """How many passages to show of each side of each node: always the first ones.

    At most ``per_side`` each, ``most`` in all (``None``: no limit). Both sides of the debate take
    turns, however uneven they are; every node's first passage goes before any node's second, the
    strong before the weak, what is near the thesis before what is far.
    """
    queues: list[list[tuple[int, Stance]]] = []
    for stance in (Stance.SUPPORTS, Stance.OPPOSES):
        ranked = sorted(
            (nth, -passage.strength, -len(passage.annotators), depth[node], node)
            for node, both in sides.items()
            for nth, passage in enumerate(both[stance][:per_side])
        )
        queues.append([(entry[-1], stance) for entry in ranked])
    turns = [turn for turn in chain.from_iterable(zip_longest(*queues)) if turn is not None]
    shown: dict[tuple[int, Stance], int] = {}
    for turn in turns if most is None else turns[:most]:
        shown[turn] = shown.get(turn, 0) + 1
    return shown
