"""Terminal cells: measuring, wrapping and cutting text that may be wide, combining or emoji.

Offsets are code points and stay true; widths are cells as the terminal library counts them, so
that what is wrapped here is exactly what is drawn.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from rich.cells import cell_len as _cells_of
from rich.cells import get_character_cell_size

__all__ = ["cell_len", "clusters", "cut", "pad", "wrap", "wrap_text"]

MIN_WIDTH = 4
"""Narrower columns than this are wrapped as if they had it."""

# Everything outside these ranges may be wide, of no width, or joined to its neighbour.
_PLAIN = re.compile(
    "[\t\n\r -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u0384-\u0482\u2010-\u2027\u2212\u25b8\u25be]*"
)
_CLOSING = frozenset(
    "、。，．：；？！）］｝〉》」』】〕〗〙〛’”…‥・ー々ぁぃぅぇぉっゃゅょ,.;:!?)]}"
)
_JOINER = "\u200d"


def _is_plain(text: str, start: int, end: int) -> bool:
    match = _PLAIN.match(text, start, end)
    return match is not None and match.end() == end


def cell_len(text: str) -> int:
    """Cells that ``text`` takes, as the terminal library counts them."""
    return len(text) if _is_plain(text, 0, len(text)) else _cells_of(text)


def clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """What may not be torn apart in ``text[start:end]``: (start, end, cells) of each.

    A character with the marks of no width that follow it; emoji joined by U+200D; flags.
    """
    at = start
    while at < end:
        begin = at
        flag = "\U0001f1e6" <= text[at] <= "\U0001f1ff"
        at += 1
        if flag and at < end and "\U0001f1e6" <= text[at] <= "\U0001f1ff":
            at += 1
        while at < end:
            joined = text[at - 1] == _JOINER and not text[at].isspace()
            if not joined and (text[at] in "\t\n\r" or get_character_cell_size(text[at])):
                break
            at += 1
        yield begin, at, cell_len(text[begin:at])


@functools.lru_cache(maxsize=32)
def _line_pattern(width: int) -> re.Pattern[str]:
    # As many characters as fit before white space, which may hang over; else a hard break.
    return re.compile(rf"[^\n]{{1,{width}}}(?:[ \t\r]+|(?=\n)|\Z)|[^\n]{{{width}}}")


def wrap(text: str, start: int, end: int, width: int) -> list[int]:
    """Offsets at which the rows of ``text[start:end]`` begin when laid out in ``width`` cells.

    Line ends in the text begin a new row. White space at the end of a row may hang over; the
    caller strips it. At least one row, even of an empty text.
    """
    width = max(MIN_WIDTH, width)
    starts: list[int] = []
    line = start
    while True:
        stop = text.find("\n", line, end)
        line_end = end if stop < 0 else stop
        if _is_plain(text, line, line_end):
            if line_end - line <= width:
                starts.append(line)
            else:
                pattern = _line_pattern(width)
                starts.extend(m.start() for m in pattern.finditer(text, line, line_end))
        else:
            starts.extend(_wrap_cells(text, line, line_end, width))
        if stop < 0 or stop + 1 >= end:
            return starts
        line = stop + 1


def _wrap_cells(text: str, start: int, end: int, width: int) -> list[int]:
    starts = [start]
    row, used = start, 0
    gap, gap_used = start, 0  # the last place where the row may be broken
    for begin, stop, cells in clusters(text, start, end):
        if text[begin].isspace():
            used += cells
            gap, gap_used = stop, used
            continue
        if cells == 2 and text[begin] not in _CLOSING:
            gap, gap_used = begin, used
        while used + cells > width and begin > row:
            if gap > row:
                row, used = gap, used - gap_used
            else:
                row, used = begin, 0
            starts.append(row)
            gap, gap_used = row, 0
        used += cells
        if cells == 2 and (stop >= end or text[stop] not in _CLOSING):
            gap, gap_used = stop, used
    return starts


def wrap_text(text: str, width: int, limit: int | None = None) -> list[str]:
    """``text`` as rows of at most ``width`` cells; after ``limit`` rows it is cut with ``…``."""
    starts = wrap(text, 0, len(text), width)
    ends = [*starts[1:], len(text)]
    rows = [text[a:b].rstrip() for a, b in zip(starts, ends, strict=True)]
    if limit is not None and len(rows) > limit:
        rest = text[starts[limit - 1] :].replace("\n", " ")
        rows[limit - 1 :] = [cut(rest, max(MIN_WIDTH, width))]
    return rows


def cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, with ``…`` at its end where something is left out."""
    if width <= 0:
        return ""
    if len(text) <= width and _is_plain(text, 0, len(text)):
        return text
    if _is_plain(text, 0, len(text)):
        return text[: width - 1].rstrip() + "…"
    if len(text) <= 4 * width and cell_len(text) <= width:
        return text
    used = end = 0
    for _, stop, cells in clusters(text, 0, len(text)):
        if used + cells > width - 1:
            return text[:end].rstrip() + "…"
        used, end = used + cells, stop
    return text


def pad(text: str, width: int) -> str:
    """``text`` cut or filled with spaces to exactly ``width`` cells."""
    shown = cut(text, width)
    return shown + " " * max(0, width - cell_len(shown))
