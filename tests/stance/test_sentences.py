from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model import Span
from argmap.stance.sentences import sentences


def cut(text: str, longest: int = 600) -> list[str]:
    return [s.of(text) for s in sentences(text, Span(0, len(text)), longest)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n ", []),
        ("One here. Two there! Three?", ["One here.", "Two there!", "Three?"]),
        (
            "Dr. Alma Reyes of St. Bride’s spoke at 3 p.m. on Monday. Nobody came.",
            ["Dr. Alma Reyes of St. Bride’s spoke at 3 p.m. on Monday.", "Nobody came."],
        ),
        ("J. R. Hale paid. So did I. Fine.", ["J. R. Hale paid.", "So did I.", "Fine."]),
        ("He waited… and waited. Then… He left.", ["He waited… and waited.", "Then…", "He left."]),
        ("It cost 4.2 million. A lot.", ["It cost 4.2 million.", "A lot."]),
        ("“Stop it!” she said. “Now.” He did.", ["“Stop it!” she said.", "“Now.”", "He did."]),
        ("See www.example.org for more. Bye.", ["See www.example.org for more.", "Bye."]),
        ("桥应该关闭。为什么？因为它很旧。", ["桥应该关闭。", "为什么？", "因为它很旧。"]),
        ("No stop here\n\nNew paragraph", ["No stop here", "New paragraph"]),
        (
            "Close it:\n- the road is narrow\n- the iron is old",
            ["Close it:", "- the road is narrow", "- the iron is old"],
        ),
        ("Never again\nThey all lie\nbelieve me", ["Never again", "They all lie\nbelieve me"]),
        (
            "The ferry company wants to give up the boat that leaves the island\n"
            "Monday to Friday. It may.",
            [
                "The ferry company wants to give up the boat that leaves the island\n"
                "Monday to Friday.",
                "It may.",
            ],
        ),
        ("They sell paint, etc. Nobody went.", ["They sell paint, etc.", "Nobody went."]),
        ("The U.S. Army. She left.", ["The U.S. Army.", "She left."]),
        ("1. The bridge is old. Nobody cares.", ["1. The bridge is old.", "Nobody cares."]),
        ("I say no. He sat. See No. 7.", ["I say no.", "He sat.", "See No. 7."]),
        ("It closed in 12. Then it rained.", ["It closed in 12.", "Then it rained."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_text_without_ends_is_cut_between_words() -> None:
    words = "bridge " * 400
    parts = cut(words, 100)
    assert all(len(p) <= 100 and p.startswith("bridge") and p.endswith("bridge") for p in parts)
    assert [len(p) for p in cut("x" * 1000, 300)] == [300, 300, 300, 100]


@given(st.text(alphabet="ab. \n!?…。”“A1>", max_size=200), st.integers(20, 60))
def test_nothing_is_lost_but_white_space(text: str, longest: int) -> None:
    spans = list(sentences(text, Span(0, len(text)), longest))
    kept = "".join("".join(s.of(text).split()) for s in spans)
    assert kept == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 < s.end - s.start <= longest for s in spans)


@pytest.mark.parametrize("unit", [".", "?", "\n", " ", "a. ", "“", "a\n", "。", '."', "> \n"])
def test_a_megabyte_of_anything_is_cut(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    kept = sum(s.end - s.start for s in sentences(text, Span(0, len(text)), 600))
    assert kept <= len(text)
