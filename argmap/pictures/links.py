"""Which addresses a picture may link to."""

from __future__ import annotations

__all__ = ["allowed"]

_SCHEMES = ("http://", "https://", "mailto:")


def allowed(url: str) -> str:
    """``url`` where it may be a link, else nothing.

    Only http, https and mailto; no character below U+0021, which browsers skip inside a scheme, and
    nothing else that has no business in an address.
    """
    text = url.strip(" ")
    if any(c < "!" or c in '\x7f"<>\\^`{|}' or "\ud800" <= c <= "\udfff" for c in text):
        return ""
    if any("\x80" <= c <= "\x9f" or c in "\u2028\u2029\ufffe\uffff\ufeff" for c in text):
        return ""
    return text if text.casefold().startswith(_SCHEMES) else ""
