"""What tokens add to the text."""

from __future__ import annotations

import pytest

from argmap.argdown import read
from argmap.argdown.shortcodes import SHORTCODES
from argmap.argdown.text import Range, Reader
from argmap.model import Occurrence


def occurrence(text: str) -> Occurrence:
    [claim] = read(text).map.claims.values()
    return claim.occurrences[0]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("one  two", "one  two"),
        ("one,  two", "one, two"),  # the second blank behind a sign is lost
        ("\\*one\\* \\\\", "*one* \\"),
        ("all .A. x", "all ∀ x"),
        ("I :heart: it", "I ❤ it"),
        ("this .is. none", "this .is. none"),
        ("one\n  two", "one two"),
        ("one \ntwo", "one two"),
        ("**bold** and *thin*", "bold and thin"),
        ("see [the plan](https:\\/\\/x) now", "see the plan now"),
        ("as @[Other] says", "as @[Other] says"),
        ("one /* two */ three", "one three"),
        ("a #tag in it", "a #tag in it"),
        ("_one\n_. two", "one. two"),
    ],
)
def test_text(source: str, text: str) -> None:
    assert (occurrence(f"[A]: {source}").text or "").rstrip() == text


def test_tags_at_the_end_are_no_part_of_what_a_claim_says() -> None:
    claim = read("[A]: Boats are slow. #sea #(low tide)\n").map.claims["A"]
    assert claim.text == "Boats are slow."
    assert claim.tags == ("sea", "low tide")
    assert claim.occurrences[0].text == "Boats are slow. #sea #(low tide)"
    assert read("[A]: The #sea is *wide* #blue").map.claims["A"].text == "The #sea is wide"


def test_tags_can_be_removed_by_setting() -> None:
    text = "===\nmodel: {removeTagsFromText: true}\n===\n\n[A]: The #sea is wide. #blue\n"
    claim = read(text).map.claims["A"]
    assert claim.text == "The is wide."
    assert claim.tags == ("sea", "blue")


def test_shortcodes_can_be_added_by_setting() -> None:
    text = '===\nmodel: {shortcodes: {":boat:": {unicode: "⛵"}}}\n===\n\n[A]: One :boat: left.\n'
    assert read(text).map.claims["A"].text == "One ⛵ left."


def test_there_are_forty_shortcodes_in_two_spellings() -> None:
    assert len(SHORTCODES) == 80


def test_a_blank_is_added_between_data_and_relations() -> None:
    assert occurrence("[A]: a {x: 1}\n").text == "a "
    claims = read("[A]: a\n{x: 1}\n  + [B]: b\n").map.claims
    assert claims["A"].occurrences[0].text == "a "
    assert claims["A"].text == "a"


def test_ranges() -> None:
    tree = read("[A]: one **two** [three](u) #four @<Five> end").tree
    ranges: list[Range] = []
    text = Reader(tree.plain).assemble(1, len(tree.plain), ranges)
    assert text == "one two three #four @<Five> end"
    assert [(r.type, text[r.start : r.end], r.target) for r in ranges] == [
        ("bold", "two", ""),
        ("link", "three", "u"),
        ("tag", "#four", "four"),
        ("argument-mention", "@<Five>", "Five"),
    ]
