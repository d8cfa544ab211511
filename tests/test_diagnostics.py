from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from argmap.diagnostics import Severity, at, nearest, render, whole_file


def test_place_excerpt_and_caret() -> None:
    text = "first line\nsecond [ line\nthird"
    d = at(text, 18, 19, "AM101", Severity.ERROR, "a bracket", path="map.argdown", hint="Close it.")
    assert (d.line, d.column, d.excerpt) == (2, 8, "second [ line")
    assert render(d).splitlines() == [
        "map.argdown:2:8: error[AM101]: a bracket",
        "    2 | second [ line",
        "      |        ^",
        "      = help: Close it.",
    ]


def test_line_ends_of_all_kinds_count_once() -> None:
    for end in ("\n", "\r\n", "\r"):
        text = f"a{end}b{end}cX"
        d = at(text, text.index("X"), len(text), "AM101", Severity.NOTE, "x")
        assert (d.line, d.column, d.excerpt) == (3, 2, "cX")


def test_a_long_line_is_shown_around_the_caret() -> None:
    text = "x" * 500 + "HERE" + "y" * 500
    lines = render(at(text, 500, 504, "AM101", Severity.ERROR, "m"), width=60).splitlines()
    assert len(lines[1]) < 80
    column = lines[2].index("^")
    assert lines[1][column : column + 4] == "HERE"


def test_escapes_in_names_and_lines_are_made_visible() -> None:
    d = at("a\x1b[2Jb", 1, 2, "AM101", Severity.ERROR, "esc\x1b", path="f\x9b.txt")
    assert "\x1b" not in render(d) and "\x9b" not in render(d)


@given(st.text(), st.integers(-5, 300), st.integers(-5, 300))
def test_never_fails_whatever_the_place(text: str, start: int, end: int) -> None:
    d = at(text, start, end, "AM101", Severity.ERROR, "m")
    assert d.line >= 1 and d.column >= 1
    assert render(d)


def test_a_file_as_a_whole() -> None:
    d = whole_file("a/b.json", "AM306", Severity.WARNING, "is broken")
    assert render(d) == "a/b.json: warning[AM306]: is broken"
    assert d.to_json()["line"] is None


def test_nearest_offers_what_was_meant() -> None:
    names = ["Trade is small", "Pensions were settled", "Arms for Iran"]
    assert nearest("trade is smal", names)[0] == "Trade is small"
    assert nearest("pensions", names) == ["Pensions were settled"]
    assert nearest("zzzz", names) == []
