"""Lines of styled runs: clipped to a width, wrapped with a hanging indent, safe to show."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from argmap.tui.styled import clip, flow, line_text, paragraph, width_of
from argmap.tui.widgets.lineview import thumb

RUNS = st.lists(st.tuples(st.text("ab 中é", max_size=8), st.just("quiet")), max_size=5)


@given(RUNS, st.integers(1, 30))
def test_a_clipped_line_fits_and_says_so(line, width) -> None:
    shown = clip(line, width)
    assert width_of(shown) <= width
    if width_of(line) <= width:
        assert line_text(shown) == line_text(line)
    else:
        assert line_text(shown).endswith("…")


@given(st.text("ab cd 中é\n", max_size=80), st.integers(20, 60), st.integers(0, 8))
def test_a_paragraph_keeps_all_words_and_its_indent(text, width, indent) -> None:
    lines = paragraph(text, width, "strong", lead=[(" + ", "support")], indent=indent)
    assert line_text(lines[0]).startswith(" + ")
    assert all(width_of(line) <= width for line in lines)
    assert all(line_text(line).startswith(" " * indent) for line in lines[1:])
    words = "".join(line_text(line)[3 if n == 0 else indent :] for n, line in enumerate(lines))
    assert words.replace(" ", "") == "".join(text.split())


def test_foreign_text_cannot_act() -> None:
    [line] = paragraph("a\x1b[2Jb\u202e", 40)
    assert line_text(line) == "a\\x1b[2Jb\\u202e"


@given(st.integers(1, 10_000), st.integers(1, 100), st.integers(0, 10_000))
def test_the_scrollbar_stays_in_the_pane_and_reaches_both_ends(count, page, top) -> None:
    top = min(top, max(0, count - page))
    begin, end = thumb(count, page, top)
    if count <= page:
        assert (begin, end) == (0, 0)
    else:
        assert 0 <= begin < end <= page
        assert thumb(count, page, 0)[0] == 0
        assert thumb(count, page, count - page)[1] == page


def test_parts_flow_onto_as_many_lines_as_they_need() -> None:
    parts = [[("says Ada", "")], [("marked by Bo", "")], [("●●●○○ 3/5", "")]]
    assert [line_text(line) for line in flow(parts, 30, 2)] == [
        "  says Ada · marked by Bo",
        "  ●●●○○ 3/5",
    ]
    assert [line_text(line) for line in flow(parts, 60, 2)] == [
        "  says Ada · marked by Bo · ●●●○○ 3/5"
    ]
    assert [line_text(line) for line in flow(parts, 10, 2)] == [
        "  says Ada",
        "  marked…",
        "  ●●●○○ 3…",
    ]
