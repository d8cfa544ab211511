"""Cleaning, measuring and wrapping."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.pictures.text import (
    clean,
    cut_words,
    ellipsis_line,
    is_rtl,
    measure,
    missing_from_font,
    wrap,
)

ANY = st.text(st.characters(codec=None, categories=None))


@settings(deadline=None)
@given(ANY)
def test_clean_text_is_legal_xml_on_one_line_and_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    for char in cleaned:
        code = ord(char)
        assert code >= 0x20
        assert not 0x7F <= code <= 0x9F
        assert not 0xD800 <= code <= 0xDFFF
        assert code not in (0xFFFE, 0xFFFF)
        assert not 0x202A <= code <= 0x202E
        assert not 0x2066 <= code <= 0x2069


@settings(deadline=None)
@given(ANY, st.floats(60, 400), st.booleans())
def test_wrapping_keeps_every_character_and_every_line_fits(
    text: str, width: float, bold: bool
) -> None:
    lines = wrap(text, width, 12, bold)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")
    for line in lines:
        # a single cluster may be wider than any line: it is never torn
        assert measure(line, 12, bold) <= width + 0.01 or " " not in line


@settings(deadline=None)
@given(ANY, st.floats(60, 300), st.integers(1, 4))
def test_a_limit_of_lines_holds_and_the_cut_is_shown(text: str, width: float, most: int) -> None:
    whole, cut = wrap(text, width, 12), wrap(text, width, 12, max_lines=most)
    assert len(cut) <= most
    assert cut == whole if len(whole) <= most else cut[-1].endswith("…")


@settings(deadline=None)
@given(ANY, st.floats(40, 300))
def test_a_single_line_is_never_wider_than_asked(text: str, width: float) -> None:
    assert measure(ellipsis_line(text, width, 12), 12) <= width + 0.01


def test_widths_are_those_of_arial_and_bold_is_wider() -> None:
    assert measure("mmmm", 100) == pytest.approx(4 * 83.3, abs=0.2)
    assert measure("iiii", 100) == pytest.approx(4 * 22.2, abs=0.2)
    assert measure("Bridge", 12, bold=True) > measure("Bridge", 12)
    assert measure("ab", 10, spacing=1) == pytest.approx(measure("ab", 10) + 2)


def test_other_scripts_are_estimated() -> None:
    assert measure("河", 10) == 10
    assert measure("e\u0301", 10) == measure("e", 10)
    assert 4 < measure("س", 10) < 6.5
    assert measure("😀", 10) > 10
    assert measure("👩\u200d🚀", 10) == 2 * measure("😀", 10)


def test_chinese_breaks_anywhere_but_never_before_closing_punctuation() -> None:
    text = "河边的路应该在夏天的星期日关闭，行人和孩子都会高兴。" * 3
    lines = wrap(text, 97, 12)
    assert len(lines) > 5
    assert all(line[0] not in "，。" for line in lines)


def test_clusters_are_not_torn() -> None:
    family = "👩\u200d👩\u200d👧"
    for line in wrap(family * 20, 90, 12):
        assert line.replace(family, "") == ""
    for line in wrap("🇩🇪" * 30, 90, 12):
        assert line.replace("🇩🇪", "") == ""
    for line in wrap("e\u0301" * 90, 90, 12):
        assert not line.startswith("\u0301")


def test_direction_is_that_of_the_first_strong_letter() -> None:
    assert is_rtl("«שלום» said he")
    assert is_rtl("12 مرحبا")
    assert not is_rtl("He said שלום")
    assert not is_rtl("12 %")


def test_cutting_keeps_whole_words() -> None:
    assert cut_words("one two three four", 13) == "one two three…"
    assert cut_words("one two three four", 12) == "one two…"
    assert cut_words("short", 12) == "short"
    assert len(cut_words("x" * 500, 20)) == 21


def test_what_the_bundled_font_lacks() -> None:
    assert missing_from_font("Ünïcödé – “Ελλάς”, Россия, שלום −") == set()
    assert missing_from_font("a 河 ش देव\u200d") == set("河شदव")
