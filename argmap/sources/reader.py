"""``read_source``: one file on disk becomes a source, or a refusal that says why in one line."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from argmap.diagnostics import Diagnostic, Refused
from argmap.model import Field, Source
from argmap.sources.dates import read_date
from argmap.sources.decode import binary_reason, decode
from argmap.sources.formats import of_bytes, of_text
from argmap.sources.identity import source_id

__all__ = ["MAX_BYTES", "MAX_LINES", "Imported", "SourceRefused", "read_source"]

MAX_BYTES = 25_000_000
"""Larger files are refused."""

MAX_LINES = 300_000
"""Files with more lines are refused."""

_COPY = "copy the text (with its comments) into a .txt file and add that"


class SourceRefused(Refused):
    """A file that cannot be made a source."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that was read: the source, the bytes to keep, and what is worth knowing about it."""

    source: Source
    original: bytes
    suffix: str
    """Suffix of the kept copy: ``.txt`` or ``.md``."""
    diagnostics: tuple[Diagnostic, ...] = ()


def read_source(
    path: Path,
    *,
    title: str | None = None,
    author: str | None = None,
    date: str | None = None,
    url: str | None = None,
    encoding: str | None = None,
) -> Imported:
    """Read a plain-text scrape or a Markdown file.

    What is given as an argument wins over what the text says (``how`` then names the option).
    ``author`` may hold several names with ``;`` or ``,`` between them.

    Raises:
        SourceRefused: no such file, not a regular file, empty, too large, binary, of a kind that
            this version does not read, or not in the ``encoding`` given.
    """
    name = path.name or str(path)
    data = _read(path, name)
    what = of_bytes(data)
    if what:
        raise SourceRefused(
            f"{name}: this is {what}; this version reads plain text and Markdown", _COPY
        )
    reason = binary_reason(data) if encoding is None else None
    if reason:
        raise SourceRefused(
            f"{name}: not text: {reason}, looks binary",
            "if it is text in UTF-16 or the like, say --encoding",
        )
    try:
        text, found = decode(data, name, encoding)
    except LookupError:
        raise SourceRefused(
            f"{name}: no such encoding: {encoding}", "try utf-8, cp1252 or latin-1"
        ) from None
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        raise SourceRefused(
            f"{name}: not {encoding} at byte {start}",
            "leave out --encoding to have it found out",
        ) from None
    if not text.strip() or not text.strip("\ufffd\ufeff\u200b\u2060 \t\n\u00a0"):
        raise SourceRefused(f"{name}: the file is empty", "save the page's text into it first")
    if text.count("\n") > MAX_LINES:
        raise SourceRefused(
            f"{name}: {text.count(chr(10)):,} lines are too many for an article "
            f"(limit {MAX_LINES:,})".replace(",", "\u202f"),
            "split it, or leave out what is not the article and its comments",
        )
    kind = of_text(text, name)
    structure = kind.load()(text, name)
    if title and title.strip():
        structure = replace(
            structure,
            title=Field(" ".join(title.split()), "--title"),
            diagnostics=tuple(d for d in structure.diagnostics if d.code != "AM206"),
        )
    if author and author.strip():
        names = [" ".join(a.split()) for a in author.replace(";", ",").split(",")]
        structure = replace(structure, authors=tuple(Field(a, "--author") for a in names if a))
    if date and date.strip():
        structure = replace(structure, date=Field(read_date(date) or date.strip(), "--date"))
    if url and url.strip():
        structure = replace(structure, url=Field(url.strip(), "--url"))
    source = structure.as_source(
        text,
        source_id=source_id(structure.title.value, data),
        original=name,
        original_sha256=hashlib.sha256(data).hexdigest(),
    )
    return Imported(source, data, kind.suffix, (*found, *structure.diagnostics))


def _read(path: Path, name: str) -> bytes:
    try:
        status = path.stat()
    except FileNotFoundError:
        raise SourceRefused(f"{name}: no such file", "check the path and the spelling") from None
    except (OSError, ValueError) as error:
        raise SourceRefused(f"{name}: cannot be read: {_why(error)}") from None
    if stat.S_ISDIR(status.st_mode):
        raise SourceRefused(f"{name}: this is a folder", "name the files in it one by one")
    if not stat.S_ISREG(status.st_mode):
        raise SourceRefused(
            f"{name}: not a regular file (a pipe, socket or device)", "save its contents as a file"
        )
    if status.st_size > MAX_BYTES:
        raise _too_large(name, status.st_size)
    try:
        # Not blocking: should the file be swapped for a pipe after stat, open must not hang.
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(handle, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceRefused(
            f"{name}: cannot be read: {_why(error)}", "check who may read the file"
        ) from None
    if len(data) > MAX_BYTES:
        raise _too_large(name, len(data))
    if not data.strip():
        raise SourceRefused(f"{name}: the file is empty", "save the page's text into it first")
    return data


def _too_large(name: str, size: int) -> SourceRefused:
    return SourceRefused(
        f"{name}: {size / 1e6:.0f} MB is too large (limit {MAX_BYTES // 1_000_000} MB)",
        "split it, or leave out what is not the article and its comments",
    )


def _why(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
