"""The table of people by claims as a picture: a sign and a colour where somebody takes a side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.pictures.cards import FONTS
from argmap.pictures.chart import PAD, box, frame, words
from argmap.pictures.markup import escape, num
from argmap.pictures.svg import Drawing
from argmap.pictures.text import ellipsis_line, is_rtl, measure

__all__ = ["HeatRow", "draw_heatmap"]

_CELL, _ROW, _LEAN = 34.0, 24.0, 0.7071
_LONGEST_NAME, _LONGEST_TITLE = 210.0, 190.0
_LEAST_WIDTH = 560.0
_STYLES = {
    "+": ("fs", "fp"),
    "−": ("fo", "fp"),
    "±": ("bx bd", "ft"),
    "?": ("bx un sq", "fq"),
}
_WORDS = {"+": "supports", "−": "opposes", "±": "is on both sides of", "?": "is unclear on"}
_MEANINGS = {"+": "supports", "−": "opposes", "±": "both sides", "?": "annotators disagree"}


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One person."""

    label: str
    group: str
    """Heading under which the person stands: rows of one group stand together."""
    cells: tuple[tuple[str, int] | None, ...]
    """A column each: sign (``+ − ± ?``) and number of passages; ``None`` where nothing is known."""

    def spoken(self, columns: Sequence[str]) -> str:
        """The row as a screen reader says it."""
        said = [
            f"{_WORDS[cell[0]]} “{title}” ({cell[1]} {'passage' if cell[1] == 1 else 'passages'})"
            for title, cell in zip(columns, self.cells, strict=True)
            if cell is not None
        ]
        return f"{self.label}: {'; '.join(said) or 'says nothing of these'}."


def draw_heatmap(
    title: str,
    summary: str,
    notes: Sequence[str],
    columns: Sequence[str],
    rows: Sequence[HeatRow],
    theme: str = "auto",
    fonts: str = "",
) -> Drawing:
    """The picture as SVG; ``theme`` is ``auto``, ``light`` or ``dark``."""
    size, bold, _ = FONTS["t"]
    names = min(_LONGEST_NAME, max((measure(r.label, size, bold) for r in rows), default=0.0)) + 12
    size, bold, _ = FONTS["m"]
    titles = [ellipsis_line(column, _LONGEST_TITLE, size, bold) for column in columns]
    slant = [measure(text, size, bold) * _LEAN for text in titles]
    grid = PAD + names
    reach = [grid + (n + 0.5) * _CELL + length for n, length in enumerate(slant)]
    width = max([_LEAST_WIDTH, grid + _CELL * len(columns) + PAD, *(x + PAD for x in reach)])

    def body(y: float) -> tuple[str, float]:
        y += max(slant, default=0.0) + 6
        parts = [_heads(titles, columns, grid, y)]
        y += 8
        group = None
        for row in rows:
            if row.group != group:
                group = row.group
                parts.append(
                    f'<g aria-hidden="true">{words(group.upper(), PAD, y + 15, "h", "fq")}</g>'
                )
                y += 22
            parts.append(_row(row, columns, grid, y, names))
            y += _ROW
        return "".join(parts), y + 4

    used = {cell[0] for row in rows for cell in row.cells if cell is not None}
    samples = [
        (_cell(sign, 1, 0, -10, 20), 28.0, _MEANINGS[sign]) for sign in _STYLES if sign in used
    ]
    if any(cell is not None and cell[1] > 1 for row in rows for cell in row.cells):
        notes = ["A number beside a sign says on how many passages it rests.", *notes]
    return frame(title, summary, notes, width, body, samples, theme, fonts)


def _heads(titles: Sequence[str], columns: Sequence[str], grid: float, y: float) -> str:
    parts = []
    for n, (shown, whole) in enumerate(zip(titles, columns, strict=True)):
        x = grid + (n + 0.5) * _CELL
        body = f"\u2067{escape(shown)}\u2069" if is_rtl(shown) else escape(shown)
        parts.append(
            f'<text class="m ft" transform="translate({num(x)} {num(y)}) rotate(-45)">'
            f"<title>{escape(whole)}</title>{body}</text>"
        )
    return f'<g aria-hidden="true">{"".join(parts)}</g>'


def _row(row: HeatRow, columns: Sequence[str], grid: float, y: float, names: float) -> str:
    said = escape(row.spoken(columns))
    parts = [words(row.label, PAD, y + 16, "t", room=names - 8)]
    line = f"M{num(PAD)} {num(y + _ROW)}H{num(grid + _CELL * len(columns))}"
    parts.append(f'<path class="ax sr" d="{line}"/>')
    for n, cell in enumerate(row.cells):
        if cell is not None:
            parts.append(_cell(cell[0], cell[1], grid + n * _CELL + 3, y + 2, _ROW - 4))
    return (
        f'<g class="row" role="listitem" tabindex="0" aria-label="{said}"><title>{said}</title>'
        f'<g aria-hidden="true">{"".join(parts)}</g></g>'
    )


def _cell(sign: str, passages: int, x: float, y: float, height: float) -> str:
    style, tone = _STYLES[sign]
    shown = f"{passages}" if passages < 100 else "…"
    text = f"{sign}{shown}" if passages > 1 else sign
    middle = x + (_CELL - 6) / 2
    return box(x, y, _CELL - 6, height, style, 3) + words(
        text, middle, y + height / 2 + 4.2, "c", tone, "middle"
    )
