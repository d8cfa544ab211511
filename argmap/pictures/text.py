"""Text on its way into a box: cleaned for XML, measured with our own width table, wrapped.

Widths are in em and come from ``widths.json``: the advance widths of Liberation Sans 2.1.5 (the
metrics of Arial), regular and bold, read from the two files in ``fonts/`` with fontTools
(``TTFont(file).getBestCmap()`` and its ``hmtx`` table) for Latin, Greek, Cyrillic and the common
signs, as runs of consecutive code points. Characters outside the table are estimated.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from pathlib import Path

__all__ = ["clean", "cut_words", "ellipsis_line", "is_rtl", "measure", "missing_from_font", "wrap"]

_DROPPED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_NO_LINE_START = frozenset(
    "，。、；：？！）】》」』〉〕］｝…‥・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:?!)]}»”’%％"
)
_NO_LINE_END = frozenset("（【《「『〈〔［｛“‘«([{")


def clean(text: str) -> str:
    """``text`` on one line without anything XML 1.0 forbids and without bidi controls.

    Joiners and the two directional marks stay, which Persian, Indic scripts and emoji need.
    """
    return " ".join(_DROPPED.sub("", " ".join(text.split())).split())


@functools.cache
def _table(bold: bool) -> dict[str, float]:
    raw = json.loads((Path(__file__).parent / "widths.json").read_text("ascii"))
    em = raw["unitsPerEm"]
    table: dict[str, float] = {}
    for start, widths in raw["bold" if bold else "regular"].items():
        first = int(start, 16)
        for offset, width in enumerate(widths):
            table[chr(first + offset)] = width / em
    return table


def _estimate(char: str) -> float:
    code = ord(char)
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if code >= 0x1F000:
        return 1.3 if code < 0x20000 else 1.0
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return 1.0
    if unicodedata.bidirectional(char) == "AL":
        return 0.52
    return 0.62 if 0x0900 <= code < 0x0E00 else 0.6


def measure(text: str, size: float, bold: bool = False, spacing: float = 0.0) -> float:
    """Width of ``text`` in pixels at font size ``size``, with ``spacing`` after each letter."""
    table = _table(bold)
    total = 0.0
    for char in text:
        width = table.get(char)
        if width is None:
            width = table[char] = _estimate(char)
        total += width
    return total * size + spacing * len(text)


def missing_from_font(text: str) -> set[str]:
    """Visible characters of ``text`` that the bundled font does not draw."""
    known = _covered()
    return {c for c in set(text) if c not in known and _estimate(c) > 0 and not c.isspace()}


@functools.cache
def _covered() -> frozenset[str]:
    raw = json.loads((Path(__file__).parent / "widths.json").read_text("ascii"))
    return frozenset(
        chr(int(start, 16) + offset)
        for start, widths in raw["regular"].items()
        for offset in range(len(widths))
    )


def is_rtl(text: str) -> bool:
    """Whether the first strong character of ``text`` runs from right to left."""
    if text.isascii():
        return False
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def _is_wide(char: str) -> bool:
    return char >= "\u1100" and unicodedata.east_asian_width(char) in ("W", "F")


def _clusters(token: str) -> list[str]:
    """``token`` in pieces that must not be torn: letter with its marks, joined emoji, flags."""
    pieces: list[str] = []
    for char in token:
        previous = pieces[-1] if pieces else ""
        flag = "\U0001f1e6" <= char <= "\U0001f1ff"
        if previous and (
            unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf")
            or previous[-1] == "\u200d"
            or "\U0001f3fb" <= char <= "\U0001f3ff"
            or (flag and len(previous) == 1 and "\U0001f1e6" <= previous <= "\U0001f1ff")
        ):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _tokens(word: str) -> list[str]:
    """``word`` split where East Asian text may be broken."""
    if word.isascii() or not any(_is_wide(c) for c in word):
        return [word]
    tokens: list[str] = []
    for piece in _clusters(word):
        if tokens and (
            piece[0] in _NO_LINE_START
            or tokens[-1][-1] in _NO_LINE_END
            or not (_is_wide(piece[0]) or _is_wide(tokens[-1][-1]))
        ):
            tokens[-1] += piece
        else:
            tokens.append(piece)
    return tokens


def _fit(token: str, width: float, size: float, bold: bool) -> list[str]:
    """An over-long token cut into pieces that fit; a piece holds at least one cluster."""
    pieces, current = [], ""
    for cluster in _clusters(token):
        if current and measure(current + cluster, size, bold) > width:
            pieces.append(current)
            current = cluster
        else:
            current += cluster
    pieces.append(current)
    return pieces


def wrap(
    text: str, width: float, size: float, bold: bool = False, max_lines: int | None = None
) -> tuple[str, ...]:
    """``text`` (cleaned here) in lines no wider than ``width`` pixels; ``…`` where it was cut."""
    space = measure(" ", size, bold)
    lines: list[str] = []
    line, used = "", 0.0
    for word in clean(text).split(" "):
        glue = " "
        for token in _tokens(word):
            needed = measure(token, size, bold)
            gap = space if glue and line else 0.0
            if line and used + gap + needed <= width:
                line += glue + token
                used += gap + needed
            else:
                if line:
                    lines.append(line)
                if needed > width:
                    *full, token = _fit(token, width, size, bold)
                    lines.extend(full)
                    needed = measure(token, size, bold)
                line, used = token, needed
            glue = ""
    if line:
        lines.append(line)
    if max_lines is not None and len(lines) > max_lines:
        lines = lines[:max_lines]
        lines[-1] = ellipsis_line(lines[-1], width, size, bold, goes_on=True)
    return tuple(lines)


def ellipsis_line(
    text: str, width: float, size: float, bold: bool = False, goes_on: bool = False
) -> str:
    """``text`` on one line, ended with ``…`` where it is wider than ``width`` pixels or goes on."""
    line = clean(text)
    if not goes_on and measure(line, size, bold) <= width:
        return line
    pieces = _clusters(line)
    room = width - measure("…", size, bold)
    while pieces and measure("".join(pieces), size, bold) > room:
        pieces.pop()
    return _at_word("".join(pieces), line)


def _at_word(kept: str, line: str) -> str:
    """``kept``, how ``line`` begins, cut back to a whole word where one is near, and ``…``."""
    if len(kept) < len(line) and line[len(kept)] != " ":
        space = kept.rfind(" ")
        if space > len(kept) * 0.5:
            kept = kept[:space]
    return kept.rstrip(" ,;:–—-") + "…"


def cut_words(text: str, length: int) -> str:
    """``text`` cleaned, cut at a word with ``…`` where it is longer than ``length`` characters."""
    line = clean(text)
    if len(line) <= length:
        return line
    return _at_word("".join(_clusters(line[: length + 1])[:-1]), line)
