"""The fonts that pictures other than SVG are set in.

``fonts/`` holds Liberation Sans 2.1.5, regular and bold, unmodified, under the SIL Open Font
License (text beside them): the font the width table was read from, so that text has exactly the
width it was given, on a machine without any font too. Other scripts come from the machine's fonts.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

__all__ = ["FAMILY", "font_files", "script_of"]

FAMILY = "Liberation Sans"


def font_files() -> list[Path]:
    """The bundled font files; none where an installation was stripped of them."""
    return sorted((Path(__file__).parent / "fonts").glob("*.ttf"))


_SCRIPTS = {
    "CJK": "Chinese and Japanese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
}


def script_of(char: str) -> str:
    """What a person calls the script of ``char``: ``Hebrew``, ``Arabic``, ``emoji`` …"""
    if unicodedata.category(char) in ("So", "Sk") and ord(char) > 0x2BFF:
        return "emoji"
    word = unicodedata.name(char, "").split(" ")[0].split("-")[0]
    if not unicodedata.category(char).startswith("L") or not word:
        return "special"
    return _SCRIPTS.get(word, word.capitalize())
