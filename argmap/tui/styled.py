"""Lines of text with named styles, as plain data: what panes and bars show, without an app.

A style is a name of ``STYLES`` in ``tui/theme.py``, or several with a space between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from argmap.display import isolate, one_line
from argmap.tui.cells import cell_len, cut, wrap, wrap_text

__all__ = ["Item", "Line", "Run", "clip", "flow", "line_text", "paragraph", "width_of"]

Run = tuple[str, str]
"""Some text and its style names."""
Line = Sequence[Run]


@dataclass(frozen=True, slots=True)
class Item:
    """A few lines that belong together, and what Enter on them opens (``None``: not selectable)."""

    lines: tuple[Line, ...]
    target: Any = None


def line_text(line: Line) -> str:
    """The characters of a line."""
    return "".join(text for text, _ in line)


def width_of(line: Line) -> int:
    """Its width in cells."""
    return sum(cell_len(text) for text, _ in line)


def clip(line: Line, width: int) -> Line:
    """The line in at most ``width`` cells, ending with ``…`` where it was longer."""
    if width_of(line) <= width:
        return line
    kept: list[Run] = []
    left = width
    for text, style in line:
        cells = cell_len(text)
        # One cell is kept for the … that the next run would need.
        if cells < left:
            kept.append((text, style))
            left -= cells
            continue
        kept.append((cut(text + "…", left) if cells >= left else text, style))
        break
    return kept


def paragraph(
    text: str,
    width: int,
    style: str = "",
    *,
    lead: Line = (),
    indent: int | None = None,
    limit: int | None = None,
) -> list[Line]:
    """Foreign ``text`` made safe and wrapped; ``lead`` stands before the first row.

    The other rows are indented by ``indent`` cells, else by the width of ``lead``.
    """
    begin = width_of(lead)
    hang = begin if indent is None else indent
    shown_text = one_line(text)
    starts = wrap(shown_text, 0, len(shown_text), max(8, width - begin))
    if begin == hang or len(starts) == 1 or limit == 1:
        rows = wrap_text(shown_text, max(8, width - begin), limit)
    else:
        rest = wrap_text(shown_text[starts[1] :], max(8, width - hang), limit and limit - 1)
        rows = [shown_text[: starts[1]].rstrip(), *rest]
    lines: list[Line] = []
    for number, row in enumerate(rows):
        shown = (isolate(row), style)
        lines.append([*lead, shown] if number == 0 else [(" " * hang, ""), shown])
    return lines


def flow(parts: Sequence[Line], width: int, indent: int) -> list[Line]:
    """The parts one after the other with ``·`` between them, on as many lines as it takes."""
    lines: list[list[Run]] = [[(" " * indent, "")]]
    for part in parts:
        started = len(lines[-1]) > 1
        if started and width_of(lines[-1]) + 3 + width_of(part) > width:
            lines.append([(" " * indent, "")])
        elif started:
            lines[-1].append((" · ", "quiet"))
        lines[-1].extend(part)
    return [clip(line, width) for line in lines]
