"""Whether a text is of a kind that the shipped model was trained on."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["language", "unfamiliar"]

_SURE = 0.8
"""Share of certainty from which the identifier is believed. At .8 it called none of 3,695 English
comments and tweets foreign; of short scraps it is rarely that sure of anything."""

_ENGLISHES = ("en", "pcm")  # Nigerian Pidgin is what it makes of much casual English
_ENOUGH_LETTERS = 12
_WORD = re.compile(r"[^\W\d_]+")


@functools.cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language(text: str) -> str | None:
    """ISO 639 code of the language, ``None`` where it cannot be told (short, mixed, no words)."""
    letters = sum(map(str.isalpha, text[:4000]))
    if letters < _ENOUGH_LETTERS:
        return None
    code, sure = _identifier().classify(text[:4000])
    if sure < _SURE:
        return None
    return "en" if code in _ENGLISHES else str(code)


def _latin(text: str) -> bool:
    """Whether at least half of the letters are Latin."""
    letters = [char for char in text[:400] if char.isalpha()]
    latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return 2 * latin >= len(letters)


def unfamiliar(text: str) -> tuple[str, ...]:
    """Why the shipped model should not be believed on this text; empty where nothing is odd.

    ``empty``, ``not English``, ``mostly numbers and signs``, ``one word``.
    """
    words = _WORD.findall(text[:4000])
    if not text.strip():
        return ("empty",)
    if not _latin(text) or language(text) not in ("en", None):
        return ("not English",)
    letters = sum(map(len, words))
    if letters * 3 < len("".join(text[:4000].split())):
        return ("mostly numbers and signs",)
    if len(words) == 1:
        return ("one word",)
    return ()
