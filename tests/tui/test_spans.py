"""Cutting rows at the borders of marks, and asking which marks touch a place."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from argmap.model import Anchor, Evidence, Span, Stance
from argmap.tui.spans import SpanIndex, cut_row, margin_sign
from argmap.tui.widgets.reader import mark_style

SPANS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 20)).map(lambda p: Span(p[0], p[0] + p[1])),
    max_size=12,
)


@given(SPANS, st.integers(0, 60), st.integers(1, 30))
def test_the_index_finds_what_a_scan_finds(spans: list[Span], start: int, length: int) -> None:
    end = start + length
    found = SpanIndex((s, n) for n, s in enumerate(spans)).touching(start, end)
    expected = {n for n, s in enumerate(spans) if s.end > s.start and s.overlaps(Span(start, end))}
    assert {n for _, n in found} == expected
    assert [s for s, _ in found] == sorted(s for s, _ in found)


@given(SPANS, st.integers(0, 60), st.integers(1, 30))
def test_pieces_cover_the_row_and_know_their_spans(
    spans: list[Span], start: int, length: int
) -> None:
    end = start + length
    numbered = [(s, n) for n, s in enumerate(spans) if s.end > s.start]
    pieces = cut_row(start, end, numbered)
    assert pieces[0].start == start and pieces[-1].end == end
    assert all(a.end == b.start for a, b in itertools.pairwise(pieces))
    for piece in pieces:
        for offset in range(piece.start, piece.end):
            assert set(piece.values) == {n for s, n in numbered if offset in s}


@given(SPANS, st.integers(-1, 80))
def test_next_and_previous(spans: list[Span], offset: int) -> None:
    index = SpanIndex((s, None) for s in spans)
    real = sorted(s for s in spans if s.end > s.start)
    after = [s for s in real if s.start > offset]
    before = [s for s in real if s.start < offset]
    assert index.after(offset) == (after[0] if after else None)
    assert index.before(offset) == (before[-1] if before else None)


def mark(stance: Stance, *, proposed: bool = False) -> Evidence:
    anchor = Anchor("s", "r", "x", "", "", 0, 1)
    return Evidence("e", "ada", "A", stance, anchor, is_suggestion=proposed)


def test_signs_in_the_margin() -> None:
    plus, minus = mark(Stance.SUPPORTS), mark(Stance.OPPOSES)
    proposed = mark(Stance.OPPOSES, proposed=True)
    assert margin_sign([]) == ""
    assert margin_sign([plus, plus]) == "+"
    assert margin_sign([minus]) == "−"
    assert margin_sign([plus, minus]) == "±"
    assert margin_sign([proposed]) == "?"
    assert margin_sign([proposed, plus]) == "+"


def test_every_side_has_a_look_of_its_own() -> None:
    plus, minus = mark(Stance.SUPPORTS), mark(Stance.OPPOSES)
    looks = [mark_style(m) for m in ([], [plus], [minus], [plus, minus])]
    assert len(set(looks)) == 4
