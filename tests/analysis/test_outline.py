"""The outline: every node appears, cycles and depth do no harm, folding shows what it should."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis.bearing import Bearings
from argmap.analysis.folding import Folding
from argmap.analysis.outline import outline, row_label, row_sign, row_word
from argmap.argdown import read
from argmap.model import (
    Argument,
    Claim,
    Map,
    NodeKind,
    NodeRef,
    Relation,
    RelationType,
    Role,
    Step,
)

MIXED = """===
argmap: {thesis: Boats run}
===
[Fog]: There is fog on most mornings.
  - [Boats run]: The boats can run all year.
  + <Radar>: Boats with radar can do without sight.
[Boats run]
  - <Ice>: The harbour freezes.
    + [Fog]
  _> <Radar>
[Alone]: Nobody ever mentions this one.
"""


def claim(title: str) -> NodeRef:
    return NodeRef(NodeKind.CLAIM, title)


def argument(title: str) -> NodeRef:
    return NodeRef(NodeKind.ARGUMENT, title)


def test_the_thesis_comes_first_and_every_node_appears() -> None:
    map_ = read(MIXED).map
    rows = outline(map_)
    assert rows[0].ref == claim("Boats run") and rows[0].depth == 0
    unfolded = [row.ref for row in rows if not row.repeated]
    assert set(unfolded) == {claim(t) for t in map_.claims} | {argument(t) for t in map_.arguments}
    assert len(unfolded) == len(set(unfolded))


def test_what_is_shown_already_is_named_and_not_unfolded_again() -> None:
    rows = outline(read(MIXED).map)
    repeats = [row for row in rows if row.repeated]
    assert repeats and not any(row.has_children for row in repeats)
    for row in repeats:
        first = next(r for r in rows if r.ref == row.ref and not r.repeated)
        assert rows.index(first) < rows.index(row)


def test_premises_that_the_map_graph_leaves_out_stand_under_their_argument() -> None:
    map_ = read(
        "<Why>: Because.\n  +> [End]: It ends.\n\n<Why>\n\n(1) One holds.\n"
        "(2) Two holds.\n----\n(3) [End]\n"
    ).map
    rows = outline(map_)
    parts = [(row_label(map_, row), row.role, row.depth) for row in rows if row.role is not None]
    assert parts == [("One holds.", Role.PREMISE, 2), ("Two holds.", Role.PREMISE, 2)]
    assert [row_sign(r) for r in rows if r.role] == ["∵", "∵"]
    assert [row_word(r) for r in rows if r.role] == ["premise", "premise"]


def test_a_conclusion_that_nothing_else_uses_appears() -> None:
    steps = (Step(("A",), "B"), Step((), "C"))
    map_ = Map(
        claims={t: Claim(t, f"{t} holds.") for t in "ABC"},
        arguments={"X": Argument("X", "", steps=steps)},
    )
    rows = outline(map_)
    assert {row.ref.title for row in rows} == {"A", "B", "C", "X"}


def test_symmetric_relations_are_told_once() -> None:
    rows = outline(read("[A]: a. #thesis\n  >< [B]: b.\n").map)
    assert [(r.ref.title, r.depth, row_word(r)) for r in rows] == [
        ("A", 0, ""),
        ("B", 1, "contradicts"),
    ]


def test_a_cycle_ends() -> None:
    rows = outline(read("[A]: a.\n  + [B]: b.\n\n[B]\n  + [C]: c.\n\n[C]\n  + [A]\n").map)
    assert [r.ref.title for r in rows] == ["A", "B", "C", "A"]
    assert [r.repeated for r in rows] == [False, False, False, True]


def chain(length: int) -> Map:
    titles = [f"C{n}" for n in range(length)]
    return Map(
        claims={t: Claim(t, f"Text of {t}.") for t in titles},
        relations=tuple(
            Relation(claim(b), claim(a), RelationType.SUPPORT)
            for a, b in itertools.pairwise(titles)
        ),
    )


def test_ten_thousand_levels() -> None:
    rows = outline(chain(10_000))
    assert [row.depth for row in rows] == list(range(10_000))
    folding = Folding(rows)
    assert folding.reveal(9_999) == 9_999
    folding.fold_all()
    assert len(folding) == 1
    folding.unfold_all()
    assert len(folding) == 10_000


def test_labels_are_safe_and_on_one_line() -> None:
    map_ = Map(
        claims={"A": Claim("A", "first\nsecond\x1b[31m")}, arguments={"B": Argument("B", "why")}
    )
    labels = [row_label(map_, row) for row in outline(map_)]
    assert labels == ["first second\\x1b[31m", "<B> why"]
    titles = [row_label(map_, row, titles=True) for row in outline(map_)]
    assert titles == ["A", "<B>"]


def test_marks_are_counted() -> None:
    from argmap.model import Anchor, Evidence, Stance

    anchor = Anchor("s", "r", "words", "", "", 0, 5)
    marks = tuple(
        Evidence(f"e{n}", "ada", "A", stance, anchor, is_suggestion=proposed)
        for n, (stance, proposed) in enumerate(
            [(Stance.SUPPORTS, False), (Stance.OPPOSES, False), (Stance.OPPOSES, True)]
        )
    )
    map_ = Map(claims={"A": Claim("A", "a")}, evidence=marks)
    [row] = outline(map_, Bearings(map_))
    assert (row.supports, row.opposes) == (1, 1)


# ------------------------------------------------------------------ any map at all


@st.composite
def maps(draw: st.DrawFn) -> Map:
    """Claims and arguments with any relations between them, cycles and self-loops included."""
    count = draw(st.integers(1, 9))
    refs = [claim(f"n{n}") if draw(st.booleans()) else argument(f"n{n}") for n in range(count)]
    pick = st.sampled_from(refs)
    edges = draw(st.lists(st.tuples(pick, pick, st.sampled_from(RelationType)), max_size=20))
    return Map(
        claims={r.title: Claim(r.title, r.title) for r in refs if r.kind is NodeKind.CLAIM},
        arguments={r.title: Argument(r.title, "") for r in refs if r.kind is NodeKind.ARGUMENT},
        relations=tuple(Relation(a, b, kind) for a, b, kind in edges),
    )


@given(maps())
def test_each_node_is_unfolded_exactly_once(map_: Map) -> None:
    rows = outline(map_)
    unfolded = sorted(r.ref.title for r in rows if not r.repeated)
    assert unfolded == sorted([*map_.claims, *map_.arguments])
    assert rows[0].depth == 0
    for before, row in itertools.pairwise(rows):
        assert row.depth <= before.depth + 1
        assert before.has_children == (row.depth == before.depth + 1)


@given(maps(), st.lists(st.tuples(st.sampled_from(["fold", "unfold", "toggle"]), st.integers(0))))
def test_folding_step_by_step_shows_what_folding_from_scratch_shows(map_: Map, steps) -> None:
    rows = outline(map_)
    folding = Folding(rows)
    for name, number in steps:
        getattr(folding, name)(number % len(rows))
    assert folding.visible == Folding(rows, folding.folded).visible
    for position, index in enumerate(folding.visible):
        assert folding.position(index) == position


@given(maps(), st.integers(0), st.sets(st.integers(0, 8)))
def test_a_revealed_row_is_shown(map_: Map, number: int, folded: set[int]) -> None:
    rows = outline(map_)
    folding = Folding(rows, {rows[n % len(rows)].ref for n in folded})
    index = number % len(rows)
    assert folding.visible[folding.reveal(index)] == index


@given(maps(), st.sets(st.integers(0, 8)))
def test_the_filter_shows_matches_with_their_ancestors_and_nothing_else(map_: Map, wanted) -> None:
    rows = outline(map_)
    folding = Folding(rows)
    folding.filter([i for i, row in enumerate(folding.rows) if int(row.ref.title[1:]) in wanted])
    assert folding.matches is not None
    expected = set(folding.matches)
    for match in folding.matches:
        above = folding.parent(match)
        while above is not None:
            expected.add(above)
            above = folding.parent(above)
    assert set(folding.visible) == expected
    assert not folding.toggle(0)
    if folding.matches:
        round_trip = folding.next_match(folding.matches[-1], 1)
        assert round_trip == folding.matches[0]
    folding.filter(None)
    assert len(folding) == len(rows)


def test_folded_branches_survive_another_reading_of_the_map() -> None:
    before = Folding(outline(read(MIXED).map))
    before.fold(0)
    after = Folding(outline(read(MIXED + "\n[New]: New.\n").map), before.folded)
    assert after.is_folded(0)
    assert len(after) == len(before) + 1
