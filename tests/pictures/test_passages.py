"""Marks of several people become passages."""

from __future__ import annotations

from types import SimpleNamespace

from argmap.model import Map, Stance
from argmap.pictures.passages import passages_of

FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES


def test_overlapping_marks_of_one_side_are_one_passage(kit: SimpleNamespace) -> None:
    marks = [
        kit.mark(1, "ana", "C", FOR, "The lock opens at six in the morning.", start=10, strength=2),
        kit.mark(2, "bo", "C", FOR, "opens at six", start=19, strength=4),
        kit.mark(3, "bo", "C", FOR, "It closes at nine.", start=90),
    ]
    sides = passages_of(Map(), marks)
    assert [p.annotators for p in sides[FOR]] == [("ana", "bo"), ("bo",)]
    assert sides[FOR][0].strength == 4
    assert sides[FOR][0].contested_by == ()
    assert sides[AGAINST] == ()


def test_the_same_place_in_another_source_is_another_passage(kit: SimpleNamespace) -> None:
    marks = [
        kit.mark(1, "ana", "C", FOR, "Same words.", "one", start=5),
        kit.mark(2, "bo", "C", FOR, "Same words.", "two", start=5),
    ]
    assert len(passages_of(Map(), marks)[FOR]) == 2


def test_a_disputed_passage_is_on_both_sides_and_says_who(kit: SimpleNamespace) -> None:
    marks = [
        kit.mark(1, "ana", "C", FOR, "The count rose to 1,450.", start=5),
        kit.mark(2, "ben", "C", AGAINST, "The count rose to 1,450.", start=5),
    ]
    sides = passages_of(Map(), marks)
    assert sides[FOR][0].contested_by == ("ben",)
    assert sides[AGAINST][0].contested_by == ("ana",)


def test_order_is_strength_then_agreement_then_place(kit: SimpleNamespace) -> None:
    marks = [
        kit.mark(1, "ana", "C", FOR, "late", start=900, strength=3),
        kit.mark(2, "ana", "C", FOR, "early", start=100, strength=3),
        kit.mark(3, "ana", "C", FOR, "agreed", start=950, strength=3),
        kit.mark(4, "bo", "C", FOR, "agreed", start=950),
        kit.mark(5, "ana", "C", FOR, "strongest", start=990, strength=5),
    ]
    words = [p.quotation for p in passages_of(Map(), marks)[FOR]]
    assert words == ["strongest", "agreed", "early", "late"]


def test_a_comment_speaks_with_its_readers_name_unless_a_speaker_is_given(
    kit: SimpleNamespace,
) -> None:
    source = kit.source("letters", "Letters", "x" * 4000, "https://l.example/", comments=True)
    map_ = Map(sources={"letters": source})
    marks = [
        kit.mark(1, "ana", "C", FOR, "I agree.", "letters", container="c1"),
        kit.mark(2, "ana", "C", FOR, "Quoted.", "letters", container="c1", speaker="Dr Osei"),
    ]
    first, second = passages_of(map_, marks)[FOR]
    assert first.speaker == "Ilse, reader"
    assert second.speaker == "Dr Osei"
    assert (first.source, first.url) == ("Letters", "https://l.example/")
