"""Text of other people on its way to a terminal, a log or a page: nothing in it may act.

Control, escape and bidi-override characters are made visible; what Arabic, Hebrew, Persian and
emoji need (LRM, RLM, ZWJ, ZWNJ) is kept. Every path from store to screen goes through
:func:`safe`; offsets survive only where :func:`safe` changed nothing, so widgets that show source
text use :func:`safe_same_length`.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["has_rtl", "isolate", "one_line", "safe", "safe_same_length", "shorten"]

FSI, PDI = "\u2068", "\u2069"

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")


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
    """``text`` on one line, cut at a word with ``…`` where it is longer than ``width`` characters."""
    line = one_line(text)
    if len(line) <= width:
        return line
    cut = line[: max(1, width - 1)]
    space = cut.rfind(" ")
    return (cut[:space] if space > width // 2 else cut).rstrip(" ,;:–—-") + "…"


def has_rtl(text: str) -> bool:
    """Whether ``text`` holds a right-to-left letter."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def isolate(text: str) -> str:
    """``text`` in a bidi isolate where it holds right-to-left letters, so that it cannot reorder
    what stands beside it."""
    return f"{FSI}{text}{PDI}" if has_rtl(text) else text
