"""From bytes to text: encodings, line ends, and characters that no text should hold."""

from __future__ import annotations

import codecs
import re

from argmap.diagnostics import Diagnostic, Severity, whole_file

__all__ = ["binary_reason", "clean_text", "decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NUL_SHARE = 0.001
_CONTROL_SHARE = 0.01
_CONTROLS = bytes(c for c in range(1, 32) if c not in b"\t\n\r\x0c\x1b")
_UNWANTED = re.compile("[\x00\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")


def binary_reason(data: bytes) -> str | None:
    """Why ``data`` is no text, or ``None``: over 0.1 % NUL or 1 % other control characters.

    UTF-16 and UTF-32 with a byte order mark are text.
    """
    if any(data.startswith(bom) for bom, _ in _BOMS):
        return None
    size = len(data) or 1
    nul = data.count(0)
    if nul > _NUL_SHARE * size and nul > 1:
        return f"{_percent(nul, size)} NUL bytes"
    control = size - len(data.translate(None, _CONTROLS))
    if control > _CONTROL_SHARE * size:
        return f"{_percent(control, size)} control bytes"
    return None


def _percent(part: int, whole: int) -> str:
    share = 100 * part / whole
    return f"{share:.0f} %" if share >= 1 else f"{share:.1f} %"


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, list[Diagnostic]]:
    """``data`` as text with LF line ends, and what had to be assumed or replaced.

    A byte order mark wins, then ``encoding``, then strict UTF-8, then Windows-1252 with a warning
    that names the first byte that is not UTF-8.

    Raises:
        LookupError: ``encoding`` is no known encoding.
        UnicodeDecodeError: the bytes do not fit the ``encoding`` asked for.
    """
    found: list[Diagnostic] = []
    text: str | None = None
    for bom, codec in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(codec, "replace")
            break
    if text is None and encoding:
        codecs.lookup(encoding)
        text = data.decode(encoding)
    if text is None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            text = data.decode("cp1252", "replace")
            found.append(
                whole_file(
                    name,
                    "AM201",
                    Severity.WARNING,
                    f"not valid UTF-8 at byte {_grouped(error.start)}; read as Windows-1252",
                    "say --encoding if it is something else",
                )
            )
    return clean_text(text, name, found), found


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def clean_text(text: str, name: str, found: list[Diagnostic]) -> str:
    """``text`` with LF line ends and U+FFFD for NUL and lone surrogates, which are counted.

    Appends a diagnostic to ``found`` where something was replaced.
    """
    text = _LINE_END.sub("\n", text)
    text = text.removeprefix("\ufeff")
    text, count = _UNWANTED.subn("\ufffd", text)
    if count:
        noun = "character" if count == 1 else "characters"
        found.append(
            whole_file(
                name,
                "AM202",
                Severity.WARNING,
                f"{count} {noun} that no text can hold (NUL, lone surrogates) replaced by U+FFFD",
                "look for a cleaner copy if words are damaged; the original bytes are kept",
            )
        )
    return text
