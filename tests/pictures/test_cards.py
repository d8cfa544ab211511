"""Cards: every word lies inside its box."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.model import RelationType
from argmap.pictures import DrawOptions
from argmap.pictures.build import build
from argmap.pictures.cards import FONTS, Card, Line, Measure, card, header_words
from argmap.pictures.compose import compose
from argmap.pictures.scene import Kind, Node
from argmap.pictures.text import measure


def lines_of(measured: Card) -> list[Line]:
    marks = [*measured.marks, *(m for cell in measured.cells for m in cell.marks)]
    return [m for m in marks if isinstance(m, Line)]


def check(measured: Card) -> None:
    for line in lines_of(measured):
        size, bold, spacing = FONTS[line.style]
        assert line.left >= 0
        assert line.right <= measured.width
        wide = measure(line.text, size, bold, spacing)
        assert wide <= line.right - line.left + spacing + 0.1, line
        assert size * 0.7 <= line.y <= measured.height - 2


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("in_a_row", [True, False])
def test_words_stay_inside_their_cards(kit: SimpleNamespace, wide: bool, in_a_row: bool) -> None:
    how = Measure("RL", in_a_row, wide, 180)
    for node in build(kit.town(), DrawOptions()).nodes:
        check(card(node, 3, how))


@settings(deadline=None)
@given(
    st.sampled_from([Kind.CLAIM, Kind.ARGUMENT, Kind.THESIS]),
    st.text(max_size=300),
    st.text(max_size=80),
    st.lists(st.sampled_from(RelationType), max_size=6, unique=True),
    st.integers(0, 30),
)
def test_any_words_stay_inside(
    kind: Kind, text: str, title: str, relations: list[RelationType], incoming: int
) -> None:
    node = Node(kind, text, title, tuple(relations), premises=3, tally=(120, 7))
    for direction in ("RL", "BT"):
        check(card(node, incoming, Measure(direction, False, False, 180)))


def test_heads() -> None:
    node = Node(Kind.ARGUMENT, "x", relations=(RelationType.UNDERCUT, RelationType.SUPPORT))
    assert header_words(node) == "UNDERCUTS + SUPPORTS · ARGUMENT"
    assert header_words(node, 150) == "UNDERCUTS + … · ARGUMENT"
    assert header_words(Node(Kind.CLAIM, "x")) == "CLAIM"


def test_large_pictures_have_wider_cards(kit: SimpleNamespace) -> None:
    small = compose(kit.tree(20), DrawOptions())
    large = compose(kit.tree(80), DrawOptions())
    assert large.cards[5].width > small.cards[5].width
