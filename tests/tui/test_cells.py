"""Wrapping and cutting in cells: nothing lost, nothing torn, never wider than asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from argmap.tui.cells import MIN_WIDTH, cell_len, clusters, cut, pad, wrap, wrap_text

AWKWARD = st.text(
    st.one_of(
        st.sampled_from("aé z.,  \n-“”…中文字，。の̈́‍👩👧🇫🇷שלוםعر️"),
        st.characters(blacklist_categories=("Cs", "Cc")),
    ),
    max_size=60,
)


@given(AWKWARD, st.integers(1, 30))
def test_the_rows_are_the_whole_text_in_order(text: str, width: int) -> None:
    starts = wrap(text, 0, len(text), width)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    if text.strip("\n"):
        ends = [*starts[1:], len(text)]
        rows = [text[a:b] for a, b in zip(starts, ends, strict=True)]
        assert "".join(rows) == text
        assert all("\n" not in row.rstrip("\n") or not row.strip() for row in rows)


@given(AWKWARD, st.integers(1, 30))
def test_no_row_is_wider_than_asked(text: str, width: int) -> None:
    starts = wrap(text, 0, len(text), width)
    for a, b in zip(starts, [*starts[1:], len(text)], strict=True):
        assert cell_len(text[a:b].rstrip()) <= max(MIN_WIDTH, width)


@given(AWKWARD, st.integers(4, 30))
def test_no_row_begins_inside_a_cluster(text: str, width: int) -> None:
    borders = {begin for begin, _, _ in clusters(text, 0, len(text))} | {len(text)}
    assert set(wrap(text, 0, len(text), width)) <= borders


@given(AWKWARD)
def test_clusters_cover_the_text(text: str) -> None:
    spans = list(clusters(text, 0, len(text)))
    assert "".join(text[a:b] for a, b, _ in spans) == text


@given(AWKWARD, st.integers(0, 30))
def test_cut_fits_and_says_when_it_cut(text: str, width: int) -> None:
    line = text.replace("\n", " ")
    shown = cut(line, width)
    assert cell_len(shown) <= width
    assert shown == line or not width or shown.endswith("…")
    assert cell_len(pad(line, width)) == width


def test_words_stay_whole_where_they_fit() -> None:
    assert wrap_text("one two three four", 9) == ["one two", "three", "four"]
    assert wrap_text("a antidisestablishment", 8) == ["a", "antidise", "stablish", "ment"]


def test_wide_characters_break_anywhere_but_not_before_closing_marks() -> None:
    assert wrap_text("中文字符，很多", 8) == ["中文字", "符，很多"]


def test_a_limit_is_told_by_an_ellipsis() -> None:
    assert wrap_text("one two three four five", 9, 2) == ["one two", "three fo…"]
    assert wrap_text("one two", 9, 2) == ["one two"]


def test_an_empty_text_has_one_empty_row() -> None:
    assert wrap_text("", 10) == [""]


def test_a_family_and_a_flag_stay_together() -> None:
    rows = wrap_text("ab 👩‍👩‍👧 cd 🇫🇷", 5)
    assert rows == ["ab 👩‍👩‍👧", "cd 🇫🇷"]
