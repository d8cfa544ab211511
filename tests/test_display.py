from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from argmap.display import cell_width, isolate, one_line, safe, safe_same_length, shorten, wrap

HOSTILE = ["\x1b]0;title\x07", "\x9b31m", "\x00", "\u202eevil", "\u2066", "\U000e0041", "\x7f"]


def acts(char: str) -> bool:
    code = ord(char)
    return (
        (code < 0x20 and char not in "\n\t")
        or 0x7F <= code < 0xA0
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
        or 0xE0000 <= code <= 0xE007F
        or 0xD800 <= code <= 0xDFFF
    )


@given(st.text() | st.sampled_from(HOSTILE))
def test_nothing_that_acts_gets_through(text: str) -> None:
    assert not any(acts(c) for c in safe(text))
    assert not any(acts(c) for c in safe_same_length(text))
    assert len(safe_same_length(text)) == len(text)


def test_what_scripts_and_emoji_need_is_kept() -> None:
    for text in ("שלום\u200f עולם", "می\u200cخواهم", "👩\u200d🚒", "e\u0301", "a\tb\nc"):
        assert safe(text) == text


def test_escapes_are_legible() -> None:
    assert safe("a\x1b[2Jb") == "a\\x1b[2Jb"
    assert safe("\u202e") == "\\u202e"
    assert safe("\ud800") == "\\ud800"


def test_shorten_cuts_at_a_word() -> None:
    assert shorten("one two three four", 12) == "one two…"
    assert shorten("short", 12) == "short"
    assert shorten("x" * 30, 10) == "x" * 9 + "…"
    assert shorten("a\n b\t c", 10) == "a b c"


def test_right_to_left_text_is_isolated() -> None:
    assert isolate("abc") == "abc"
    assert isolate("שלום") == "\u2068שלום\u2069"


@given(st.text(), st.integers(12, 60))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width, "  ")
    for line in lines:
        bare = line.replace("\u2068", "").replace("\u2069", "")
        assert bare.startswith("  ")
        assert cell_width(bare) <= width
    joined = "".join(line[2:] for line in lines).replace(" ", "")
    kept = joined.replace("\u2068", "").replace("\u2069", "")
    assert kept == one_line(text).replace(" ", "")


def test_width_counts_cells() -> None:
    assert cell_width("漢字") == 4
    assert cell_width("e\u0301") == 1
    assert cell_width("abc") == 3
    assert unicodedata.east_asian_width("漢") == "W"
