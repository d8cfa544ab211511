"""Text of other people on its way to a terminal, a log or a page: nothing in it may act.

Control, escape and bidi-override characters are made visible; what Arabic, Hebrew, Persian and
emoji need (LRM, RLM, ZWJ, ZWNJ) is kept. Every path from store to screen goes through
:func:`safe`; offsets survive only where :func:`safe` changed nothing, so widgets that show source
text use :func:`safe_same_length`.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = [
    "cell_width",
    "has_rtl",
    "isolate",
    "one_line",
    "safe",
    "safe_same_length",
    "shorten",
    "wrap",
]

FSI, PDI = "\u2068", "\u2069"

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")
# The blocks of right-to-left scripts; a search is many times faster than asking for each letter.
_RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def safe(text: str) -> str:
    """``text`` with everything that could steer a terminal written as a visible escape."""
    return _UNSAFE.sub(_visible, text)


def safe_same_length(text: str) -> str:
    """Like :func:`safe`, but one character for one, so that offsets stay true.

    C0 controls become their Unicode pictures (U+2400 …), the rest U+FFFD.
    """

    def picture(match: re.Match[str]) -> str:
        code = ord(match.group())
        if code < 0x20:
            return chr(0x2400 + code)
        return "\u2421" if code == 0x7F else "\ufffd"

    return _UNSAFE.sub(picture, text)


def one_line(text: str) -> str:
    """``text`` made safe and put on one line."""
    return _SPACES.sub(" ", safe(text)).strip()


def shorten(text: str, width: int) -> str:
    """``text`` on one line, cut at a word with ``…`` if longer than ``width`` characters."""
    line = one_line(text)
    if len(line) <= width:
        return line
    cut = line[: max(1, width - 1)]
    space = cut.rfind(" ")
    return (cut[:space] if space > width // 2 else cut).rstrip(" ,;:–—-") + "…"


def has_rtl(text: str) -> bool:
    """Whether ``text`` holds a right-to-left letter."""
    return not text.isascii() and _RTL.search(text) is not None


def isolate(text: str) -> str:
    """``text`` in a bidi isolate where it holds right-to-left letters, so that it cannot reorder
    what stands beside it."""
    return f"{FSI}{text}{PDI}" if has_rtl(text) else text


def cell_width(text: str) -> int:
    """Columns that ``text`` takes in a terminal: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    cells = 0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me", "Mn"):
            continue
        cells += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return cells


def wrap(text: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    """``text`` as lines of at most ``width`` columns, each behind ``indent``.

    ``first`` is put before the first line instead. Words longer than a line, and scripts without
    spaces, are broken between characters. Right-to-left lines are isolated.
    """
    lead = indent if first is None else first
    lines: list[str] = []
    current, used = "", 0
    room = max(8, width - cell_width(lead))

    def put() -> None:
        nonlocal current, used, lead, room
        lines.append(lead + isolate(current))
        current, used, lead = "", 0, indent
        room = max(8, width - cell_width(indent))

    for word in one_line(text).split(" "):
        cells = cell_width(word)
        if current and used + 1 + cells > room:
            put()
        start = 0
        while cells > room:
            end, taken = start, 0
            while end < len(word) and taken + cell_width(word[end]) <= room:
                taken += cell_width(word[end])
                end += 1
            end = max(end, start + 1)
            current, start = word[start:end], end
            cells -= taken
            put()
        word = word[start:]
        current, used = (f"{current} {word}", used + 1 + cells) if current else (word, cells)
    if current or not lines:
        put()
    return lines


def count(number: int, what: str) -> str:
    """``1 mark``, ``2 marks``."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
