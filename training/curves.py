"""Two plots of how far a stance model may be believed: reliability, and risk against coverage.

Small SVG files for the documentation: no script, light and dark by the reader's preference, all
words as text. Coordinates in pixels; shares from 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from argmap.pictures.markup import escape, num
from argmap.pictures.palette import DARK, FONT_STACK, LIGHT
from argmap.pictures.text import wrap

__all__ = ["Curve", "reliability_svg", "risk_coverage_svg"]

_WIDTH, _LEFT, _RIGHT, _TOP = 640.0, 62.0, 190.0, 24.0
_SIDE = _WIDTH - _LEFT - _RIGHT
_GAP = 15.0
# Okabe and Ito's colours for all kinds of sight, darkened to be read as text; dashes say it again.
_LINES = {
    "light": ("#0b62a8", "#a33f00", "#00694f", "#7d3c8f", "#1b2430"),
    "dark": ("#6cb6ff", "#f0a04b", "#4cc9a4", "#d59ce6", "#e8edf4"),
}
_DASHES = ("", "9 4", "2 4", "12 4 2 4", "5 3")


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a plot. ``weights``, one a point, make dots of that share of all answers."""

    label: str
    points: tuple[tuple[float, float], ...]
    weights: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the plot stands and what its upper end is."""

    top: float
    height: float
    highest: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        return _LEFT + x * _SIDE, self.top + self.height * (1 - y / self.highest)


def reliability_svg(title: str, note: str, curves: Sequence[Curve], theme: str = "auto") -> str:
    """Confidence (across) against the share of right answers (up).

    On the diagonal a model is as often right as it says; below it, it is too sure of itself.
    """
    head, top = _head(title, note)
    plot = _Plot(top, _SIDE, 1.0)
    (x0, y0), (x1, y1) = plot.at(0, 0), plot.at(1, 1)
    parts = [
        head,
        *_axes(plot, "confidence of the answer", "share of right answers"),
        f'<path class="guide" d="M{num(x0)} {num(y0)}L{num(x1)} {num(y1)}"/>',
        _text(*plot.at(0.97, 0.07), "too sure of itself", "quiet", "end"),
        _text(*plot.at(0.03, 0.93), "too modest", "quiet"),
    ]
    parts += _curves(plot, curves)
    foot = ["The larger a dot, the more answers there are of that confidence."]
    return _document(title, _described(note, curves), parts, plot, foot, theme)


def risk_coverage_svg(title: str, note: str, curves: Sequence[Curve], theme: str = "auto") -> str:
    """Share of the surest suggestions that are looked at (across), and of wrong ones (up)."""
    head, top = _head(title, note)
    worst = max((y for curve in curves for _, y in curve.points), default=0.5)
    tenths = max(2, math.ceil(worst * 10 - 1e-9))
    highest = min(10, tenths if tenths <= 6 else tenths + tenths % 2) / 10
    plot = _Plot(top, 300.0, highest)
    parts = [head, *_axes(plot, "suggestions looked at, surest first", "share of wrong sides")]
    if highest > 0.5:
        (x0, y0), (x1, _) = plot.at(0, 0.5), plot.at(1, 0.5)
        parts.append(f'<path class="guide" d="M{num(x0)} {num(y0)}H{num(x1)}"/>')
        parts += [*_curves(plot, curves), _text(x0 + 6, y0 - 5, "half of them wrong", "quiet halo")]
    else:
        parts += _curves(plot, curves)
    return _document(title, _described(note, curves), parts, plot, [], theme)


def _described(note: str, curves: Sequence[Curve]) -> str:
    """What the plot shows, for those who do not see it."""
    ends = [
        f"{c.label}: from {c.points[0][1]:.0%} at {c.points[0][0]:.0%} "
        f"to {c.points[-1][1]:.0%} at {c.points[-1][0]:.0%}"
        for c in curves
        if c.points
    ]
    return f"{note} {'; '.join(ends)}."


def _head(title: str, note: str) -> tuple[str, float]:
    """Title and note, and where the plot may begin."""
    y, parts = _TOP, []
    for text, style, size, leading in ((title, "title", 17.0, 22.0), (note, "quiet", 12.0, 17.0)):
        for line in wrap(text, _WIDTH - 2 * _TOP, size, bold=style == "title", max_lines=4):
            y += leading
            parts.append(_text(_TOP, y - 6, line, style))
    return "".join(parts), y + 18


def _text(x: float, y: float, text: str, style: str, anchor: str = "start") -> str:
    end = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{style}" x="{num(x)}" y="{num(y)}"{end}>{escape(text)}</text>'


def _axes(plot: _Plot, across: str, up: str) -> list[str]:
    (x0, y0), (x1, y1) = plot.at(0, 0), plot.at(1, plot.highest)
    parts = []
    for step in range(0, 11, 2):
        x, _ = plot.at(step / 10, 0)
        parts.append(f'<path class="grid" d="M{num(x)} {num(y0)}V{num(y1)}"/>')
        parts.append(_text(x, y0 + 17, f"{step * 10} %", "tick", "middle"))
    count = round(plot.highest * 10)
    for step in range(0, count + 1, 1 if count <= 6 else 2):
        _, y = plot.at(0, step / 10)
        parts.append(f'<path class="grid" d="M{num(x0)} {num(y)}H{num(x1)}"/>')
        parts.append(_text(x0 - 8, y + 4, f"{step * 10} %", "tick", "end"))
    middle = (y0 + y1) / 2
    parts.append(_text((x0 + x1) / 2, y0 + 36, across, "axis", "middle"))
    parts.append(
        f'<text class="axis" text-anchor="middle" transform="translate({num(x0 - 44)} '
        f'{num(middle)}) rotate(-90)">{escape(up)}</text>'
    )
    return parts


def _curves(plot: _Plot, curves: Sequence[Curve]) -> list[str]:
    parts: list[str] = []
    ends: list[tuple[float, int]] = []
    for number, curve in enumerate(curves):
        if not curve.points:
            continue
        places = [plot.at(x, y) for x, y in curve.points]
        way = "L".join(f"{num(x)} {num(y)}" for x, y in places)
        kind = number % len(_DASHES)
        dash = f' stroke-dasharray="{_DASHES[kind]}"' if _DASHES[kind] else ""
        parts.append(f'<path class="line s{kind}" d="M{way}"{dash}/>')
        for (x, y), weight in zip(places, curve.weights, strict=False):
            parts.append(
                f'<circle class="dot s{kind}" cx="{num(x)}" cy="{num(y)}" '
                f'r="{num(3 + 14 * weight**0.5)}"/>'
            )
        ends.append((places[-1][1], number))
    return parts + _labels(plot, curves, ends)


def _labels(plot: _Plot, curves: Sequence[Curve], ends: list[tuple[float, int]]) -> list[str]:
    """Names beside the ends of the lines, pushed apart, with a leader where one had to move."""
    parts = []
    lowest = plot.top + 4.0
    left = _LEFT + _SIDE
    for y, number in sorted(ends):
        lines = wrap(curves[number].label, _RIGHT - 40, 12, max_lines=2)
        place = max(y + 4, lowest)
        kind = number % len(_DASHES)
        start = plot.at(*curves[number].points[-1])
        parts.append(
            f'<path class="lead s{kind}" d="M{num(start[0])} {num(start[1])}'
            f'L{num(left + 14)} {num(place - 4)}"/>'
        )
        for line in lines:
            parts.append(_text(left + 18, place, line, f"name t{kind}"))
            place += _GAP
        lowest = place + 3
    return parts


def _style(theme: str) -> str:
    def colours(name: str) -> str:
        palette = LIGHT if name == "light" else DARK
        rules = [
            f".page{{fill:{palette['page']}}}.halo{{stroke:{palette['page']}}}",
            f"text{{fill:{palette['text']}}}",
            f".quiet,.tick{{fill:{palette['quiet']}}}",
            f".grid{{stroke:{palette['border']}}}",
            f".guide{{stroke:{palette['quiet']}}}",
        ]
        for kind, colour in enumerate(_LINES[name]):
            rules.append(f".s{kind}{{stroke:{colour}}}.t{kind}{{fill:{colour}}}")
            rules.append(f".dot.s{kind}{{fill:{colour}}}")
        return "".join(rules)

    sheet = (
        f"text{{font:12px {FONT_STACK}}}.title{{font-size:17px;font-weight:700}}"
        ".name{font-weight:700}.grid{stroke-width:.5;opacity:.7}.line,.lead,.guide{fill:none}"
        ".guide{stroke-dasharray:4 4}.line{stroke-width:2.2}.lead{stroke-width:1;opacity:.6}"
        ".dot{fill-opacity:.35;stroke-width:1.2}.halo{paint-order:stroke;stroke-width:4}"
    )
    if theme == "auto":
        dark = f"@media(prefers-color-scheme:dark){{{colours('dark')}}}"
        return sheet + colours("light") + dark
    return sheet + colours(theme)


def _document(
    title: str, words: str, parts: Sequence[str], plot: _Plot, foot: Sequence[str], theme: str
) -> str:
    y = plot.top + plot.height + 44
    lines = []
    for note in foot:
        y += 18
        lines.append(_text(_LEFT, y, note, "quiet"))
    height = round(y + 18)
    width = round(_WIDTH)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title desc">'
        f'<title id="title">{escape(title)}</title><desc id="desc">{escape(words)}</desc>'
        f'<style>{_style(theme)}</style><rect class="page" width="{width}" height="{height}"/>'
        f"{''.join(parts)}{''.join(lines)}</svg>\n"
    )
