from __future__ import annotations

import pytest

from argmap.model import Stance
from argmap.stance.claims import is_comparison, questions
from argmap.stance.queue import alternating
from argmap.workspace import Workspace, open_map


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The island needs the mainland more than the mainland needs the island.", True),
        ("A ferry is cheaper for the town than a bridge.", True),
        ("We would rather walk than pay.", True),
        ("It lasts no longer than a winter.", True),
        ("Other people than the mayor decide.", False),
        ("The bridge should be closed to cars.", False),
        ("More trees should be planted. Better than nothing.", True),
        ("There is more to it.", False),
    ],
)
def test_comparisons(text: str, expected: bool) -> None:
    assert is_comparison(text) is expected


def asked(workspace: Workspace, text: str) -> list[str]:
    workspace.file.write_text(text, encoding="utf-8")
    found = questions(open_map(workspace.file.parent), ())
    return [q.refused for q in found]


def test_what_can_be_asked(boat: Workspace) -> None:
    assert asked(boat, "[A]: Boats are slow.\n") == [""]
    assert "one word" in asked(boat, "[A]: Boats\n")[0]
    assert asked(boat, "[A]: 夜船应该保留。\n") == [""]
    assert "no words" in asked(boat, "[A]: 12 %, 13 %.\n")[0]
    # A claim that has a title only is its title; one that has none is left out.
    assert asked(boat, "[Boats are slow]\n\nNobody gave this a title.\n") == [""]


def test_sides_in_turn() -> None:
    plus, minus = Stance.SUPPORTS, Stance.OPPOSES

    def order(*sides: Stance) -> list[int]:
        return alternating(range(len(sides)), lambda i: sides[i])

    assert order() == []
    assert order(plus, plus, plus) == [0, 1, 2]
    assert order(minus, minus, plus, plus, minus) == [0, 2, 1, 3, 4]
    assert order(plus, plus, minus) == [0, 2, 1]
