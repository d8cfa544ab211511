"""Names for sources that are safe as folder names everywhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata

__all__ = ["slug", "source_id"]

_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"}
)
_OTHER = re.compile(r"[^a-z0-9]+")
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{i}" for i in range(10)),
    *(f"lpt{i}" for i in range(10)),
}
_WORDS, _LENGTH, _HASH = 5, 40, 6


def slug(title: str) -> str:
    """The first five words of ``title`` in lower-case ASCII, joined by hyphens; ``source`` where
    nothing of it can be written so."""
    folded = unicodedata.normalize("NFKD", title.casefold().translate(_GERMAN))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    plain = plain.replace("'", "").replace("’", "")
    words = [w for w in _OTHER.split(plain) if w][:_WORDS]
    text = "-".join(words)[:_LENGTH].strip("-")
    return text if text and text not in _RESERVED else "source"


def source_id(title: str, original: bytes) -> str:
    """The folder name of a source: a slug of its title and six hexadecimal digits of the SHA-256
    of its original bytes (``netanyahu-makes-another-visit-93db8f``)."""
    return f"{slug(title)}-{hashlib.sha256(original).hexdigest()[:_HASH]}"
