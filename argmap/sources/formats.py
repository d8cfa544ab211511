"""The registry of formats: which module reads a file, told by its content and not by its name.

To add a format, write a module with a function ``(text_or_bytes, name) -> Structure`` and add one
:class:`Format` here. Modules are imported when a file of their kind arrives.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from argmap.sources.structure import Structure

__all__ = ["FORMATS", "UNSUPPORTED", "Format", "of_bytes", "of_text"]

_HTML = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--.{0,500}?-->\s{0,200})?"
    rb"<(?:!doctype\s+html|html|head|body|article|div|table|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_RSS = re.compile(rb"\s{0,200}<(?:\?xml|rss|feed|wordpress|disqus)\b", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[^\n]{0,2000}\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_MARKDOWN_LINE = re.compile(
    r"^(?:#{1,6}[ \t]+\S|>[ \t]?\S|!\[[^\]\n]{0,200}\]\(|\[[^\]\n]{1,200}\]:[ \t]+\S|"
    r"[-*][ \t]+\*\*[^*\n]{1,80}\*\*|```)"
)
_HEADING_LINE = re.compile(r"^#{1,6}[ \t]+\S")
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of text file."""

    name: str
    suffix: str
    """Suffix of the copy that is kept."""
    matches: Callable[[str, str], bool]
    """Takes the text and the file's name."""
    load: Callable[[], Callable[[str, str], Structure]]


def _is_markdown(text: str, name: str) -> bool:
    """By its name, by front matter, or because headings and links are plainly Markdown's."""
    if name.lower().endswith(_MARKDOWN_SUFFIXES):
        return True
    if _FRONT_MATTER.match(text):
        return True
    hits = headings = 0
    for line in text[:20_000].split("\n", 400)[:400]:
        if _MARKDOWN_LINE.match(line):
            hits += 1
            headings += bool(_HEADING_LINE.match(line))
    return headings >= 1 and hits >= 2


def _markdown() -> Callable[[str, str], Structure]:
    from argmap.sources.markdown import read_markdown

    return read_markdown


def _plain() -> Callable[[str, str], Structure]:
    from argmap.sources.plain import segment_text

    return segment_text


FORMATS: tuple[Format, ...] = (
    Format("Markdown", ".md", _is_markdown, _markdown),
    Format("plain text", ".txt", lambda _text, _name: True, _plain),
)
"""Tried in this order; the last one takes every text."""

UNSUPPORTED: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("a PDF document", lambda data: b"%PDF-" in data[:1024]),
    ("an EPUB book", lambda data: data[:4] == b"PK\x03\x04" and b"application/epub" in data[:200]),
    ("a Word document", lambda data: data[:4] == b"PK\x03\x04" and b"word/" in data),
    ("a zip archive", lambda data: data[:4] in (b"PK\x03\x04", b"PK\x05\x06")),
    (
        "an old Word or Office document",
        lambda data: data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ),
    ("an RTF document", lambda data: data[:5] == b"{\\rtf"),
    ("an HTML page", lambda data: bool(_HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")))),
    ("an XML file", lambda data: bool(_RSS.match(data[:1024].removeprefix(b"\xef\xbb\xbf")))),
    (
        "an image",
        lambda d: d[:8] == b"\x89PNG\r\n\x1a\n" or d[:3] == b"\xff\xd8\xff" or d[:4] == b"GIF8",
    ),
    ("a gzip archive", lambda data: data[:2] == b"\x1f\x8b"),
)
"""What this version does not read, by the first bytes."""


def of_bytes(data: bytes) -> str | None:
    """What ``data`` is, where it is a kind that this version does not read."""
    return next((what for what, test in UNSUPPORTED if test(data)), None)


def of_text(text: str, name: str) -> Format:
    """The format of a decoded text."""
    return next(f for f in FORMATS if f.matches(text, name))
